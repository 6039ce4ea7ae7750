using System.Text.Json.Nodes;
using GraphQL.Types;

namespace PhotoShare.Tests;

/// <summary>What one viewer is shown of each field of a type, in a letter.</summary>
static class FieldView
{
    public const string Legend = "v a value · - null, empty or nothing · 0 zero · t f true, false · ! refused · . nothing to ask it of";

    /// <summary>Letters by field; the answers as they came go to <paramref name="seen"/>.</summary>
    public static async Task<IReadOnlyDictionary<string, char>> Of(SchemaWalk walk, IObjectGraphType type, Person viewer, Action<string> seen)
    {
        var all = await viewer.Graph(walk.QueryOf(type));
        seen(all.Body.ToJsonString());
        // A field that is refused before anything runs takes the others with it: then each is asked alone.
        if (all.Body.ContainsKey("data")) return type.Fields.ToDictionary(field => field.Name, field => Letter(walk, type, field.Name, all));
        var letters = new Dictionary<string, char>();
        foreach (var field in type.Fields)
        {
            var one = await viewer.Graph(walk.QueryOf(type, field.Name));
            seen(one.Body.ToJsonString());
            letters[field.Name] = one.Body.ContainsKey("data") ? Letter(walk, type, field.Name, one) : '!';
        }
        return letters;
    }

    static char Letter(SchemaWalk walk, IObjectGraphType type, string field, GraphAnswer answer)
    {
        if (answer.Errors.Any(error => error!["path"] is JsonArray path && path.Any(step => step!.ToString() == field) && path.Count > walk.PathTo(type).Count)) return '!';
        var at = answer.Body["data"];
        foreach (var step in walk.PathTo(type)) at = First(at is JsonObject parent ? parent[step] : null);
        if (at is not JsonObject found || !found.ContainsKey(field)) return '.';
        return found[field] switch
        {
            null => '-',
            JsonArray list when list.All(element => element is null) => '-',
            JsonObject connection when connection["nodes"] is JsonArray nodes => nodes.Count == 0 ? '-' : 'v',
            JsonValue value when value.TryGetValue<bool>(out var truth) => truth ? 't' : 'f',
            JsonValue value when value.TryGetValue<double>(out var number) => number == 0 ? '0' : 'v',
            JsonValue value when value.TryGetValue<string>(out var text) && text.Length == 0 => '-',
            _ => 'v',
        };
    }

    static JsonNode? First(JsonNode? node) => node is JsonArray list ? list.FirstOrDefault() : node;
}
