using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What a backup is and holds.</summary>
/// <param name="Id">The time of its beginning, so that ids are in order of time.</param>
/// <param name="Instance">Whose it is: see <see cref="BackupKeys.Instance"/>.</param>
/// <param name="TakenAt">When the snapshot of the database was taken, UTC.</param>
/// <param name="Database"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="Migration">The last change of the layout that the snapshot has.</param>
/// <param name="Dump">The database.</param>
/// <param name="Files">The list of all blobs, with the size and the hash of each.</param>
/// <param name="AuditHead">The anchor of the audit log, as it lay in the store before the snapshot; <c>null</c> when there was none.</param>
/// <param name="GonePhotos">Photos of the snapshot that were deleted before their bytes were copied: they stay deleted.</param>
/// <param name="Faults">Blobs that should have been there and were not, or not whole, each with what is wrong.</param>
public sealed record BackupManifest(
    string Format, int Version, string Id, string Instance, DateTime TakenAt, string Database, string Migration, BackupFile Dump, BackupFile Files,
    BackupCounts Counts, byte[]? AuditHead, IReadOnlyList<Guid> GonePhotos, IReadOnlyList<string> Faults)
{
    internal const string FormatName = "photoshare-backup";
    internal const int CurrentVersion = 1;
}

/// <summary>A file as it lies in the backup.</summary>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal.</param>
public sealed record BackupFile(string Name, long Size, string Sha256);

/// <summary>What the snapshot has, and with it what a restored instance must have.</summary>
/// <param name="Blobs">Blobs that the list names.</param>
/// <param name="Bytes">Of those blobs, as the instance has them.</param>
public sealed record BackupCounts(int People, int Posts, int Photos, int Comments, int Likes, long Blobs, long Bytes);

/// <summary>
/// A manifest as it lies there: a JSON object with <c>manifest</c> and <c>mac</c>, an HMAC-SHA256 over the bytes of <c>manifest</c> under a key
/// of the instance's. Every other file is reached from it by its hash, so nobody without that key can make or change a backup.
/// </summary>
public sealed record SignedManifest(BackupManifest Manifest, string Text, string Mac)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal static string Sign(BackupManifest manifest, BackupKeys keys)
    {
        var text = JsonSerializer.Serialize(manifest, Json);
        return $$"""{"manifest":{{text}},"mac":"{{MacOf(text, keys)}}"}""" + "\n";
    }

    /// <summary>Throws <see cref="RecoveryException"/> for what is no manifest, or one of a format that this version does not know.</summary>
    internal static SignedManifest Parse(string name, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var text = document.RootElement.GetProperty("manifest").GetRawText();
            var manifest = JsonSerializer.Deserialize<BackupManifest>(text, Json)!;
            if (manifest is not { Format: BackupManifest.FormatName, Dump: not null, Files: not null, Counts: not null, GonePhotos: not null, Faults: not null }) throw Damaged(name);
            if (manifest.Version != BackupManifest.CurrentVersion) throw new RecoveryException($"{name} is of format {manifest.Version}; this version reads {BackupManifest.CurrentVersion}. Use the version of PhotoShare that made it, or a newer one.");
            return new SignedManifest(manifest, text, document.RootElement.GetProperty("mac").GetString() ?? "");
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Damaged(name, unreadable);
        }
    }

    internal bool IsOf(BackupKeys keys) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(MacOf(Text, keys)), Encoding.ASCII.GetBytes(Mac));

    static string MacOf(string text, BackupKeys keys) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.Manifests, Encoding.UTF8.GetBytes(text)));

    static RecoveryException Damaged(string name, Exception? cause = null) => new($"{name} is no manifest of a backup, or was damaged.", cause);
}

/// <summary>What the instance's secret gives for backups.</summary>
public sealed class BackupKeys(InstanceSecret secret)
{
    const int IdSize = 16;

    /// <summary>Tells one instance from another, and nothing else.</summary>
    public string Instance { get; } = Convert.ToHexStringLower(secret.Derive("instance-id").AsSpan(0, IdSize));

    internal byte[] Manifests { get; } = secret.Derive("backup-manifests");

    internal BackupSeal Seal { get; } = new(secret.Derive("backups"));
}
