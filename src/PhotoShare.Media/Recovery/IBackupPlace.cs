namespace PhotoShare.Media;

/// <summary>
/// Where backups lie: files by name, in a folder or below a prefix of a bucket. Names follow the grammar of <see cref="BlobKey"/>. A place that
/// can't do its work throws <see cref="BlobStoreException"/>.
/// </summary>
public interface IBackupPlace : IDisposable
{
    /// <summary>The place as the operator named it.</summary>
    string Spoken { get; }

    /// <summary>Opens a file for reading once, from its beginning, asynchronously alone; <c>null</c> when there is none.</summary>
    Task<Stream?> Open(string name, CancellationToken ct);

    /// <summary>Writes a file whole or not at all, in place of one that has the name.</summary>
    Task Put(string name, Stream content, CancellationToken ct);

    /// <summary>Removes a file; removing what is not there is no error.</summary>
    Task Delete(string name, CancellationToken ct);

    /// <summary>The files whose names begin with <paramref name="prefix"/>, which ends with <c>/</c>, in ordinal order.</summary>
    IAsyncEnumerable<BackupEntry> List(string prefix, CancellationToken ct);
}

/// <summary>A file that lies in a place of backups.</summary>
/// <param name="Size">Its bytes, as they lie there.</param>
public readonly record struct BackupEntry(string Name, long Size);
