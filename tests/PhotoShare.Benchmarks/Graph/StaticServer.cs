using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PhotoShare.Benchmarks;

/// <summary>The limit of a graph: reads a request and answers bytes that are there already.</summary>
static class StaticServer
{
    /// <param name="answers">Files, each served at <c>/</c> and its number among them.</param>
    public static async Task<int> Run(int port, IReadOnlyList<string> answers)
    {
        await using var app = BareServer.At($"http://127.0.0.1:{port}");
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
