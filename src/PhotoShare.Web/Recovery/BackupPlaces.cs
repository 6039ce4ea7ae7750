using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>A place of backups as the operator names it: a folder, or <c>s3://bucket/prefix</c>.</summary>
static class BackupPlaces
{
    const string S3 = "s3://";

    public static IBackupPlace Open(string target, Settings settings)
    {
        if (!target.StartsWith(S3, StringComparison.OrdinalIgnoreCase)) return new FolderBackupPlace(target);
        var (bucket, prefix) = PartsOf(target);
        try
        {
            return new S3BackupPlace(OptionsOf(bucket, settings), prefix);
        }
        catch (BlobStoreException unusable)
        {
            throw new OperatorException(unusable.Message, unusable);
        }
    }

    /// <summary>Both places, for a command that needs both. Whoever gets hold of one must not have the other with it.</summary>
    public static (IBackupPlace Backups, IBackupPlace Keys) Open(string backups, string keys, Settings settings)
    {
        var (one, other) = (RootOf(backups), RootOf(keys));
        if (one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal))
            throw new OperatorException($"The keys of people lie apart from the backup: {keys} is {(backups.StartsWith(S3, StringComparison.OrdinalIgnoreCase) ? "in the bucket" : "in, above or the same as the folder")} of the backups. Name another place with --keys.");
        return (Open(backups, settings), Open(keys, settings));
    }

    static string RootOf(string target) => target.StartsWith(S3, StringComparison.OrdinalIgnoreCase)
        ? $"{S3}{PartsOf(target).Bucket}/"
        : Path.TrimEndingDirectorySeparator(Path.GetFullPath(target)) + Path.DirectorySeparatorChar;

    static (string Bucket, string Prefix) PartsOf(string target)
    {
        var parts = target[S3.Length..].TrimEnd('/').Split('/', 2);
        if (parts[0].Length == 0 || (parts.Length == 2 && !BlobKey.IsValid(parts[1])))
            throw new OperatorException($"{target} is no place in a bucket. It looks like s3://my-backups/photoshare, with a prefix of a-z, 0-9, '/', '.', '_' and '-', or none.");
        return (parts[0], parts.Length == 2 ? $"{parts[1]}/" : "");
    }

    static S3Options OptionsOf(string bucket, Settings settings)
    {
        var (own, store) = (settings.Backup, settings.Backup.Endpoint is null ? settings.Store : new StoreSettings());
        return new S3Options(bucket, own.Endpoint ?? store.Endpoint, null, Text(own.Region) ?? Text(store.Region), Text(own.KmsKey), Text(own.AccessKey) ?? Text(store.AccessKey), Text(own.SecretKey) ?? Text(store.SecretKey));
    }

    static string? Text(string? setting) => string.IsNullOrWhiteSpace(setting) ? null : setting.Trim();
}
