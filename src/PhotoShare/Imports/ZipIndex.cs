using System.Buffers.Binary;
using System.Text;

namespace PhotoShare;

/// <summary>
/// The list of a ZIP's files (APPNOTE 6.3.10, section 4.3), read as what it is, a stranger's: counted before it is read, bounded, and refused
/// as a whole where it contradicts itself or two files share bytes, as in a bomb that unpacks the same ones again and again
/// (Fifield 2019). <c>System.IO.Compression.ZipArchive</c> holds whatever the list has and does not say where its files lie.
/// </summary>
sealed class ZipIndex
{
    const uint EndSignature = 0x06054b50, End64Signature = 0x06064b50, Locator64Signature = 0x07064b50, EntrySignature = 0x02014b50;
    const int EndSize = 22, End64Size = 56, Locator64Size = 20, EntrySize = 46;
    const int MostCommentLength = ushort.MaxValue;

    /// <summary>Bytes of the list for each file that may be in it, on the average.</summary>
    const int ListBytesPerEntry = 512;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly record struct List(long At, long Size, long Count, long EndsBefore);

    ZipIndex(IReadOnlyDictionary<string, ZipEntryInfo> entries) => Entries = entries;

    /// <summary>By name. Of two with the same name neither is to be read.</summary>
    public IReadOnlyDictionary<string, ZipEntryInfo> Entries { get; }

    /// <param name="mostEntries">Of files and folders together.</param>
    public static async Task<ZipIndex> Read(ZipBytes bytes, int mostEntries, CancellationToken ct)
    {
        var list = await FindList(bytes, ct);
        if (list.Count > mostEntries || list.Size > (long)mostEntries * ListBytesPerEntry) throw new NotTaken(ImportReason.TooManyEntries);
        if (list.Size < list.Count * EntrySize || list.At + list.Size > list.EndsBefore) throw new NotTaken(ImportReason.BrokenZip);
        var found = new List<ZipEntryInfo>();
        await using (var stream = await bytes.From(list.At, list.Size, ct))
        {
            for (var i = 0L; i < list.Count; i++)
                if (await ReadEntry(stream, ct) is { } entry) found.Add(entry);
        }
        return new ZipIndex(ByName(Apart(found, list.At)));
    }

    static async Task<List> FindList(ZipBytes bytes, CancellationToken ct)
    {
        var tail = await bytes.Bytes(Math.Max(0, bytes.Length - EndSize - MostCommentLength), (int)Math.Min(bytes.Length, EndSize + MostCommentLength), ct);
        var at = tail.Length - EndSize;
        while (at >= 0 && !(Uint(tail, at) == EndSignature && at + EndSize + Ushort(tail, at + 20) == tail.Length)) at--;
        if (at < 0) throw new NotTaken(ImportReason.NotAZip);
        var endAt = bytes.Length - tail.Length + at;
        var (count, size, listAt) = (Ushort(tail, at + 10), Uint(tail, at + 12), Uint(tail, at + 16));
        if (count != ushort.MaxValue && size != uint.MaxValue && listAt != uint.MaxValue)
            return Ushort(tail, at + 4) == 0 && Ushort(tail, at + 6) == 0 && Ushort(tail, at + 8) == count ? new List(listAt, size, count, endAt) : throw new NotTaken(ImportReason.BrokenZip);
        return await FindList64(bytes, endAt, ct);
    }

    static async Task<List> FindList64(ZipBytes bytes, long endAt, CancellationToken ct)
    {
        if (endAt < Locator64Size + End64Size) throw new NotTaken(ImportReason.BrokenZip);
        var locator = await bytes.Bytes(endAt - Locator64Size, Locator64Size, ct);
        var end64At = Long(locator, 8);
        if (Uint(locator, 0) != Locator64Signature || end64At < 0 || end64At > endAt - Locator64Size - End64Size) throw new NotTaken(ImportReason.BrokenZip);
        var end = await bytes.Bytes(end64At, End64Size, ct);
        var (count, size, listAt) = (Long(end, 32), Long(end, 40), Long(end, 48));
        if (Uint(end, 0) != End64Signature || Uint(end, 16) != 0 || Uint(end, 20) != 0 || Long(end, 24) != count || count < 0 || size < 0 || listAt < 0 || listAt > end64At || size > end64At)
            throw new NotTaken(ImportReason.BrokenZip);
        return new List(listAt, size, count, end64At);
    }

    /// <summary><c>null</c> for a folder.</summary>
    static async Task<ZipEntryInfo?> ReadEntry(Stream list, CancellationToken ct)
    {
        var fixedPart = await Next(list, EntrySize, ct);
        if (Uint(fixedPart, 0) != EntrySignature) throw new NotTaken(ImportReason.BrokenZip);
        var (nameLength, extraLength, commentLength) = (Ushort(fixedPart, 28), Ushort(fixedPart, 30), Ushort(fixedPart, 32));
        var rest = await Next(list, nameLength + extraLength + commentLength, ct);
        var (packed, size, headerAt) = Sizes(fixedPart, rest.AsSpan(nameLength, extraLength));
        var name = NameOf(rest.AsSpan(0, nameLength));
        if (name?.EndsWith('/') == true && size == 0) return null;
        var refusal = ZipEntryInfo.RefusalOf(name, Ushort(fixedPart, 8), Ushort(fixedPart, 10), Ushort(fixedPart, 4), Uint(fixedPart, 38));
        return new ZipEntryInfo(name ?? Convert.ToHexStringLower(rest.AsSpan(0, Math.Min((int)nameLength, 40))), headerAt, 0, packed, size, Uint(fixedPart, 16), Ushort(fixedPart, 10), refusal);
    }

    /// <summary>ZIP64 writes in an extra field, in this order, what has no room in its own.</summary>
    static (long Packed, long Size, long HeaderAt) Sizes(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra)
    {
        long packed = Uint(entry, 20), size = Uint(entry, 24), headerAt = Uint(entry, 42);
        var wide = FieldOf(extra, 1);
        if (size == uint.MaxValue) size = Wide(ref wide);
        if (packed == uint.MaxValue) packed = Wide(ref wide);
        if (headerAt == uint.MaxValue) headerAt = Wide(ref wide);
        return packed >= 0 && size >= 0 && headerAt >= 0 ? (packed, size, headerAt) : throw new NotTaken(ImportReason.BrokenZip);
    }

    static long Wide(ref ReadOnlySpan<byte> field)
    {
        if (field.Length < 8) throw new NotTaken(ImportReason.BrokenZip);
        var value = Long(field, 0);
        field = field[8..];
        return value;
    }

    static ReadOnlySpan<byte> FieldOf(ReadOnlySpan<byte> extra, ushort id)
    {
        while (extra.Length >= 4)
        {
            var length = Ushort(extra, 2);
            if (length > extra.Length - 4) throw new NotTaken(ImportReason.BrokenZip);
            if (Ushort(extra, 0) == id) return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }
        return [];
    }

    static string? NameOf(ReadOnlySpan<byte> name)
    {
        try
        {
            return StrictUtf8.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Each with the bytes up to the next one; refused where one reaches into another, or into the list.</summary>
    static List<ZipEntryInfo> Apart(List<ZipEntryInfo> entries, long listAt)
    {
        const int headerSize = ZipBytes.HeaderSize;
        entries.Sort((a, b) => a.HeaderAt.CompareTo(b.HeaderAt));
        for (var i = 0; i < entries.Count; i++)
        {
            var next = i + 1 < entries.Count ? entries[i + 1].HeaderAt : listAt;
            if (entries[i].PackedSize > next - entries[i].HeaderAt - headerSize) throw new NotTaken(ImportReason.BrokenZip);
            entries[i] = entries[i] with { EndsBefore = next };
        }
        return entries;
    }

    static Dictionary<string, ZipEntryInfo> ByName(List<ZipEntryInfo> entries)
    {
        var named = new Dictionary<string, ZipEntryInfo>(StringComparer.Ordinal);
        foreach (var entry in entries)
            named[entry.Name] = named.ContainsKey(entry.Name) ? entry with { Refusal = ImportReason.TwoOfTheName } : entry;
        return named;
    }

    static async Task<byte[]> Next(Stream stream, int count, CancellationToken ct)
    {
        var bytes = new byte[count];
        return await stream.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, ct) == count ? bytes : throw new NotTaken(ImportReason.BrokenZip);
    }

    static ushort Ushort(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
    static uint Uint(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
    static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
