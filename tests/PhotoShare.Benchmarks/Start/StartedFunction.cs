using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PhotoShare.Media;
using PhotoShare.Tests;

namespace PhotoShare.Benchmarks;

/// <param name="Ready">From the start of the process until it asks for its first event.</param>
/// <param name="First">From the start of the process until the first photo's answer, having asked for no time for its event.</param>
/// <param name="Further">From the event of the last photo to its answer.</param>
sealed record FunctionFigures(TimeSpan Ready, double IdleMegabytes, TimeSpan First, TimeSpan Further, double PeakMegabytes);

/// <summary>An image function's process from its start on, with a Lambda Runtime API of our own that gives it the same photo a few times.</summary>
static class StartedFunction
{
    const int Photos = 8;

    static readonly Guid PhotoId = Guid.CreateVersion7();
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<FunctionFigures> Measure(string program, IEnumerable<string> arguments, string blobs)
    {
        Directory.CreateDirectory(Path.Combine(blobs, "originals"));
        File.Copy(Repository.Photo("camera.jpg"), Path.Combine(blobs, BlobKeys.Original(PhotoId)), overwrite: true);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var story = new Story();
        app.Run(story.Answer);
        await app.StartAsync();

        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var name in (string[])["PATH", "HOME", "DOTNET_ROOT"])
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        foreach (var (name, value) in new Dictionary<string, string> { ["AWS_LAMBDA_RUNTIME_API"] = new Uri(app.Urls.Single()).Authority, ["PHOTOSHARE_BLOBS"] = blobs, ["VIPS_WARNING"] = "0", ["MALLOC_ARENA_MAX"] = "2", ["DOTNET_EnableDiagnostics"] = "0" })
            start.Environment[name] = value;
        story.Clock.Restart();
        using var process = Process.Start(start)!;
        story.ProcessId = process.Id;
        process.BeginOutputReadLine();
        var said = process.StandardError.ReadToEndAsync();
        try
        {
            await Task.WhenAny(story.End, process.WaitForExitAsync()).WaitAsync(Patience);
            return story.End.IsCompletedSuccessfully ? await story.End : throw new InvalidOperationException($"{program} ended: {await said}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>How long a program takes from its start to its end that does nothing at all.</summary>
    public static async Task<TimeSpan> Nothing()
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start("/bin/true");
        await process.WaitForExitAsync();
        return clock.Elapsed;
    }

    /// <summary>The Runtime API: an event as often as it is asked for, and a note of when that was.</summary>
    sealed class Story
    {
        readonly TaskCompletionSource<FunctionFigures> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int photos;
        TimeSpan ready, first, asked;
        double idle;

        public Stopwatch Clock { get; } = new();

        public int ProcessId { get; set; }

        public Task<FunctionFigures> End => end.Task;

        public async Task Answer(HttpContext http)
        {
            var now = Clock.Elapsed;
            if (HttpMethods.IsPost(http.Request.Method))
            {
                await http.Request.Body.CopyToAsync(Stream.Null);
                if (!http.Request.Path.Value!.EndsWith("/response", StringComparison.Ordinal)) end.TrySetException(new InvalidOperationException("The function told of an error."));
                if (photos++ == 0) first = now;
                if (photos == Photos) end.TrySetResult(new FunctionFigures(ready, idle, first, now - asked, Memory.PeakOf(ProcessId)));
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                return;
            }
            if (photos == 0) (ready, idle) = (now, Memory.OfTree(ProcessId));
            http.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = $"{photos}";
            http.Response.Headers["Lambda-Runtime-Deadline-Ms"] = (DateTimeOffset.UtcNow + Patience).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            http.Response.ContentType = "application/json";
            asked = Clock.Elapsed;
            await http.Response.WriteAsync(new JsonObject
            {
                ["Records"] = new JsonArray(new JsonObject { ["s3"] = new JsonObject { ["bucket"] = new JsonObject { ["name"] = "photos" }, ["object"] = new JsonObject { ["key"] = BlobKeys.Original(PhotoId) } } }),
            }.ToJsonString());
        }
    }
}
