using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace PhotoShare.Web;

/// <summary>What one contract has otherwise than an older one.</summary>
/// <param name="What">A sentence that names the element.</param>
/// <param name="Breaks">Whether a client that was right before may fail now. If not, it may still be surprised.</param>
sealed record SchemaChange(string What, bool Breaks);

/// <summary>Compares two schemas as their clients see them. What is only added, or described otherwise, is no change.</summary>
static class SchemaComparison
{
    /// <summary>The changes from one schema in the schema definition language to another.</summary>
    public static IReadOnlyList<SchemaChange> Compare(string older, string newer)
    {
        var (before, after) = (Parser.Parse(older), Parser.Parse(newer));
        return [.. Types(before, after), .. Directives(before, after), .. Roots(before, after)];
    }

    static IEnumerable<SchemaChange> Types(GraphQLDocument before, GraphQLDocument after) => Pairs(TypesIn(before), TypesIn(after), "type")
        .SelectMany(pair => pair.Change is { } gone ? [gone] : OfType(pair.Old, pair.New!));

    static IEnumerable<SchemaChange> OfType(GraphQLTypeDefinition old, GraphQLTypeDefinition now) => (old, now) switch
    {
        (GraphQLObjectTypeDefinition a, GraphQLObjectTypeDefinition b) => [.. Fields(a.Name, a.Fields, b.Fields), .. Interfaces(a.Name, a.Interfaces, b.Interfaces)],
        (GraphQLInterfaceTypeDefinition a, GraphQLInterfaceTypeDefinition b) => [.. Fields(a.Name, a.Fields, b.Fields), .. Interfaces(a.Name, a.Interfaces, b.Interfaces)],
        (GraphQLUnionTypeDefinition a, GraphQLUnionTypeDefinition b) => Members($"{a.Name.Value}", "member", Names(a.Types?.Items), Names(b.Types?.Items)),
        (GraphQLEnumTypeDefinition a, GraphQLEnumTypeDefinition b) => Members($"{a.Name.Value}", "value", [.. (a.Values ?? new([])).Select(v => v.Name.StringValue)], [.. (b.Values ?? new([])).Select(v => v.Name.StringValue)]),
        (GraphQLInputObjectTypeDefinition a, GraphQLInputObjectTypeDefinition b) => [.. Inputs($"{a.Name.Value}", "input field", '.', a.Fields, b.Fields), .. OneOf(a, b)],
        (GraphQLScalarTypeDefinition, GraphQLScalarTypeDefinition) => [],
        _ => [Breaking($"The type {old.Name.Value} is of another kind.")],
    };

    static IEnumerable<SchemaChange> Fields(GraphQLName type, GraphQLFieldsDefinition? before, GraphQLFieldsDefinition? after)
    {
        foreach (var (old, now, gone) in Pairs(ByName(before), ByName(after), "field", $"{type.Value}."))
        {
            if (gone is not null)
            {
                yield return gone;
                continue;
            }
            var name = $"{type.Value}.{old.Name.Value}";
            if (!Answers(now!.Type, old.Type)) yield return Breaking($"The field {name} was {Text(old.Type)} and is {Text(now.Type)}.");
            foreach (var change in Inputs(name, "argument", '(', old.Arguments, now.Arguments)) yield return change;
        }
    }

    /// <summary>Arguments of a field or a directive, or fields of an input.</summary>
    static IEnumerable<SchemaChange> Inputs(string owner, string kind, char joint, IEnumerable<GraphQLInputValueDefinition>? before, IEnumerable<GraphQLInputValueDefinition>? after)
    {
        var close = joint == '(' ? ")" : "";
        var (olds, news) = (ByName(before), ByName(after));
        foreach (var (old, now, gone) in Pairs(olds, news, kind, $"{owner}{joint}", close))
        {
            var name = $"{owner}{joint}{old.Name.Value}{close}";
            if (gone is not null) yield return gone;
            else if (!Takes(now!.Type, old.Type)) yield return Breaking($"The {kind} {name} took {Text(old.Type)} and takes {Text(now.Type)}.");
            else if (now.Type is GraphQLNonNullType && old.DefaultValue is not null && now.DefaultValue is null) yield return Breaking($"The {kind} {name} has no default any more and is required.");
            else if (Text(old.DefaultValue) != Text(now.DefaultValue)) yield return new($"The default of the {kind} {name} was {Text(old.DefaultValue)} and is {Text(now.DefaultValue)}.", Breaks: false);
        }
        foreach (var (name, added) in news.Where(input => !olds.ContainsKey(input.Key)))
            if (added is { Type: GraphQLNonNullType, DefaultValue: null }) yield return Breaking($"The {kind} {owner}{joint}{name}{close} is new and required.");
    }

    static IEnumerable<SchemaChange> Interfaces(GraphQLName type, GraphQLImplementsInterfaces? before, GraphQLImplementsInterfaces? after) =>
        Names(before?.Items).Except(Names(after?.Items)).Select(name => Breaking($"The type {type.Value} does not implement {name} any more."));

    static IEnumerable<SchemaChange> Members(string owner, string kind, IReadOnlyList<string> before, IReadOnlyList<string> after) =>
    [
        .. before.Except(after).Select(name => Breaking($"The {kind} {name} of {owner} is gone.")),
        .. after.Except(before).Select(name => new SchemaChange($"The {kind} {name} of {owner} is new; a client may not expect it.", Breaks: false)),
    ];

    static IEnumerable<SchemaChange> OneOf(GraphQLInputObjectTypeDefinition old, GraphQLInputObjectTypeDefinition now)
    {
        if (Has(now) && !Has(old)) yield return Breaking($"The input {old.Name.Value} takes exactly one field now.");
        static bool Has(GraphQLInputObjectTypeDefinition input) => input.Directives?.Items.Any(directive => directive.Name.Value == "oneOf") == true;
    }

    static IEnumerable<SchemaChange> Directives(GraphQLDocument before, GraphQLDocument after)
    {
        foreach (var (old, now, gone) in Pairs(DirectivesIn(before), DirectivesIn(after), "directive", "@"))
        {
            if (gone is not null)
            {
                yield return gone;
                continue;
            }
            foreach (var change in Inputs($"@{old.Name.Value}", "argument", '(', old.Arguments, now!.Arguments)) yield return change;
            if (old.Locations.Items.Except(now.Locations.Items).Any()) yield return Breaking($"The directive @{old.Name.Value} stood {Text(old.Locations).Trim()} and stands {Text(now.Locations).Trim()}.");
        }
    }

    static IEnumerable<SchemaChange> Roots(GraphQLDocument before, GraphQLDocument after)
    {
        var (old, now) = (RootsOf(before), RootsOf(after));
        return old.Where(root => now.GetValueOrDefault(root.Key) != root.Value).Select(root => Breaking($"The root of {root.Key} operations was {root.Value} and is {now.GetValueOrDefault(root.Key) ?? "nothing"}."));
    }

    static Dictionary<string, string> RootsOf(GraphQLDocument document) => document.Definitions.OfType<GraphQLSchemaDefinition>()
        .SelectMany(schema => schema.OperationTypes).ToDictionary(root => root.Operation.ToString().ToLowerInvariant(), root => root.Type!.Name.StringValue);

    /// <summary>Whether who expects the old type of an answer can read the new one.</summary>
    static bool Answers(GraphQLType now, GraphQLType old) => (now, old) switch
    {
        (GraphQLNonNullType a, GraphQLNonNullType b) => Answers(a.Type, b.Type),
        (GraphQLNonNullType a, _) => Answers(a.Type, old),
        (GraphQLListType a, GraphQLListType b) => Answers(a.Type, b.Type),
        (GraphQLNamedType a, GraphQLNamedType b) => a.Name.Value == b.Name.Value,
        _ => false,
    };

    /// <summary>Whether whatever the old type of an input took is right for the new one.</summary>
    static bool Takes(GraphQLType now, GraphQLType old) => Answers(old, now);

    static IEnumerable<(T Old, T? New, SchemaChange? Change)> Pairs<T>(Dictionary<string, T> before, Dictionary<string, T> after, string kind, string prefix = "", string suffix = "") where T : class =>
        before.Select(old => after.TryGetValue(old.Key, out var now) ? (old.Value, now, null) : (old.Value, (T?)null, Breaking($"The {kind} {prefix}{old.Key}{suffix} is gone.")));

    /// <summary>The parser counts directives among types.</summary>
    static Dictionary<string, GraphQLTypeDefinition> TypesIn(GraphQLDocument document) => ByName(document.Definitions.OfType<GraphQLTypeDefinition>().Where(type => type is not GraphQLDirectiveDefinition));

    static Dictionary<string, GraphQLDirectiveDefinition> DirectivesIn(GraphQLDocument document) => ByName(document.Definitions.OfType<GraphQLDirectiveDefinition>());

    static Dictionary<string, T> ByName<T>(IEnumerable<T>? nodes) where T : INamedNode => (nodes ?? []).ToDictionary(node => node.Name.StringValue, StringComparer.Ordinal);

    static IReadOnlyList<string> Names(IEnumerable<GraphQLNamedType>? types) => [.. (types ?? []).Select(type => type.Name.StringValue)];

    static string Text(ASTNode? node) => node is null ? "nothing" : new SDLPrinter().Print(node);

    static SchemaChange Breaking(string what) => new(what, Breaks: true);
}
