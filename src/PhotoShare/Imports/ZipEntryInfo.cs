namespace PhotoShare;

/// <summary>What a ZIP's own list says of one of its files. Nothing of it is believed before the file was read.</summary>
/// <param name="HeaderAt">Where its own header stands.</param>
/// <param name="EndsBefore">Where the next one's stands: it has no byte from there on.</param>
/// <param name="Refusal">Why it is not read at all.</param>
sealed record ZipEntryInfo(string Name, long HeaderAt, long EndsBefore, long PackedSize, long Size, uint Crc, ushort Method, ImportReason? Refusal)
{
    const ushort Stored = 0, Deflated = 8;
    const int MostNameLength = 512;

    /// <summary>Encrypted in any of the three ways that the format has flags for.</summary>
    const int EncryptedFlags = 0x0001 | 0x0040 | 0x2000;

    const int FileType = 0xF000, RegularFile = 0x8000;
    const int Unix = 3;

    /// <param name="name"><c>null</c> for one that is no text.</param>
    /// <param name="madeBy">The upper byte is the system that made it.</param>
    internal static ImportReason? RefusalOf(string? name, ushort flags, ushort method, ushort madeBy, uint attributes) =>
        name is null || !IsSafe(name) || IsSpecial(madeBy, attributes) ? ImportReason.UnsafeName
        : (flags & EncryptedFlags) != 0 ? ImportReason.Encrypted
        : method is not (Stored or Deflated) ? ImportReason.UnknownPacking
        : null;

    internal bool IsDeflated => Method == Deflated;

    /// <summary>A plain path below the root: what it names is looked up by it and never written anywhere, and still nothing else is taken for a name.</summary>
    static bool IsSafe(string name) =>
        name.Length is > 0 and <= MostNameLength && !name.Any(c => c is '\\' or ':' || char.IsControl(c)) && name.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>A link or a device.</summary>
    static bool IsSpecial(ushort madeBy, uint attributes) => madeBy >> 8 == Unix && (attributes >> 16 & FileType) is not (0 or RegularFile);
}
