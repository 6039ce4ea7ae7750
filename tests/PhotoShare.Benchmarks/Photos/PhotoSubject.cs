using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PhotoShare.Benchmarks;

/// <summary>What a subject reports of itself, as a line of JSON.</summary>
/// <param name="PhotosPerSecond">Of all lanes together.</param>
/// <param name="Cpu">Seconds of processor time a photo, in user and kernel mode.</param>
/// <param name="PeakMegabytes">The most memory that its process ever had (VmHWM).</param>
sealed record PhotoFigures(double PhotosPerSecond, double Cpu, double PeakMegabytes);

/// <summary>
/// One way of making renditions, alone in this process: <c>photos subject WAY FILE LANES SECONDS</c> measures it, <c>photos subject WAY FILE
/// FOLDER</c> writes what it makes. peers/sharp/photos.mjs is the same program for sharp. Each lane has one photo at a time, as bytes of its own.
/// </summary>
static class PhotoSubject
{
    const int WarmUp = 3;

    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static async Task<int> Run(string way, string file, params string[] how)
    {
        var original = await File.ReadAllBytesAsync(file);
        var make = Way(way, original);
        if (how is [var folder])
        {
            foreach (var (name, content) in await make([.. original])) await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
            return 0;
        }
        var (lanes, window) = (int.Parse(how[0], CultureInfo.InvariantCulture), TimeSpan.FromSeconds(double.Parse(how[1], CultureInfo.InvariantCulture)));
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < WarmUp; i++) await make([.. original]);
        })));
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var done = await Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => Task.Run(() => Lane(make, original, window))));
        var spent = Process.GetCurrentProcess().TotalProcessorTime - before;
        Console.WriteLine(JsonSerializer.Serialize(new PhotoFigures(done.Sum(lane => lane.Photos / lane.Seconds), spent.TotalSeconds / done.Sum(lane => lane.Photos), Memory.Peak), Web));
        return 0;
    }

    static async Task<(int Photos, double Seconds)> Lane(Func<byte[], Task<IReadOnlyList<Made>>> make, byte[] original, TimeSpan window)
    {
        var clock = Stopwatch.StartNew();
        var photos = 0;
        while (clock.Elapsed < window)
        {
            await make([.. original]);
            photos++;
        }
        return (photos, clock.Elapsed.TotalSeconds);
    }

    static Func<byte[], Task<IReadOnlyList<Made>>> Way(string name, byte[] original) => name switch
    {
        "ours" => new OurWay().Make,
        "imagesharp" => ImageSharpWay.Make,
        "limit" => new LimitWay(original).Make,
        _ => throw new ArgumentException($"There is no way '{name}' of making renditions.", nameof(name)),
    };
}

/// <summary>A rendition under the name that all ways give it, e.g. <c>1080.webp</c>.</summary>
readonly record struct Made(string Name, byte[] Content);
