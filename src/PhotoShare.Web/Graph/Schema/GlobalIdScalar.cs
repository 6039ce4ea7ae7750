using GraphQL.Types;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>The scalar ID over <see cref="GlobalId"/>.</summary>
public sealed class GlobalIdScalar : ScalarGraphType
{
    public GlobalIdScalar()
    {
        Name = "ID";
        Description = "Names a node. Opaque: take it from an answer, keep it, send it back.";
    }

    public override object? Serialize(object? value) => value is GlobalId id ? id.Text : value is null ? null : ThrowSerializationError(value);

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        GlobalId id => id,
        string text => new GlobalId(text),
        int or long => new GlobalId(value.ToString()!),
        _ => ThrowValueConversionError(value),
    };

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => new GlobalId((string)text.Value),
        GraphQLIntValue number => new GlobalId((string)number.Value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };
}
