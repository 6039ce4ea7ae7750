using System.Text.Json;
using System.Text.RegularExpressions;
using PhotoShare.Tests;

namespace PhotoShare.Benchmarks;

/// <summary>A way of making renditions, as it is named, started and told of. Each measurement is a process of its own.</summary>
sealed partial record PhotoWay(string Name, string Title, string Program, IReadOnlyList<string> Arguments)
{
    public const string Ours = "ours", Usual = "each", Limit = "limit";

    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>As the server starts its image function (FunctionProgram); sharp starts as Node starts it.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Environment = new Dictionary<string, string?> { ["VIPS_WARNING"] = "0", ["MALLOC_ARENA_MAX"] = "2", ["DOTNET_TieredPGO"] = "0" };

    /// <summary>In the order in which they take turns.</summary>
    public static readonly IReadOnlyList<PhotoWay> All =
    [
        Here(Ours, "PhotoShare"),
        Sharp(Usual, "sharp, a pipeline a size"),
        Sharp("clone", "sharp, clones of one pipeline"),
        Sharp("raw", "sharp, from the largest one's pixels"),
        Here("imagesharp", "ImageSharp 2.1.13"),
        Here(Limit, "limit: one decode and the encodes"),
    ];

    /// <summary>Folder of a peer's package.</summary>
    public static string Peer => Repository.PathOf("tests", "PhotoShare.Benchmarks", "peers", "sharp");

    /// <summary>Installs the peer's package as its lock file says.</summary>
    public static Task Install() => NpmPackages.Install(Peer);

    /// <summary>Writes the renditions into a folder. Returns why it can't, or <c>null</c>.</summary>
    public async Task<string?> Write(string file, string folder)
    {
        var result = await Start(file, folder);
        return result.ExitCode == 0 ? null : Reason(result.Error);
    }

    /// <summary>Makes renditions of one photo over and over, <paramref name="lanes"/> at once.</summary>
    public async Task<PhotoFigures> Measure(string file, int lanes, TimeSpan window)
    {
        var result = await Start(file, $"{lanes}", FormattableString.Invariant($"{window.TotalSeconds}"));
        return result.ExitCode == 0 ? JsonSerializer.Deserialize<PhotoFigures>(result.LastLine, Web)! : throw new InvalidOperationException($"{Title}: {result.Error}");
    }

    Task<CommandResult> Start(params string[] arguments) =>
        Commands.Run(Program, [.. Arguments, Name, .. arguments], null, Program == "dotnet" ? Environment : null, TimeSpan.FromMinutes(5));

    static PhotoWay Here(string name, string title) => new(name, title, "dotnet", [typeof(PhotoWay).Assembly.Location, "photos", "subject"]);

    static PhotoWay Sharp(string name, string title) => new(name, title, "node", [Path.Combine(Peer, "photos.mjs")]);

    // Of a stack trace, the line that says what was wrong.
    static string Reason(string error) => SaysWhy().Match(error) is { Success: true } why ? why.Groups[1].Value : error;

    [GeneratedRegex(@"^[^\n]*(?:Error|Exception): ([^\n.\]]+)", RegexOptions.Multiline)]
    private static partial Regex SaysWhy();
}
