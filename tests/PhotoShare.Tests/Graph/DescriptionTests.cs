using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What the schema says of itself, read as a tool reads it: by introspection.</summary>
[Collection(NextDoorCollection.Name)]
public sealed partial class DescriptionTests(House house)
{
    const string Introspection = """
        {
          __schema {
            description
            types {
              name
              description
              fields(includeDeprecated: true) { ...Marked args(includeDeprecated: true) { ...Input } }
              inputFields(includeDeprecated: true) { ...Input }
              enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
            }
            directives { name description args(includeDeprecated: true) { ...Input } }
          }
        }
        fragment Marked on __Field { name description isDeprecated deprecationReason }
        fragment Input on __InputValue { name description isDeprecated deprecationReason }
        """;

    [Fact]
    public async Task Everything_in_the_schema_has_a_description_that_is_a_sentence()
    {
        var elements = await Elements();

        // One of each kind, so that a kind that is no longer read is noticed.
        string[] kinds = ["Post", "Post.caption", "Node.id", "Post.comments.first", "AddCommentInput.body", "Visibility.PUBLIC", "URL", "LikeError", "@include", "@include.if"];
        Assert.Empty(kinds.Except(elements.Select(e => e.Path)));
        Assert.Empty(elements.Where(e => !Sentence().IsMatch(e.Json["description"]?.ToString() ?? "")).Select(e => $"{e.Path}: {e.Json["description"]}"));
    }

    [Fact]
    public async Task Everything_deprecated_says_what_to_use_and_until_when_it_works()
    {
        var deprecated = (await Elements()).Where(e => e.Json["isDeprecated"]?.GetValue<bool>() == true);

        Assert.Empty(deprecated.Where(e => !ConventionTests.DatedReason().IsMatch(e.Json["deprecationReason"]!.ToString())).Select(e => $"{e.Path}: {e.Json["deprecationReason"]}"));
    }

    async Task<IReadOnlyList<(string Path, JsonObject Json)>> Elements()
    {
        var schema = (await house.Ann.Graph(Introspection)).ShouldSucceed().At("__schema")!.AsObject();
        Assert.Matches(Sentence(), schema["description"]!.ToString());
        // The names that begin with __ are the specification's, and so is what is said of them.
        return [.. Named(schema["types"], "").Where(e => !e.Path.StartsWith("__", StringComparison.Ordinal)), .. Named(schema["directives"], "@")];
    }

    /// <summary>The elements of a list and all that is in them, each with its path: Post.comments.first.</summary>
    static IEnumerable<(string Path, JsonObject Json)> Named(JsonNode? list, string before)
    {
        foreach (var element in (list as JsonArray ?? []).Select(element => element!.AsObject()))
        {
            var path = before + element["name"];
            yield return (path, element);
            foreach (var inner in element.Select(property => property.Value).OfType<JsonArray>().SelectMany(inner => Named(inner, $"{path}."))) yield return inner;
        }
    }

    /// <summary>Begins with a capital, a number or a sign such as @, ends with a full stop, a bracket or a sign, and runs on within a paragraph.</summary>
    [GeneratedRegex(@"\A[^\sa-z](?:[^\n]|\n\n)*[.)]\z")]
    private static partial Regex Sentence();
}
