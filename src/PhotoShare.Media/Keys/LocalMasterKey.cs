using System.Security.Cryptography;

namespace PhotoShare.Media;

/// <summary>
/// The master key of an instance on one machine: 32 random bytes in the file <c>master.key</c>, readable by its owner alone, and beside it
/// as <c>master.{id}.key</c> the former ones, until nothing is wrapped by them any more.
/// Whoever loses the file loses every field and session that it protects; it belongs into the backup, apart from the data.
/// </summary>
/// <remarks>A rotation is noticed by every process: the file is read again for each key that is wrapped, which is as seldom as somebody signs up.</remarks>
public sealed class LocalMasterKey : IMasterKey
{
    const int KeySize = 32;
    const int IdSize = 8;
    const byte Version = 1;
    const string Prefix = "local:";
    const int MaxSecret = 4096; // KMS's own bound, kept here so that what works on one box works on AWS

    readonly string folder;
    volatile Key current;
    volatile Key[] former = [];

    LocalMasterKey(string folder, Key current) => (this.folder, this.current) = (folder, current);

    sealed class Key(byte[] bytes)
    {
        readonly byte[] id = HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, IdSize, info: "photoshare/key-id"u8.ToArray());

        public byte[] Bytes => bytes;
        public byte[] Header => [Version, .. id]; // what a wrapped key begins with
        public string Id => Prefix + Convert.ToHexStringLower(id);
    }

    /// <summary>
    /// Opens the key in a folder. The first to come makes folder (mode 0700) and key (mode 0600); of several at once all get the same key.
    /// Throws <see cref="MasterKeyException"/> when others of this machine may read the key or replace it, or when the file is no key.
    /// </summary>
    public static async Task<LocalMasterKey> OpenOrCreate(string folder, CancellationToken ct = default)
    {
        folder = Path.GetFullPath(folder);
        if (!File.Exists(PathIn(folder)))
        {
            DiskFiles.CreateFolder(folder);
            DiskFiles.PublishNew(await Write(PathIn(folder), RandomNumberGenerator.GetBytes(KeySize), ct), PathIn(folder));
        }
        return new LocalMasterKey(folder, await Read(PathIn(folder), ct));
    }

    /// <summary>Opens the key in a folder; <c>null</c> when there is none.</summary>
    public static async Task<LocalMasterKey?> Find(string folder, CancellationToken ct = default) =>
        File.Exists(PathIn(Path.GetFullPath(folder))) ? await OpenOrCreate(folder, ct) : null;

    /// <summary>The id of the local key that a wrapped key names; <c>null</c> when another kind of master key wrapped it.</summary>
    internal static string? IdIn(ReadOnlySpan<byte> wrapped) =>
        wrapped.Length > IdSize && wrapped[0] == Version ? Prefix + Convert.ToHexStringLower(wrapped.Slice(1, IdSize)) : null;

    public string Id => current.Id;

    public async Task<DataKey> GenerateDataKey(string context, CancellationToken ct)
    {
        var plaintext = RandomNumberGenerator.GetBytes(KeySize);
        return new DataKey(plaintext, await Wrap(plaintext, context, ct));
    }

    public async Task<byte[]> Unwrap(byte[] wrapped, string context, CancellationToken ct)
    {
        var id = IdIn(wrapped) ?? throw new CryptographicException("This is not a key that was wrapped by a local master key.");
        if (Known(id) is null) await ReadAll(ct);
        var key = Known(id) ?? throw new CryptographicException($"This key was wrapped by the master key {id}; the one at hand is {Id}.");
        return SealedBytes.Open(key.Bytes, key.Header, context, wrapped);
    }

    public async Task<byte[]> Wrap(byte[] secret, string context, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(secret.Length, MaxSecret, nameof(secret));
        if (await Read(PathIn(folder), ct) is var newest && newest.Id != current.Id) await ReadAll(ct);
        var key = current;
        return SealedBytes.Seal(key.Bytes, key.Header, context, secret);
    }

    /// <summary>
    /// Puts a new key in the place of the present one, which is kept as <c>master.{id}.key</c>, and gives that file's path.
    /// From then on every process wraps by the new one. Throws <see cref="MasterKeyException"/> while another process does the same.
    /// </summary>
    public async Task<string> Renew(CancellationToken ct)
    {
        // Of two at once, one would throw away a key by which something may be wrapped already.
        await using var gate = OpenGate();
        var present = await Read(PathIn(folder), ct);
        var kept = Path.Combine(folder, $"master.{present.Id[Prefix.Length..]}.key");
        DiskFiles.PublishNew(await Write(kept, present.Bytes, ct), kept);
        File.Move(await Write(PathIn(folder), RandomNumberGenerator.GetBytes(KeySize), ct), PathIn(folder), overwrite: true);
        await ReadAll(ct);
        return kept;
    }

    Key? Known(string id) => current.Id == id ? current : former.FirstOrDefault(key => key.Id == id);

    async Task ReadAll(CancellationToken ct)
    {
        var present = await Read(PathIn(folder), ct);
        var before = new List<Key>();
        foreach (var path in Directory.EnumerateFiles(folder, "master.*.key"))
            before.Add(await Read(path, ct));
        (former, current) = ([.. before], present);
    }

    FileStream OpenGate()
    {
        try
        {
            return new FileStream(Path.Combine(folder, "master.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            throw new MasterKeyException($"Another process is making a new master key in {folder}. Wait until it is done.", held);
        }
    }

    static string PathIn(string folder) => Path.Combine(folder, "master.key");

    static async Task<string> Write(string path, byte[] bytes, CancellationToken ct)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}";
        await DiskFiles.WriteTemporary(temporary, async file =>
        {
            await file.WriteAsync(bytes, ct);
            return true;
        });
        return temporary;
    }

    static async Task<Key> Read(string path, CancellationToken ct)
    {
        RefuseOthers(path);
        var bytes = await File.ReadAllBytesAsync(path, ct);
        return bytes.Length == KeySize
            ? new Key(bytes)
            : throw new MasterKeyException($"The master key {path} has {bytes.Length} bytes instead of {KeySize}. Put the right file back from the backup; without it no stored field can be read.");
    }

    static void RefuseOthers(string path)
    {
        if (OperatingSystem.IsWindows())
            return; // the folder's access list is inherited; there is no mode to look at
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if ((File.GetUnixFileMode(path) & others) != 0)
            throw new MasterKeyException($"The master key {path} is open to other users of this machine. Make it yours alone: chmod 600 '{path}'");
        var folder = Path.GetDirectoryName(path)!;
        if ((File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            throw new MasterKeyException($"Other users of this machine may replace the master key in {folder}. Make the folder yours alone: chmod 700 '{folder}'");
    }
}
