using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Media;

/// <summary>
/// The master key of an instance on one machine: 32 random bytes in the file <c>master.key</c>, readable by its owner alone.
/// Whoever loses the file loses every field and session that it protects; it belongs into the backup, apart from the data.
/// </summary>
public sealed class LocalMasterKey : IMasterKey
{
    const int KeySize = 32;
    const byte Version = 1;
    const int MaxSecret = 4096; // KMS's own bound, kept here so that what works on one box works on AWS

    readonly byte[] key;
    readonly byte[] header; // version and key id: what a wrapped key begins with

    LocalMasterKey(byte[] key)
    {
        this.key = key;
        var id = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 8, info: "photoshare/key-id"u8.ToArray());
        header = [Version, .. id];
        Id = "local:" + Convert.ToHexStringLower(id);
    }

    /// <summary>
    /// Opens the key in a folder. The first to come makes folder (mode 0700) and key (mode 0600); of several at once all get the same key.
    /// Throws <see cref="MasterKeyException"/> when others of this machine may read the key or replace it, or when the file is no key.
    /// </summary>
    public static async Task<LocalMasterKey> OpenOrCreate(string folder, CancellationToken ct = default)
    {
        var path = Path.Combine(Path.GetFullPath(folder), "master.key");
        if (!File.Exists(path))
        {
            DiskFiles.CreateFolder(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Guid.NewGuid():n}";
            await DiskFiles.WriteTemporary(temporary, async file =>
            {
                await file.WriteAsync(RandomNumberGenerator.GetBytes(KeySize), ct);
                return true;
            });
            DiskFiles.PublishNew(temporary, path);
        }
        RefuseOthers(path);
        var key = await File.ReadAllBytesAsync(path, ct);
        return key.Length == KeySize
            ? new LocalMasterKey(key)
            : throw new MasterKeyException($"The master key {path} has {key.Length} bytes instead of {KeySize}. Put the right file back from the backup; without it no stored field can be read.");
    }

    public string Id { get; }

    public async Task<DataKey> GenerateDataKey(string context, CancellationToken ct)
    {
        var plaintext = RandomNumberGenerator.GetBytes(KeySize);
        return new DataKey(plaintext, await Wrap(plaintext, context, ct));
    }

    public Task<byte[]> Unwrap(byte[] wrapped, string context, CancellationToken ct)
    {
        if (wrapped.Length < header.Length || wrapped[0] != Version)
            throw new CryptographicException("This is not a key that was wrapped by a local master key.");
        if (!wrapped.AsSpan().StartsWith(header))
            throw new CryptographicException($"This key was wrapped by the master key local:{Convert.ToHexStringLower(wrapped.AsSpan(1, 8))}; the one at hand is {Id}.");
        return Task.FromResult(SealedBytes.Open(key, header, context, wrapped));
    }

    public Task<byte[]> Wrap(byte[] secret, string context, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(secret.Length, MaxSecret, nameof(secret));
        return Task.FromResult(SealedBytes.Seal(key, header, context, secret));
    }

    /// <summary>HKDF-SHA256 (RFC 5869) with the label as info.</summary>
    public Task<byte[]> Derive(string label, CancellationToken ct) =>
        Task.FromResult(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeySize, info: Encoding.UTF8.GetBytes("photoshare/derive/" + label)));

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
