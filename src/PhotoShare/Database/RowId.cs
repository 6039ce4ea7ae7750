using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PhotoShare;

/// <summary>
/// Ids of rows: UUID version 7 (RFC 9562), which the databases sort by time, so that an id is a cursor too. The framework's own
/// are in no order within a millisecond; these grow with every call of a process, by the RFC's method 3: the 12 bits after
/// the version count the fractions of the millisecond.
/// </summary>
public static class RowId
{
    const int FractionBits = 12;

    static long last;

    /// <summary>A new id, greater than all that this process was given before. 62 of its bits are random.</summary>
    public static Guid Next()
    {
        var now = Now();
        long before, stamp;
        do
        {
            before = Volatile.Read(ref last);
            // Two calls within 0.25 µs, or a clock that was set back: count on from the last one.
            stamp = Math.Max(now, before + 1);
        }
        while (Interlocked.CompareExchange(ref last, stamp, before) != before);

        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id[8..]);
        BinaryPrimitives.WriteInt64BigEndian(id, (stamp >> FractionBits << 16) | 0x7000 | (stamp & ((1 << FractionBits) - 1)));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true);
    }

    /// <summary>The id of a new row, given when it is first asked for. A row that is read has its own already, and most rows are read.</summary>
    internal static Guid Once(ref Guid id) => id == default ? id = Next() : id;

    /// <summary>Less than every id that is given at a moment or later, so that a range of ids is a range of time.</summary>
    public static Guid At(DateTime moment)
    {
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        BinaryPrimitives.WriteInt64BigEndian(id, (moment.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond << 16);
        return new Guid(id, bigEndian: true);
    }

    /// <summary>A new id among those that were given at a moment, for a row that is older than it is here.</summary>
    public static Guid NextAt(DateTime moment)
    {
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id);
        Span<byte> begin = stackalloc byte[16];
        At(moment).TryWriteBytes(begin, bigEndian: true, out _);
        begin[..6].CopyTo(id);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true);
    }

    /// <summary>Milliseconds since 1970 in the upper bits, their fractions of 1/4096 in the lower twelve.</summary>
    static long Now()
    {
        var ticks = DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks;
        var (milliseconds, rest) = Math.DivRem(ticks, TimeSpan.TicksPerMillisecond);
        return (milliseconds << FractionBits) | ((rest << FractionBits) / TimeSpan.TicksPerMillisecond);
    }
}
