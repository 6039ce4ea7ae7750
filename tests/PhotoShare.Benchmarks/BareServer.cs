using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace PhotoShare.Benchmarks;

/// <summary>An ASP.NET Core server with nothing in it, which what is measured beside ours is built on: what any server on this runtime costs.</summary>
static class BareServer
{
    public static WebApplication At(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        return builder.Build();
    }

    /// <summary>One that does nothing but answer.</summary>
    public static async Task Run(string url)
    {
        await using var app = At(url);
        app.MapGet("/", () => "");
        await app.RunAsync();
    }
}
