using System.Buffers.Text;
using System.Text;

namespace PhotoShare.Web;

/// <summary>
/// The id of a node as clients see it: base64url of its type's name, a colon and its key, which is the 16 bytes of a UUID or a
/// text. Opaque to them, so that its form may change; the type is in it so that <c>node(id:)</c> finds the table and an id of
/// another type is noticed.
/// </summary>
public readonly record struct GlobalId
{
    const int MaxLength = 640;

    /// <summary>As it is sent.</summary>
    public string Text { get; }

    /// <summary>As a client sent it; whether it is one shows when it is read.</summary>
    public GlobalId(string text) => Text = text;

    public GlobalId(string type, Guid key) : this(type, key.ToByteArray(bigEndian: true)) { }

    public GlobalId(string type, string key) : this(type, Encoding.UTF8.GetBytes(key)) { }

    GlobalId(string type, byte[] key) => Text = Base64Url.EncodeToString([.. Encoding.ASCII.GetBytes(type), (byte)':', .. key]);

    /// <summary>The key of a node of the type; refuses what is no id (<c>INVALID_ID</c>) or another type's (<c>NOT_FOUND</c>).</summary>
    public Guid KeyOf(string type, string path)
    {
        var (actual, key) = Read(path);
        return actual == type && AsGuid(key) is { } id ? id : throw Refused.NotFound($"That is not the id of a {type}.", path);
    }

    /// <summary>The key of a node of a type whose keys are texts, refused as by <see cref="KeyOf"/>.</summary>
    public string NameOf(string type, string path)
    {
        var (actual, key) = Read(path);
        return actual == type ? Encoding.UTF8.GetString(key) : throw Refused.NotFound($"That is not the id of a {type}.", path);
    }

    /// <summary>Type and key; refuses what is no id.</summary>
    public (string Type, byte[] Key) Read(string path)
    {
        if (Text is { Length: > 0 and <= MaxLength } && Base64Url.IsValid(Text))
        {
            var bytes = Base64Url.DecodeFromChars(Text);
            if (Array.IndexOf(bytes, (byte)':') is > 0 and var colon && colon < bytes.Length - 1) return (Encoding.ASCII.GetString(bytes, 0, colon), bytes[(colon + 1)..]);
        }
        throw new Refused("INVALID_ID", "That is not an id. Use one that the API gave.", path);
    }

    public static Guid? AsGuid(byte[] key) => key.Length == 16 ? new Guid(key, bigEndian: true) : null;

    public override string ToString() => Text;
}
