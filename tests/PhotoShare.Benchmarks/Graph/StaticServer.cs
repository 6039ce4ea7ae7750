using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PhotoShare.Benchmarks;

/// <summary>The limit of a graph: reads a request and answers bytes that are there already.</summary>
static class StaticServer
{
    /// <param name="answers">Files, each served at <c>/</c> and its number among them.</param>
    public static async Task<int> Run(int port, IReadOnlyList<string> answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        for (var i = 0; i < answers.Count; i++)
        {
            var bytes = await File.ReadAllBytesAsync(answers[i]);
            app.MapPost($"/{i}", async (HttpContext http) =>
            {
                await http.Request.Body.CopyToAsync(Stream.Null);
                http.Response.ContentType = "application/json; charset=utf-8";
                http.Response.BodyWriter.Write(bytes);
                await http.Response.BodyWriter.FlushAsync();
            });
        }
        await app.RunAsync();
        return 0;
    }
}
