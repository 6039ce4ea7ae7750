using System.Buffers.Binary;
using System.IO.Compression;

namespace PhotoShare.Media;

/// <summary>Writes a few opaque pixels as PNG (RFC 2083): for pictures so small that no codec is worth its call.</summary>
public static class SmallPng
{
    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    public static byte[] Of(int width, int height, byte[] rgb)
    {
        var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        // 8 bits a sample, RGB, deflate, the one filter method, not interlaced.
        Write(png, "IHDR"u8, [.. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0]);
        Write(png, "IDAT"u8, Deflated(width, height, rgb));
        Write(png, "IEND"u8, []);
        return png.ToArray();
    }

    static byte[] Deflated(int width, int height, byte[] rgb)
    {
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize))
        {
            for (var row = 0; row < height; row++)
            {
                zlib.WriteByte(0); // unfiltered
                zlib.Write(rgb, 3 * width * row, 3 * width);
            }
        }
        return data.ToArray();
    }

    static void Write(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        byte[] named = [.. type, .. data];
        png.Write(BigEndian(data.Length));
        png.Write(named);
        png.Write(BigEndian((int)Crc(named)));
    }

    /// <summary>CRC-32 as in the PNG specification's appendix, bit by bit.</summary>
    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        return ~crc;
    }

    static byte[] BigEndian(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
