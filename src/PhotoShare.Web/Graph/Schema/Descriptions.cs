using System.Text.RegularExpressions;
using GraphQL.Types;
using GraphQL.Utilities;

namespace PhotoShare.Web;

/// <summary>Descriptions come from documentation comments, whose lines end where the source's do; in the schema a paragraph is one line.</summary>
sealed partial class Descriptions : BaseSchemaNodeVisitor
{
    public override void VisitSchema(ISchema schema)
    {
        foreach (var type in schema.AllTypes)
        {
            if (type is EnumerationGraphType { Values: var values }) foreach (var value in values) Describe(type, value);
            type.Description = Unwrapped(type.Description);
            if (type is IComplexGraphType { Fields: var fields }) foreach (var field in fields) Unwrap(field);
        }
    }

    static void Describe(IGraphType type, EnumValueDefinition value)
    {
        if (value.Value is Enum ours && ours.GetType().Assembly != typeof(EnumValueDefinition).Assembly)
        {
            type.Description ??= Documentation.Of(ours.GetType());
            value.Description ??= Documentation.Of(ours.GetType().GetField($"{ours}")!);
        }
        value.Description = Unwrapped(value.Description);
    }

    static void Unwrap(FieldType field)
    {
        field.Description = Unwrapped(field.Description);
        foreach (var argument in field.Arguments ?? []) argument.Description = Unwrapped(argument.Description);
    }

    static string? Unwrapped(string? description) => description is null ? null : LineEnd().Replace(description, " ");

    [GeneratedRegex(@"[ \t]*\r?\n[ \t]*")]
    private static partial Regex LineEnd();
}
