using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace PhotoShare.Benchmarks;

/// <summary>An ASP.NET Core server that does nothing but answer: what any server on this runtime costs.</summary>
static class BareServer
{
    public static async Task Run(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        await using var app = builder.Build();
        app.MapGet("/", () => "");
        await app.RunAsync();
    }
}
