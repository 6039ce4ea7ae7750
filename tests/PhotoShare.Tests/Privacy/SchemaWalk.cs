using GraphQL;
using GraphQL.Types;

namespace PhotoShare.Tests;

/// <summary>
/// Every field that a query can reach, and how: from a root field or a specimen node down the shortest way to its type.
/// Made from the schema, so that a new field is asked for without anybody adding it.
/// </summary>
public sealed class SchemaWalk
{
    readonly Dictionary<string, Way> ways = [];
    readonly ISchema schema;
    readonly IReadOnlyDictionary<string, string> arguments;

    /// <param name="specimens">The node whose fields stand for those of its type, by type.</param>
    /// <param name="arguments">What to give a required argument, by <c>Type.field.argument</c> or <c>argument</c>.</param>
    public SchemaWalk(ISchema schema, IReadOnlyDictionary<string, string> specimens, IReadOnlyDictionary<string, string> arguments)
    {
        (this.schema, this.arguments) = (schema, arguments);
        schema.Initialize();
        var query = (IObjectGraphType)schema.Query;
        Add(query, new Way([], "", ""));
        foreach (var (type, id) in specimens)
            Add((IObjectGraphType)schema.AllTypes[type]!, new Way(["node"], $"node(id: \"{id}\") {{ ... on {type} {{ ", " } }"));
    }

    /// <summary>The types in the order of the shortest way to them.</summary>
    public IEnumerable<IObjectGraphType> Types => ways.Keys.Select(name => (IObjectGraphType)schema.AllTypes[name]!);

    /// <summary>A query for all, or one, of a type's fields; each is asked just as far as shows whether there is something.</summary>
    public string QueryOf(IObjectGraphType type, string? only = null)
    {
        var way = ways[type.Name];
        var fields = type.Fields.Where(field => only is null || field.Name == only).Select(field => $"{Asked(type, field)}{Leaf(field)}");
        return $"{{ {way.Before}{string.Join(' ', fields)}{way.After} }}";
    }

    /// <summary>The keys of the answer that lead to the type's object; a list's first element is meant.</summary>
    public IReadOnlyList<string> PathTo(IObjectGraphType type) => ways[type.Name].Path;

    void Add(IObjectGraphType first, Way way)
    {
        var queue = new Queue<(IObjectGraphType, Way)>([(first, way)]);
        while (queue.TryDequeue(out var next))
        {
            var (type, to) = next;
            // A specimen's way goes before one that happens to lead to its type.
            if (!ways.TryAdd(type.Name, to)) continue;
            foreach (var field in type.Fields)
                foreach (var target in Targets(field))
                    if (!ways.ContainsKey(target.Name) && !Specimen(target)) queue.Enqueue((target, Step(to, type, field, target)));
        }
    }

    /// <summary>Nodes are asked through their specimen, never through one that happens to lie on the way.</summary>
    static bool Specimen(IObjectGraphType type) => type.ResolvedInterfaces.Any(implemented => implemented.Name == "Node");

    static IEnumerable<IObjectGraphType> Targets(FieldType field) => field.ResolvedType!.GetNamedType() switch
    {
        IObjectGraphType type => [type],
        IAbstractGraphType types => types.PossibleTypes,
        _ => [],
    };

    Way Step(Way to, IObjectGraphType type, FieldType field, IObjectGraphType target)
    {
        var condition = field.ResolvedType!.GetNamedType() is IAbstractGraphType ? (Before: $"... on {target.Name} {{ ", After: " }") : (Before: "", After: "");
        return new Way([.. to.Path, field.Name], $"{to.Before}{Asked(type, field)} {{ {condition.Before}", $"{condition.After} }}{to.After}");
    }

    string Asked(IObjectGraphType type, FieldType field)
    {
        var given = (field.Arguments ?? []).Select(argument => (argument.Name, Value: Value(type, field, argument))).Where(argument => argument.Value is not null).ToList();
        return given.Count == 0 ? field.Name : $"{field.Name}({string.Join(", ", given.Select(argument => $"{argument.Name}: {argument.Value}"))})";
    }

    string? Value(IObjectGraphType type, FieldType field, QueryArgument argument)
    {
        if (arguments.TryGetValue($"{type.Name}.{field.Name}.{argument.Name}", out var own)) return own;
        if (argument.ResolvedType is not NonNullGraphType || argument.DefaultValue is not null) return null;
        return arguments.TryGetValue(argument.Name, out var value) ? value
            : throw new Xunit.Sdk.XunitException($"Say what to give {type.Name}.{field.Name}({argument.Name}:).");
    }

    static string Leaf(FieldType field) => field.ResolvedType!.GetNamedType() switch
    {
        IObjectGraphType { Name: var name } when name.EndsWith("Connection", StringComparison.Ordinal) => " { nodes { __typename } }",
        IObjectGraphType or IAbstractGraphType => " { __typename }",
        _ => "",
    };

    sealed record Way(IReadOnlyList<string> Path, string Before, string After);
}
