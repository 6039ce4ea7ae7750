using System.Buffers.Binary;
using System.Text;

namespace PhotoShare.Tests;

/// <summary>Real photographs into which <see cref="CameraTraces"/> are put by hand, each in all the ways that its format has.</summary>
static class TracedPhotos
{
    /// <summary>A file of each kind that is taken.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["jpg"] = Jpeg(Read("upright.jpg")),
        ["png"] = Png(Read("portrait.png")),
        ["webp"] = WebP(Read("photo.webp")),
        ["gif"] = Gif(Read("animated.gif")),
        ["heic"] = Heif(Read("photo.heic")),
        ["avif"] = [.. Read("photo.avif"), .. XmpBox()],
    };

    static byte[] Read(string file) => File.ReadAllBytes(Repository.Photo(file));

    /// <summary>After the start of the image; and behind its end, where phones put their moving picture.</summary>
    static byte[] Jpeg(byte[] jpeg) =>
    [
        .. jpeg[..2], .. Segment(0xE1, [.. "Exif\0\0"u8, .. CameraTraces.Exif()]), .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.UTF8.GetBytes(CameraTraces.XmpPacket)]),
        .. Segment(0xED, CameraTraces.IptcBlock()), .. Segment(0xFE, Encoding.ASCII.GetBytes(CameraTraces.Remark)), .. jpeg[2..], .. Encoding.ASCII.GetBytes(CameraTraces.Trailer),
    ];

    static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    /// <summary>After the header, and behind the end.</summary>
    static byte[] Png(byte[] png) =>
    [
        .. png[..33], .. PngChunk("eXIf", CameraTraces.Exif()), .. PngChunk("tEXt", [.. "Author\0"u8, .. Encoding.Latin1.GetBytes(CameraTraces.Owner)]), .. PngChunk("tEXt", [.. "Comment\0"u8, .. Encoding.Latin1.GetBytes(CameraTraces.Remark)]),
        .. PngChunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Encoding.UTF8.GetBytes(CameraTraces.XmpPacket)]), .. png[33..], .. Encoding.ASCII.GetBytes(CameraTraces.Trailer),
    ];

    static byte[] PngChunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. CameraTraces.BigEndian(data.Length), .. body, .. CameraTraces.BigEndian((int)Crc(body))];
    }

    /// <summary>The checksum of PNG, annex D.</summary>
    static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }

    /// <summary>In the extended form: a simple file has no place for it.</summary>
    static byte[] WebP(byte[] webp)
    {
        var (width, height) = (BinaryPrimitives.ReadUInt16LittleEndian(webp.AsSpan(26)) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(webp.AsSpan(28)) & 0x3FFF);
        const byte exifAndXmp = 0x08 | 0x04;
        byte[] header = [exifAndXmp, 0, 0, 0, .. BitConverter.GetBytes(width - 1)[..3], .. BitConverter.GetBytes(height - 1)[..3]];
        byte[] chunks = [.. "WEBP"u8, .. RiffChunk("VP8X", header), .. webp[12..], .. RiffChunk("EXIF", CameraTraces.Exif()), .. RiffChunk("XMP ", Encoding.UTF8.GetBytes(CameraTraces.XmpPacket)), .. RiffChunk("NOTE", Encoding.ASCII.GetBytes(CameraTraces.Remark))];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(chunks.Length), .. chunks];
    }

    static byte[] RiffChunk(string type, byte[] data) => [.. Encoding.ASCII.GetBytes(type), .. BitConverter.GetBytes(data.Length), .. data, .. new byte[data.Length % 2]];

    /// <summary>After the header and the colours: a comment, and XMP with the bytes that end it for who reads it as blocks.</summary>
    static byte[] Gif(byte[] gif)
    {
        var end = 13 + ((gif[10] & 0x80) != 0 ? 3 << ((gif[10] & 7) + 1) : 0);
        return
        [
            .. gif[..end], 0x21, 0xFE, (byte)CameraTraces.Remark.Length, .. Encoding.ASCII.GetBytes(CameraTraces.Remark), 0,
            0x21, 0xFF, 11, .. "XMP DataXMP"u8, .. Encoding.UTF8.GetBytes(CameraTraces.XmpPacket), 1, .. Enumerable.Range(0, 256).Select(i => (byte)(255 - i)), 0, .. gif[end..], .. Encoding.ASCII.GetBytes(CameraTraces.Trailer),
        ];
    }

    /// <summary>The item with its EXIF points to ours, behind the rest: <c>iloc</c> of version 0 or 1 with offsets and lengths of four bytes, as a phone writes it.</summary>
    static byte[] Heif(byte[] heif)
    {
        byte[] whole = [.. heif, .. XmpBox(), .. Box("free", [.. CameraTraces.BigEndian(6), .. "Exif\0\0"u8, .. CameraTraces.Exif()])];
        var at = whole.AsSpan().IndexOf("iloc"u8);
        var version = whole[at + 4];
        if (whole[at + 8] != 0x44 || version > 1) throw new InvalidOperationException("The photo says otherwise where its parts are.");
        var baseSize = whole[at + 9] >> 4;
        var count = BinaryPrimitives.ReadUInt16BigEndian(whole.AsSpan(at + 10));
        for (var (i, item) = (0, at + 12); i < count; i++, item += 6 + 2 * version + baseSize + 8)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(whole.AsSpan(item)) != ExifItem) continue;
            var extent = item + 6 + 2 * version + baseSize;
            var length = 4 + 6 + CameraTraces.Exif().Length;
            whole.AsSpan(item + 4 + 2 * version, baseSize).Clear();
            BinaryPrimitives.WriteInt32BigEndian(whole.AsSpan(extent), whole.Length - length);
            BinaryPrimitives.WriteInt32BigEndian(whole.AsSpan(extent + 4), length);
            return whole;
        }
        throw new InvalidOperationException("The photo has no EXIF.");
    }

    const int ExifItem = 3;

    static byte[] XmpBox() => Box("uuid", [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC, .. Encoding.UTF8.GetBytes(CameraTraces.XmpPacket)]);

    static byte[] Box(string type, byte[] data) => [.. CameraTraces.BigEndian(data.Length + 8), .. Encoding.ASCII.GetBytes(type), .. data];
}
