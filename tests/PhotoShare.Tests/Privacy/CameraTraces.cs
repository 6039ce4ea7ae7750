using System.Buffers.Binary;
using System.Text;

namespace PhotoShare.Tests;

/// <summary>What a camera and its owner leave in a photograph, each a value that occurs nowhere else, and the metadata blocks that hold them.</summary>
static class CameraTraces
{
    public const string Make = "Obscuramat", Model = "Obscura ZX-9001", Serial = "SN7QX4417093", LensSerial = "LSN55K20918", Owner = "Zebulon Quartermain", Artist = "Artiste Qwyjibo", Rights = "Rights of Vandersnoot";
    public const string Maker = "MKRNOTE-58FHQ", Thumbnail = "THUMBNAIL-QJ3K7", Xmp = "xmpsecret-88TRW", Iptc = "IPTCSECRET-31KKD", Remark = "REMARK-0PLXZ", Trailer = "TRAILER-77GHD", File = "Holiday_Zq81_Home";

    /// <summary>47° 38′ 24.1733″ N, 9° 22′ 1.2377″ E, on the fourth of March 2011.</summary>
    public const uint LatitudeSeconds = 241_733, LongitudeSeconds = 12_377;
    public const double Latitude = 47 + 38 / 60.0 + 24.1733 / 3600, Longitude = 9 + 22 / 60.0 + 1.2377 / 3600;
    public const string Taken = "2011:03:04 05:06:07";

    /// <summary>All values as they may stand in bytes: text in three encodings, the rationals of the place in both orders, and the numbers as programs write them.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Patterns { get; } =
    [
        .. new[] { Make, Model, Serial, LensSerial, Owner, Artist, Rights, Maker, Thumbnail, Xmp, Iptc, Remark, Trailer, File, Taken, "2011-03-04", "47.640", "9.36701", "http://ns.adobe.com", "Photoshop 3.0", "8BIM", "Exif\0\0", "W5M0MpCehiHzreSzNTczkc9d" }
            .SelectMany(text => new[] { (text, Encoding.UTF8.GetBytes(text)), ($"{text} as UTF-16", Encoding.Unicode.GetBytes(text)), ($"{text} as UTF-16, big end first", Encoding.BigEndianUnicode.GetBytes(text)) }),
        .. new[] { LatitudeSeconds, LongitudeSeconds }.SelectMany(value => new[] { true, false }.Select(little => ($"the rational {value}/10000", Rational(value, 10_000, little)))),
    ];

    /// <summary>What of the values stands in some bytes.</summary>
    public static IEnumerable<string> In(byte[] bytes) => Patterns.Where(pattern => bytes.AsSpan().IndexOf(pattern.Bytes) >= 0).Select(pattern => pattern.Name);

    public static string XmpPacket => $"""
        <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" aux:SerialNumber="{Serial}" aux:OwnerName="{Owner}"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Xmp}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
        """;

    /// <summary>An EXIF block (CIPA DC-008): a TIFF of little-endian order with a camera, a person, a maker note, a place and a thumbnail.</summary>
    public static byte[] Exif()
    {
        // A picture of its own, as far as a reader looks.
        byte[] thumbnail = [0xFF, 0xD8, 0xFF, 0xFE, 0, (byte)(Thumbnail.Length + 2), .. Encoding.ASCII.GetBytes(Thumbnail), 0xFF, 0xD9];
        List<Entry> camera =
        [
            new(0x829A, 5, 1, Rational(1, 125)), new(0x829D, 5, 1, Rational(8, 1)), new(0x8827, 3, 1, [200, 0]), new(0x9003, 2, 20, Ascii(Taken)),
            Text(0x927C, 7, Maker), new(0x9286, 7, (uint)(8 + 2 * Remark.Length), [.. "UNICODE\0"u8, .. Encoding.Unicode.GetBytes(Remark)]),
            Text(0xA430, 2, Owner), Text(0xA431, 2, Serial), Text(0xA435, 2, LensSerial),
        ];
        List<Entry> place =
        [
            new(1, 2, 2, "N\0"u8.ToArray()), new(2, 5, 3, [.. Rational(47, 1), .. Rational(38, 1), .. Rational(LatitudeSeconds, 10_000)]),
            new(3, 2, 2, "E\0"u8.ToArray()), new(4, 5, 3, [.. Rational(9, 1), .. Rational(22, 1), .. Rational(LongitudeSeconds, 10_000)]),
        ];
        List<Entry> main =
        [
            Text(0x010F, 2, Make), Text(0x0110, 2, Model), Text(0x013B, 2, Artist), Text(0x8298, 2, Rights), new(0x8769, 4, 1, new byte[4]), new(0x8825, 4, 1, new byte[4]),
            new(0x9C9D, 1, (uint)(2 * Owner.Length + 2), [.. Encoding.Unicode.GetBytes(Owner), 0, 0]),
        ];
        List<Entry> small = [new(0x0103, 3, 1, [6, 0]), new(0x0201, 4, 1, new byte[4]), new(0x0202, 4, 1, Int(thumbnail.Length))];

        var (cameraAt, placeAt, smallAt) = (8 + Size(main), 8 + Size(main) + Size(camera), 8 + Size(main) + Size(camera) + Size(place));
        main[4] = main[4] with { Data = Int(cameraAt) };
        main[5] = main[5] with { Data = Int(placeAt) };
        small[1] = small[1] with { Data = Int(smallAt + Size(small)) };
        return [.. "II*\0"u8, .. Int(8), .. Directory(main, 8, smallAt), .. Directory(camera, cameraAt, 0), .. Directory(place, placeAt, 0), .. Directory(small, smallAt, 0), .. thumbnail];
    }

    /// <summary>An IPTC block (IIM 4) in Photoshop's frame.</summary>
    public static byte[] IptcBlock()
    {
        byte[] record = [.. DataSet(80, Owner), .. DataSet(120, Iptc)];
        return [.. "Photoshop 3.0\0"u8, .. "8BIM"u8, 0x04, 0x04, 0, 0, .. BigEndian(record.Length), .. record, .. record.Length % 2 == 1 ? new byte[1] : []];

        static byte[] DataSet(byte number, string text) => [0x1C, 2, number, 0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
    }

    public static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    sealed record Entry(ushort Tag, ushort Type, uint Count, byte[] Data);

    static Entry Text(ushort tag, ushort type, string text) => new(tag, type, (uint)text.Length + 1, Ascii(text));

    static int Size(List<Entry> entries) => 2 + 12 * entries.Count + 4 + entries.Sum(entry => entry.Data.Length > 4 ? entry.Data.Length + entry.Data.Length % 2 : 0);

    static byte[] Directory(List<Entry> entries, int at, int next)
    {
        List<byte> directory = [(byte)entries.Count, 0], data = [];
        var dataAt = at + 2 + 12 * entries.Count + 4;
        foreach (var entry in entries)
        {
            directory.AddRange([(byte)entry.Tag, (byte)(entry.Tag >> 8), (byte)entry.Type, 0, .. Int((int)entry.Count)]);
            if (entry.Data.Length <= 4) directory.AddRange([.. entry.Data, .. new byte[4 - entry.Data.Length]]);
            else
            {
                directory.AddRange(Int(dataAt + data.Count));
                data.AddRange([.. entry.Data, .. new byte[entry.Data.Length % 2]]);
            }
        }
        return [.. directory, .. Int(next), .. data];
    }

    static byte[] Ascii(string text) => [.. Encoding.ASCII.GetBytes(text), 0];

    static byte[] Int(int value) => BitConverter.GetBytes(value);

    static byte[] Rational(uint over, uint under, bool little = true)
    {
        byte[] bytes = [.. BitConverter.GetBytes(over), .. BitConverter.GetBytes(under)];
        if (little) return bytes;
        Array.Reverse(bytes, 0, 4);
        Array.Reverse(bytes, 4, 4);
        return bytes;
    }
}
