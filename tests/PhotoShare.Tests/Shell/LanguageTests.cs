using System.Text.RegularExpressions;
using System.Xml.Linq;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The pages in German: complete, chosen by the browser's language or by hand.</summary>
[Collection(HouseCollection.Name)]
public sealed partial class LanguageTests(House house)
{
    static readonly string Web = Path.Combine(Repository.Root, "src", "PhotoShare.Web");

    [Fact]
    public void Whatever_the_pages_the_modules_and_the_refusals_say_is_there_in_German()
    {
        var german = XDocument.Load(Path.Combine(Web, "Shell", "Languages", "Texts.de.resx")).Descendants("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);
        var said = Sources(Web, "*.razor", "*.cs").SelectMany(Said).Concat(Texts.ScriptTexts).Concat(Sources(Repository.Root + "/src/PhotoShare", "*.cs").SelectMany(Refusals)).Distinct().ToList();

        Assert.True(said.Count > 200, $"{said.Count} texts were found.");
        Assert.Empty(said.Except(german.Keys));
        // The compiler of resources takes names that differ in case alone for the same, and drops all but one.
        Assert.Equal(german.Count, german.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(german, text => Assert.Equal(Places(text.Key), Places(text.Value)));
    }

    [Fact]
    public void The_page_brings_along_what_its_modules_say()
    {
        var said = Sources(Path.Combine(Web, "wwwroot", "js"), "*.js").SelectMany(module => SaidByModule().Matches(module)).Select(match => match.Groups[1].Value).Distinct();

        Assert.Equal(Texts.ScriptTexts.Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_browser_that_asks_for_German_gets_it_until_its_visitor_chooses_otherwise()
    {
        using var visitor = house.Browse();
        visitor.Speaks("de-AT, en;q=0.5");
        var german = await visitor.Get("/signin");
        var refused = await german.Submit("main form:has([name=password])", ("login", "nobody"), ("password", "a wrong password"));
        var english = await refused.Submit("footer form[action='/language']", ("language", "en"));

        Assert.Equal("de", german.One("html").GetAttribute("lang"));
        Assert.Equal("Anmelden", german.One("h1").TextContent);
        Assert.Equal("Der Name oder das Passwort ist falsch.", refused.One("[role=alert]").TextContent);
        Assert.Equal("en", english.One("html").GetAttribute("lang"));
        Assert.Equal("Sign in", english.One("h1").TextContent);
    }

    [Fact]
    public async Task A_number_or_a_date_is_written_for_people_in_their_language_and_for_programs_in_one()
    {
        using var visitor = house.Browse();
        visitor.Speaks("de");
        await visitor.SignIn("ann");
        var post = $"/posts/{house.PublicPost}";
        var refused = await (await visitor.Get(post)).Submit("#comment-form", ("body", new string('x', 2_500)));

        Assert.Equal("Ein Kommentar hat 1 bis 2.000 Zeichen; dieser hat 2.500.", refused.One("#body-refusal").TextContent);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (await visitor.Get(post)).Document.QuerySelector("time")!.GetAttribute("datetime")!);
    }

    [Fact]
    public async Task A_language_that_nobody_wrote_is_refused()
    {
        using var visitor = house.Browse();

        var answer = await (await visitor.Get("/signin")).Submit("footer form[action='/language']", ("language", "tlh"));

        Assert.Equal(422, (int)answer.Status);
    }

    static IEnumerable<string> Sources(string folder, params string[] patterns) =>
        patterns.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    static IEnumerable<string> Said(string source) =>
        SaidByPage().Matches(source).SelectMany(match => match.Groups.Values.Skip(1)).Where(group => group.Success).Select(group => Regex.Unescape(group.Value));

    /// <summary>The first words of a refusal, after its code, as its pattern.</summary>
    static IEnumerable<string> Refusals(string source) => Refusal().Matches(source).Select(match =>
    {
        var (place, (interpolated, text)) = (0, match.Groups[2].Success ? (match.Groups[1], match.Groups[2]) : (match.Groups[3], match.Groups[4]));
        return interpolated.Length == 0 ? text.Value : Hole().Replace(text.Value, hole => $"{{{place++}{hole.Groups[1].Value}}}");
    });

    static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex("""\b(?:L|this)\[(?:[^"\]]*\? )?"((?:[^"\\]|\\.)*)"(?: : "((?:[^"\\]|\\.)*)")?|\bL\.(?:Count|Counted)\([^"]*?, "((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"|=> L\["((?:[^"\\]|\\.)*)"\]""")]
    private static partial Regex SaidByPage();

    [GeneratedRegex("""\btext\("((?:[^"\\]|\\.)*)""")]
    private static partial Regex SaidByModule();

    [GeneratedRegex("""\bRefused(?:\.NotFound|\.Forbidden|\.Conflict)?\((?:"[A-Z_0-9]+", )?(\$?)"([^"]* [^"]*)"|\bRefused \w+\(\) => (?:new|Refused\.\w+)\((?:"[A-Z_0-9]+", )?(\$?)"([^"]* [^"]*)""")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"\{[^{}:]*(:N?0)?\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Place();
}
