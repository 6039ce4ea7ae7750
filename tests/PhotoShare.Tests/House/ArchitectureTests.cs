using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The plan of the house, held: which room may know which, and what stands nowhere.</summary>
public sealed class ArchitectureTests
{
    const int LongestFile = 250;

    static readonly Dictionary<string, string[]> Plan = new()
    {
        ["src/PhotoShare.Media/PhotoShare.Media.csproj"] = [],
        ["src/PhotoShare/PhotoShare.csproj"] = ["PhotoShare.Media"],
        // Web builds the function and starts it as a program; it never calls into it.
        ["src/PhotoShare.Web/PhotoShare.Web.csproj"] = ["PhotoShare", "ImageProcessor (not called)"],
        // It knows names and ARNs, and none of our C#.
        ["src/PhotoShare.Cloud/PhotoShare.Cloud.csproj"] = [],
        ["functions/ImageProcessor/ImageProcessor.csproj"] = ["PhotoShare.Media"],
        ["tests/PhotoShare.Benchmarks/PhotoShare.Benchmarks.csproj"] = ["PhotoShare.Tests", "PhotoShare.Web"],
        ["tests/PhotoShare.Tests/PhotoShare.Tests.csproj"] = ["PhotoShare.Web", "PhotoShare.Cloud", "ImageProcessor"],
    };

    [Fact]
    public async Task Each_project_refers_to_its_neighbours_of_the_plan_and_no_other()
    {
        var projects = (await Tracked("*.csproj")).ToDictionary(file => file, References);

        Assert.Equal(Plan.Keys.Order(), projects.Keys.Order());
        Assert.All(Plan, planned => Assert.Equal(planned.Value.Order(), projects[planned.Key].Order()));
    }

    [Fact]
    public async Task Only_the_rooms_Database_and_Dialect_name_a_database()
    {
        var sources = (await Tracked("src/*.cs")).Where(file => !file.Contains("/Database/", StringComparison.Ordinal) && !file.Contains("/Dialect/", StringComparison.Ordinal));

        Assert.Empty(Found(sources, line => Has(line, "Npgsql") || Has(line, "Microsoft.Data.Sqlite") || Has(line, "UseSqlite") || Has(line, "SqliteException")));
    }

    [Theory]
    [InlineData(typeof(Media.IBlobStore), "Microsoft.EntityFrameworkCore")]
    [InlineData(typeof(Media.IBlobStore), "Microsoft.AspNetCore")]
    [InlineData(typeof(Media.IBlobStore), "GraphQL")]
    [InlineData(typeof(PhotoShareDb), "Microsoft.AspNetCore.Http")]
    [InlineData(typeof(PhotoShareDb), "Microsoft.AspNetCore.Mvc")]
    [InlineData(typeof(PhotoShareDb), "Microsoft.AspNetCore.Components")]
    [InlineData(typeof(PhotoShareDb), "GraphQL")]
    [InlineData(typeof(Web.Program), "Npgsql")]
    [InlineData(typeof(Web.Program), "Microsoft.Data.Sqlite")]
    [InlineData(typeof(Web.Program), "NetVips")]
    [InlineData(typeof(Web.Program), "bootstrap")]
    public void A_room_does_not_know(Type one, string foreign) =>
        Assert.DoesNotContain(one.Assembly.GetReferencedAssemblies(), known => known.Name == foreign || known.Name!.StartsWith($"{foreign}.", StringComparison.Ordinal));

    [Fact]
    public void Namespaces_are_flat()
    {
        Assembly[] rooms = [typeof(Media.IBlobStore).Assembly, typeof(PhotoShareDb).Assembly, typeof(Web.Program).Assembly, typeof(Cloud.PhotoShareCloud).Assembly];

        Assert.All(rooms, room => Assert.DoesNotContain(room.GetTypes(), type =>
            type.Namespace?.StartsWith("PhotoShare", StringComparison.Ordinal) == true && type.Namespace != room.GetName().Name
                && !type.Namespace.Contains("Migrations", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_source_file_is_too_long_to_read()
    {
        var sources = (await Tracked("*.cs")).Concat(await Tracked("*.razor")).Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal));

        Assert.DoesNotContain(sources.Select(file => (file, lines: File.ReadLines(Repository.PathOf(file)).Count())), f => f.lines > LongestFile);
    }

    [Fact]
    public async Task Nothing_tracked_names_the_place_where_it_was_made()
    {
        // In pieces, or this file would be the first to name them.
        string[] foreign = ["/wo" + "rk/", "/tm" + "p/ps/", "registry.npm" + "js", "nuget" + ".org/", "deb.debian" + ".org", "pypi" + ".org", "\"resolved\": \"" + "http"];
        string[] texts = [".cs", ".csproj", ".props", ".targets", ".razor", ".json", ".md", ".mjs", ".js", ".css", ".graphql", ".yml", ".sln", ".config", ".npmrc", ""];
        var files = (await Tracked("*")).Where(file => texts.Contains(Path.GetExtension(file)));

        Assert.Empty(Found(files, line => foreign.Any(name => Has(line, name))));
    }

    [Theory]
    [InlineData("Thread.Sl" + "eep(")]
    [InlineData("#pragma war" + "ning disable")]
    [InlineData("TO" + "DO")]
    [InlineData("Fact(Sk" + "ip")]
    [InlineData("NotImplemented" + "Exception")]
    public async Task No_source_holds(string word) => Assert.Empty(Found(
        (await Tracked("*.cs")).Concat(await Tracked("*.razor")).Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal)), line => Has(line, word)));

    static string[] References(string project) =>
    [
        .. XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference").Select(reference =>
            Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value) + (reference.Attribute("ReferenceOutputAssembly")?.Value == "false" ? " (not called)" : "")),
    ];

    /// <summary>The lines that are so, with their file and number.</summary>
    static List<string> Found(IEnumerable<string> files, Func<string, bool> so) =>
        [.. files.SelectMany(file => File.ReadLines(Repository.PathOf(file)).Select((line, i) => (line, at: $"{file}:{i + 1}")).Where(l => so(l.line)).Select(l => $"{l.at}: {l.line.Trim()}"))];

    static bool Has(string line, string word) => line.Contains(word, StringComparison.Ordinal);

    /// <summary>The files that git knows or would add, by its pattern.</summary>
    static async Task<IReadOnlyList<string>> Tracked(string pattern)
    {
        var listed = await Commands.Run("git", ["-C", Repository.Root, "ls-files", "-co", "--exclude-standard", "--", pattern]);
        Assert.True(listed.ExitCode == 0, listed.Error);
        var files = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Repository.PathOf(file))).ToList();
        Assert.NotEmpty(files);
        return files;
    }
}
