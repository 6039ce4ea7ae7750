using System.Diagnostics;
using PhotoShare.ImageProcessor;
using PhotoShare.Media;
using PhotoShare.Tests;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>Whether the pipeline's memory stays as it is over many photos, of all codings and with some that are refused, on all cores.</summary>
static class PhotoSoak
{
    const int Intervals = 20;

    static readonly string[] Photos =
    [
        "camera.jpg", "rotated.jpg", "progressive.jpg", "cmyk.jpg", "gray.jpg", "display-p3.jpg", "portrait.png", "transparent.png", "photo.webp", "transparent.webp",
        "animated.gif", "photo.avif", "photo.heic", "truncated.jpg", "bomb.png", "text.jpg",
    ];

    /// <summary>In a process of its own, started as the server starts its image function.</summary>
    public static async Task<int> Start(int many)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PhotoSoak).Assembly.Location, "photos", "soaking", $"{many}"]);
        foreach (var (name, value) in PhotoWay.Environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public static async Task<int> Run(int many)
    {
        await Picture.All[0].Make();
        var originals = ((string[])[Picture.All[0].File, .. Photos.Select(Repository.Photo)]).Select(File.ReadAllBytes).ToList();
        var pipeline = new ImagePipeline(new ImageLimits(), MagickHeic.Decode);
        var clock = Stopwatch.StartNew();
        var (next, done) = (0, 0);
        var table = new Table().AddColumns("photos", "memory MB", "of which .NET's objects", "peak MB", "photos/s so far");
        Console.WriteLine("photos  memory MB");
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            for (int turn; (turn = Interlocked.Increment(ref next)) <= many;)
            {
                await Make(pipeline, [.. originals[turn % originals.Count]]);
                Note(Interlocked.Increment(ref done));
            }
        })));
        AnsiConsole.Write(table);
        return 0;

        void Note(int photos)
        {
            if (photos % Math.Max(many / Intervals, 1) != 0) return;
            lock (table) table.AddRow($"{photos}", $"{Memory.Now:0}", $"{GC.GetTotalMemory(false) / 1048576.0:0}", $"{Memory.Peak:0}", $"{photos / clock.Elapsed.TotalSeconds:0.0}");
            Console.WriteLine($"{photos,6}  {Memory.Now:0}");
        }
    }

    static async Task Make(ImagePipeline pipeline, byte[] original)
    {
        try
        {
            await pipeline.Process(Guid.CreateVersion7(), original);
        }
        catch (ImageRefusedException)
        {
            // Some of them are meant to be.
        }
    }
}
