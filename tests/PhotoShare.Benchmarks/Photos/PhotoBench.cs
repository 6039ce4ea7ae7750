using System.Globalization;
using PhotoShare.Tests;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>
/// What making renditions takes: ours, sharp in three ways, ImageSharp, and the limit that the codecs set, of the same photos into the same
/// sizes, formats and qualities. They take turns; figures are medians of the rounds. On all cores as many photos are under way as there are
/// cores, and then one alone.
/// </summary>
static class PhotoBench
{
    const int Rounds = 5;

    /// <summary>Above this part, bytes are told of beside the quality, which they may have bought.</summary>
    const double Much = 0.05;

    static readonly TimeSpan Window = TimeSpan.FromSeconds(3), WindowAlone = TimeSpan.FromSeconds(1.5);

    public static async Task<int> Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["subject", var way, var file, .. var how]:
                return await PhotoSubject.Run(way, file, how);
            case ["soak", var photos] when int.TryParse(photos, CultureInfo.InvariantCulture, out var many):
                return await PhotoSoak.Start(many);
            case ["soaking", var photos]:
                return await PhotoSoak.Run(int.Parse(photos, CultureInfo.InvariantCulture));
        }
        var rounds = arguments is [var first, ..] && int.TryParse(first, CultureInfo.InvariantCulture, out var asked) ? asked : Rounds;
        var names = arguments.Where(argument => !int.TryParse(argument, CultureInfo.InvariantCulture, out _)).ToList();
        await PhotoWay.Install();
        foreach (var picture in Picture.All.Where(picture => names.Count == 0 || names.Contains(picture.Name)))
        {
            try
            {
                await picture.Make();
            }
            catch (InvalidOperationException e)
            {
                Console.WriteLine($"{picture.Title}: {e.Message}.");
                continue;
            }
            await Compare(picture, rounds);
        }
        Console.WriteLine($"{Environment.ProcessorCount} cores; load average {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}.");
        return 0;
    }

    /// <returns>Photos a second of one small photo after the other, as a share of what the codecs set as the limit.</returns>
    public static async Task<double> BesideLimit(int rounds, TimeSpan window)
    {
        var (ours, limit) = (PhotoWay.All.Single(way => way.Name == PhotoWay.Ours), PhotoWay.All.Single(way => way.Name == PhotoWay.Limit));
        var picture = Repository.Photo("camera.jpg");
        var ratios = new List<double>();
        for (var round = 0; round < rounds; round++)
            ratios.Add((await ours.Measure(picture, 1, window)).PhotosPerSecond / (await limit.Measure(picture, 1, window)).PhotosPerSecond);
        return ratios.Order().ElementAt(rounds / 2);
    }

    static async Task Compare(Picture picture, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("photoshare-bench-").FullName;
        try
        {
            var results = new List<Result>();
            foreach (var way in PhotoWay.All)
            {
                var own = Directory.CreateDirectory(Path.Combine(folder, way.Name)).FullName;
                results.Add(new Result(way, own, await way.Write(picture.File, own)));
            }
            // The limit encodes pictures that were scaled otherwise.
            var judged = results.Where(result => result.Fault is null && result.Way.Name != "limit").ToList();
            foreach (var (result, likeness) in judged.Zip(await PhotoQuality.Of(picture, [.. judged.Select(result => result.Folder)]))) result.Likeness = likeness;
            foreach (var result in results.Where(result => result.Fault is null)) result.Bytes = Directory.GetFiles(result.Folder).Sum(file => new FileInfo(file).Length);

            for (var round = 0; round < rounds; round++)
                foreach (var result in results.Where(result => result.Fault is null))
                {
                    result.Together.Add(await result.Way.Measure(picture.File, Environment.ProcessorCount, Window));
                    if (round % 2 == 0) result.Alone.Add(await result.Way.Measure(picture.File, 1, WindowAlone));
                }
            Show(picture, results);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void Show(Picture picture, List<Result> results)
    {
        var table = new Table { Title = new TableTitle($"{picture.Title}, {picture.Width} × {picture.Height}, {new FileInfo(picture.File).Length / 1048576.0:0.0} MB") }
            .AddColumns("", "photos/s", "ours is", "CPU s a photo", "peak MB", "one alone: ms", "peak MB", "kB out", $"SSIM of {string.Join(", ", PhotoQuality.Names)}");
        var (ours, usual) = (results.Single(result => result.Way.Name == PhotoWay.Ours), results.Single(result => result.Way.Name == PhotoWay.Usual));
        foreach (var result in results)
        {
            if (result.Fault is { } fault) table.AddRow(result.Way.Title, "–", "–", "–", "–", "–", "–", "–", Spectre.Console.Markup.Escape(fault));
            else table.AddRow(
                result.Way.Title,
                $"{Rate(result):0.00}",
                $"{Rate(ours) / Rate(result):0.00}×",
                $"{result.Together.Median(figures => figures.Cpu):0.000}",
                $"{result.Together.Median(figures => figures.PeakMegabytes):0}",
                $"{1000 / result.Alone.Median(figures => figures.PhotosPerSecond):0}",
                $"{result.Alone.Median(figures => figures.PeakMegabytes):0}",
                $"{result.Bytes / 1024.0:0}{(usual.Fault is null && Math.Abs((double)result.Bytes / usual.Bytes - 1) > Much ? $" ({(double)result.Bytes / usual.Bytes - 1:+0 %;-0 %} of sharp's)" : "")}",
                result.Likeness is { } likeness ? string.Join(" ", likeness.Select(one => $"{one:0.0000}")) : "");
        }
        AnsiConsole.Write(table);
    }

    static double Rate(Result result) => result.Together.Median(figures => figures.PhotosPerSecond);

    sealed record Result(PhotoWay Way, string Folder, string? Fault)
    {
        public List<PhotoFigures> Together { get; } = [];
        public List<PhotoFigures> Alone { get; } = [];
        public long Bytes { get; set; }
        public double[]? Likeness { get; set; }
    }
}
