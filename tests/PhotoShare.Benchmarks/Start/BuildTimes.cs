using System.Diagnostics;
using PhotoShare.Tests;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>How long who changes the code waits: in a fresh clone of the last commit, with the packages at hand.</summary>
static class BuildTimes
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public static async Task<int> Run()
    {
        var folder = Directory.CreateTempSubdirectory("photoshare-bench-").FullName;
        try
        {
            var table = new Table().AddColumns("in a fresh clone", "seconds");
            await Step("git", "clone", "--quiet", Repository.Root, folder);
            table.AddRow("dotnet restore", await Step("dotnet", "restore", folder));
            table.AddRow("dotnet build of all, with its analysis", await Step("dotnet", "build", folder, "--no-restore", "-warnaserror"));
            table.AddRow("dotnet build again, nothing changed", await Step("dotnet", "build", folder, "--no-restore"));
            var use = Path.Combine(folder, "src", "PhotoShare", "Likes", "Likes.cs");
            await File.AppendAllTextAsync(use, "// Changed.\n");
            table.AddRow("dotnet build of the server, a use case changed", await Step("dotnet", "build", Path.Combine(folder, "src", "PhotoShare.Web"), "--no-restore"));
            table.AddRow("dotnet test, the fast part, on SQLite", await Step("dotnet", "test", Path.Combine(folder, "tests", "PhotoShare.Tests"), "--no-restore"));
            AnsiConsole.Write(table);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<string> Step(string program, params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        var result = await Commands.Run(program, arguments, patience: Patience);
        return result.ExitCode == 0 ? $"{clock.Elapsed.TotalSeconds:0.0}" : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {result.Error}{result.Output}");
    }
}
