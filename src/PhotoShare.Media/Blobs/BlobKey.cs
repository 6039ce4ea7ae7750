using System.Buffers;

namespace PhotoShare.Media;

/// <summary>
/// The grammar of blob keys: segments of <c>[a-z0-9][a-z0-9._-]*</c> joined by single <c>/</c>, no <c>..</c>, at most 512 characters.
/// What it admits is a safe relative path on any file system and a plain S3 key that needs no escaping in a URL.
/// </summary>
public static class BlobKey
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 512;

    static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Gives the key back when the grammar admits it; throws <see cref="ArgumentException"/> when not.</summary>
    public static string Check(string key) =>
        IsValid(key) ? key : throw new ArgumentException("A blob key has up to 512 characters of a-z, 0-9, '/', '.', '_' and '-', in segments that begin with a letter or digit.", nameof(key));

    /// <summary>The same for a prefix, which is a key followed by one <c>/</c>.</summary>
    public static string CheckPrefix(string prefix) =>
        prefix is [.. var key, '/'] && IsValid(key) ? prefix : throw new ArgumentException("A blob prefix is a key followed by '/'.", nameof(prefix));

    /// <summary>Whether the grammar admits this key.</summary>
    public static bool IsValid(string key)
    {
        if (key.Length is 0 or > MaxLength || key.Contains("..", StringComparison.Ordinal))
            return false;
        foreach (var range in key.AsSpan().Split('/'))
        {
            var segment = key.AsSpan()[range];
            if (segment.IsEmpty || !Letters.Contains(segment[0]) || segment.ContainsAnyExcept(Allowed))
                return false;
        }
        return true;
    }

    /// <summary>
    /// The content type that the extension tells of a key, or of the name that a blob is saved under; <c>application/octet-stream</c> for
    /// anything else. An original's key has no extension, so what a stranger sent is never shown under a type that was guessed.
    /// </summary>
    public static string ContentType(string key) => Path.GetExtension(key) switch
    {
        ".webp" => "image/webp",
        ".jpg" => "image/jpeg",
        ".avif" => "image/avif",
        ".png" => "image/png",
        ".gif" => "image/gif",
        ".heic" => "image/heic",
        ".zip" => "application/zip",
        _ => "application/octet-stream",
    };
}
