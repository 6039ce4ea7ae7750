using GraphQL;
using GraphQL.Types;

namespace PhotoShare.Tests;

/// <summary>Selects all that a type has, so that a field that is added is asked for without anybody's thinking of it.</summary>
static class Selections
{
    /// <summary>What a field needs that cannot be left out.</summary>
    static readonly Dictionary<string, string> Needed = new() { ["image"] = "(width: 640)" };

    /// <summary>All fields of a type, and of the objects in them all that take no object, down to a depth.</summary>
    public static string Of(IGraphType type, int depth) => type switch
    {
        IComplexGraphType complex => string.Join(' ', complex.Fields.Select(field => Of(field, depth)).OfType<string>().Prepend("__typename")),
        UnionGraphType union => string.Join(' ', union.PossibleTypes.Select(one => $"... on {one.Name} {{ {Of(one, depth)} }}").Prepend("__typename")),
        _ => "",
    };

    static string? Of(FieldType field, int depth)
    {
        var arguments = Needed.GetValueOrDefault(field.Name, "");
        if (arguments.Length == 0 && field.Arguments?.Any(argument => argument.ResolvedType is NonNullGraphType && argument.DefaultValue is null) == true) return null;
        var type = field.ResolvedType!.GetNamedType();
        if (type is ScalarGraphType) return field.Name + arguments;
        if (depth == 0) return null;
        if (type.Name.EndsWith("Connection", StringComparison.Ordinal)) arguments = "(first: 2)";
        // A connection and its page information are no step down of their own.
        var below = type.Name.EndsWith("Connection", StringComparison.Ordinal) || type.Name == "PageInfo" ? depth : depth - 1;
        return $"{field.Name}{arguments} {{ {Of(type, field.Name == "edges" ? 0 : below)} }}";
    }
}
