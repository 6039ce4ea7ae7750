using System.Buffers.Text;
using System.Text;
using GraphQL.Types;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// The id of a node as clients see it: base64url of its type's name and the 16 bytes of its key. Opaque to them, so that its
/// form may change; the type is in it so that <c>node(id:)</c> finds the table and an id of another type is noticed.
/// </summary>
public readonly record struct GlobalId
{
    const int KeyBytes = 16;

    /// <summary>As it is sent.</summary>
    public string Text { get; }

    /// <summary>As a client sent it; whether it is one shows when it is read.</summary>
    public GlobalId(string text) => Text = text;

    public GlobalId(string type, Guid key)
    {
        Span<byte> bytes = stackalloc byte[64];
        var length = Encoding.ASCII.GetBytes(type, bytes);
        key.TryWriteBytes(bytes[length..], bigEndian: true, out _);
        Text = Base64Url.EncodeToString(bytes[..(length + KeyBytes)]);
    }

    /// <summary>The key of a node of the type; refuses what is no id (<c>INVALID_ID</c>) or another type's (<c>NOT_FOUND</c>).</summary>
    public Guid KeyOf(string type, string path)
    {
        var (actual, key) = Read(path);
        return actual == type ? key : throw Refused.NotFound($"That id is not a {type}'s.", path);
    }

    /// <summary>Type and key; refuses what is no id.</summary>
    public (string Type, Guid Key) Read(string path)
    {
        Span<byte> bytes = stackalloc byte[64];
        if (Text is { Length: > 0 and <= 80 } && Base64Url.TryDecodeFromChars(Text, bytes, out var length)
            && length > KeyBytes && bytes[..(length - KeyBytes)].IndexOfAnyExceptInRange((byte)'A', (byte)'z') < 0)
            return (Encoding.ASCII.GetString(bytes[..(length - KeyBytes)]), new Guid(bytes[(length - KeyBytes)..length], bigEndian: true));
        throw new Refused("INVALID_ID", "That is not an id. Use one that the API gave.", path);
    }

    public override string ToString() => Text;
}

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
