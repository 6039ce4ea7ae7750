using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What the graph answered, read by dotted paths into <c>data</c>, e.g. <c>feed.nodes.0.id</c>.</summary>
public sealed class GraphAnswer(HttpStatusCode status, JsonObject body)
{
    public HttpStatusCode Status => status;
    public JsonObject Body => body;
    public JsonArray Errors => body["errors"] as JsonArray ?? [];

    /// <summary>The text, number or boolean at a path, as text; <c>null</c> for null. Fails where there is no such path.</summary>
    public string? this[string path] => At(path)?.ToString();

    public int Number(string path) => (int)Assert.IsAssignableFrom<JsonValue>(At(path));

    public bool Is(string path) => (bool)Assert.IsAssignableFrom<JsonValue>(At(path));

    public IReadOnlyList<JsonNode?> List(string path) => [.. Assert.IsType<JsonArray>(At(path))];

    /// <summary>One field of every element of a list.</summary>
    public IReadOnlyList<string?> Each(string path, string field) => [.. List(path).Select(element => Walk(element, field, path)?.ToString())];

    public JsonNode? At(string path)
    {
        Assert.True(body["data"] is not null, $"There is no data: {body}");
        return Walk(body["data"], path, path);
    }

    /// <summary>No error beside the data, and none in a payload.</summary>
    public GraphAnswer ShouldSucceed()
    {
        Assert.True(Errors.Count == 0 && Refusals().Count == 0, $"It was refused: {body}");
        return this;
    }

    /// <summary>Exactly one error, typed in a payload or beside the data, with this code, a sentence, and (where given) the input it is about.</summary>
    public GraphAnswer ShouldBeRefused(string code, string? path = null)
    {
        List<(string? Code, string? Message, string? Path)> all =
        [
            .. Errors.Select(e => (e!["extensions"]?["code"]?.ToString(), e["message"]?.ToString(), Joined(e["extensions"]?["input"]))),
            .. Refusals().Select(e => (e["code"]?.ToString(), e["message"]?.ToString(), Joined(e["path"]))),
        ];
        Assert.True(all.Count == 1 && all[0].Code == code, $"Expected one refusal {code}: {body}");
        Assert.False(string.IsNullOrWhiteSpace(all[0].Message), $"A refusal needs a sentence: {body}");
        if (path is not null) Assert.Equal(path, all[0].Path);
        return this;
    }

    List<JsonObject> Refusals() => body["data"] is not JsonObject data ? [] :
        [.. data.Select(field => field.Value).OfType<JsonObject>().Select(payload => payload["errors"]).OfType<JsonArray>().SelectMany(errors => errors).OfType<JsonObject>()];

    static string? Joined(JsonNode? path) => path is JsonArray parts ? string.Join('.', parts.Select(p => p?.ToString())) : null;

    JsonNode? Walk(JsonNode? from, string path, string whole)
    {
        var at = from;
        foreach (var step in path.Split('.'))
        {
            at = at switch
            {
                JsonObject o when o.ContainsKey(step) => o[step],
                JsonArray a when int.TryParse(step, out var i) && i < a.Count => a[i],
                _ => throw new Xunit.Sdk.XunitException($"There is no {whole} in {body}"),
            };
        }
        return at;
    }
}
