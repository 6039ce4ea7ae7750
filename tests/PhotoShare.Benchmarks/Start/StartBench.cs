using System.Globalization;
using PhotoShare.Tests;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>
/// How long the server and the image function take from the start of their process until they can do their work, what they hold in memory
/// when nobody asks for anything, and how large what is published is. Beside an empty ASP.NET Core server on the same runtime, and an
/// image function in Node with sharp. They take turns; figures are medians of the rounds.
/// </summary>
static class StartBench
{
    const int Rounds = 7;

    public static async Task<int> Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["bare", var url]:
                await BareServer.Run(url);
                return 0;
            case ["build"]:
                return await BuildTimes.Run();
        }
        var rounds = arguments is [var asked] && int.TryParse(asked, CultureInfo.InvariantCulture, out var many) ? many : Rounds;
        await PhotoWay.Install();
        var folder = Directory.CreateTempSubdirectory("photoshare-bench-").FullName;
        try
        {
            var published = await Published.Server(Path.Combine(folder, "server"));
            await Servers(published, Path.Combine(folder, "data"), rounds);
            await Functions(published, await PublishedFunction.Folder, Path.Combine(folder, "blobs"), rounds);
            Sizes(published);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        Console.WriteLine($"{Environment.ProcessorCount} cores; load average {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}.");
        return 0;
    }

    static async Task Servers(string published, string data, int rounds)
    {
        string[] names = ["PhotoShare, on an empty data folder", "PhotoShare, on the next start", "limit: an empty ASP.NET Core server"];
        var seen = names.Select(_ => new List<ServerFigures>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            var own = Path.Combine(data, round.ToString(CultureInfo.InvariantCulture));
            seen[0].Add(await StartedServer.Measure(Path.Combine(published, "PhotoShare.Web.dll"), address => ["--urls", address, "--data", own], "/health/ready"));
            seen[1].Add(await StartedServer.Measure(Path.Combine(published, "PhotoShare.Web.dll"), address => ["--urls", address, "--data", own], "/health/ready"));
            seen[2].Add(await StartedServer.Measure(typeof(StartBench).Assembly.Location, address => ["start", "bare", address], "/"));
        }
        var table = new Table().AddColumns("server", "ready after ms", "of the limit", "CPU ms until then", "idle MB", "of the limit");
        foreach (var (name, figures) in names.Zip(seen))
            table.AddRow(
                name,
                $"{figures.Median(one => one.Ready.TotalMilliseconds):0}",
                $"{figures.Median(one => one.Ready.TotalMilliseconds) / seen[2].Median(one => one.Ready.TotalMilliseconds):0.0}×",
                $"{figures.Median(one => one.Cpu.TotalMilliseconds):0}",
                $"{figures.Median(one => one.IdleMegabytes):0}",
                $"{figures.Median(one => one.IdleMegabytes) / seen[2].Median(one => one.IdleMegabytes):0.0}×");
        AnsiConsole.Write(table);
    }

    static async Task Functions(string published, string native, string blobs, int rounds)
    {
        (string Name, string Program, string[] Arguments)[] functions =
        [
            ("PhotoShare, native, as for Lambda", Path.Combine(native, "bootstrap"), []),
            ("PhotoShare, on .NET, as the server starts it", "dotnet", ["exec", Path.Combine(published, "function", "bootstrap.dll")]),
            ("peer: Node with sharp", "node", [Path.Combine(PhotoWay.Peer, "function.mjs")]),
        ];
        var seen = functions.Select(_ => new List<FunctionFigures>()).ToList();
        var limit = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (function, figures) in functions.Zip(seen)) figures.Add(await StartedFunction.Measure(function.Program, function.Arguments, blobs));
            limit.Add(await StartedFunction.Nothing());
        }
        var table = new Table().AddColumns("image function", "asks for work after ms", "idle MB", "first 6 MP photo done after ms", "a further one takes ms", "peak MB");
        foreach (var (function, figures) in functions.Zip(seen))
            table.AddRow(
                function.Name,
                $"{figures.Median(one => one.Ready.TotalMilliseconds):0}",
                $"{figures.Median(one => one.IdleMegabytes):0}",
                $"{figures.Median(one => one.First.TotalMilliseconds):0}",
                $"{figures.Median(one => one.Further.TotalMilliseconds):0}",
                $"{figures.Median(one => one.PeakMegabytes):0}");
        table.AddRow("limit: a program that does nothing", $"{limit.Order().ElementAt(rounds / 2).TotalMilliseconds:0.0}", "–", "–", "–", "–");
        AnsiConsole.Write(table);
    }

    static void Sizes(string published)
    {
        var table = new Table().AddColumns("published", "MB");
        table.AddRow("the server, for this platform", $"{Published.Size(published) / 1048576.0:0}");
        table.AddRow("of it, the image function", $"{Published.Size(Path.Combine(published, "function")) / 1048576.0:0}");
        table.AddRow("the image function for Lambda, packed", $"{new FileInfo(PublishedFunction.Zip).Length / 1048576.0:0}");
        table.AddRow("peer: sharp's packages and Node", $"{(Published.Size(Path.Combine(PhotoWay.Peer, "node_modules")) + Published.Size(Published.Program("node"))) / 1048576.0:0}");
        AnsiConsole.Write(table);
    }
}
