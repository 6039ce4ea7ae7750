using System.Buffers.Text;

namespace PhotoShare.Web;

/// <summary>A place in a connection: base64url of the key of the row there. Keys are UUIDv7 and grow with time, so a cursor holds while rows come and go.</summary>
static class Cursor
{
    public static string Of(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static Guid Parse(string text, string path)
    {
        Span<byte> bytes = stackalloc byte[16];
        return text.Length == 22 && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == 16
            ? new Guid(bytes, bigEndian: true)
            : throw new Refused("INVALID_CURSOR", "That is not a cursor. Use one that the API gave.", path);
    }
}
