using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Web;

/// <summary>
/// A place in what a search finds: after the best ones, of two that fit as well after the kind that comes first, and within a kind after
/// the key. As a cursor it is base64url of a version, of which search it belongs to, and of these.
/// </summary>
/// <param name="Key">A UUID's 16 bytes, or a hashtag's name.</param>
readonly record struct SearchPlace(int Score, SearchType Type, byte[] Key)
{
    const byte Version = 1;
    const int Head = 1 + 4 + 1 + 4;
    const int MaxLength = 640;

    public Guid Id => new(Key, bigEndian: true);
    public string Name => Encoding.UTF8.GetString(Key);

    public string Cursor(string search)
    {
        var bytes = new byte[Head + Key.Length];
        bytes[0] = Version;
        Fingerprint(search).CopyTo(bytes, 1);
        bytes[5] = (byte)Type;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(6), Score);
        Key.CopyTo(bytes, Head);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Refuses what is no cursor, or one of another search.</summary>
    public static SearchPlace Parse(string cursor, string search)
    {
        if (cursor.Length is > 0 and <= MaxLength && Base64Url.IsValid(cursor) && Base64Url.DecodeFromChars(cursor) is { Length: > Head } bytes
            && bytes[0] == Version && bytes.AsSpan(1, 4).SequenceEqual(Fingerprint(search)))
        {
            var place = new SearchPlace(BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(6)), (SearchType)bytes[5], bytes[Head..]);
            if (place.Type is SearchType.Hashtag ? Markup.IsHashtag(place.Name) : place.Key.Length == 16 && place.Type is > SearchType.All and <= SearchType.Place) return place;
        }
        throw new Refused("INVALID_CURSOR", "That is not a cursor of this search. Use one that the API gave for it.", "after");
    }

    static byte[] Fingerprint(string search) => SHA256.HashData(Encoding.UTF8.GetBytes(search))[..4];
}
