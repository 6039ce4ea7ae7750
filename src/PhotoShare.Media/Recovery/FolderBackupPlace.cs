using System.Runtime.CompilerServices;

namespace PhotoShare.Media;

/// <summary>Backups in a folder, best on another disk than the instance's. Everything in it is for its owner's eyes alone.</summary>
public sealed class FolderBackupPlace(string folder) : IBackupPlace
{
    readonly string folder = Path.GetFullPath(folder);
    volatile bool swept;

    string Temporary => Path.Combine(folder, ".temporary");

    public string Spoken => folder;

    public Task<Stream?> Open(string name, CancellationToken ct) => Try<Stream?>(() =>
    {
        var path = PathOf(name);
        return File.Exists(path)
            ? new FileStream(path, new FileStreamOptions { Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan })
            : null;
    });

    public async Task Put(string name, Stream content, CancellationToken ct)
    {
        var path = PathOf(name);
        var temporary = Path.Combine(Temporary, Guid.NewGuid().ToString("n"));
        await Try(() =>
        {
            if (swept) return true;
            DiskFiles.CreateFolder(Temporary);
            DiskFiles.Sweep(Temporary);
            return swept = true;
        });
        try
        {
            await DiskFiles.WriteTemporary(temporary, async file =>
            {
                await content.CopyToAsync(file, ct);
                return true;
            });
            DiskFiles.CreateFolder(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception full) when (full is UnauthorizedAccessException || full.GetType() == typeof(IOException))
        {
            throw Unusable(full);
        }
    }

    public Task Delete(string name, CancellationToken ct) => Try(() =>
    {
        var path = PathOf(name);
        if (File.Exists(path)) File.Delete(path);
        // A backup's own folder goes with its last file.
        for (var above = Path.GetDirectoryName(path)!; above != folder && Directory.Exists(above) && !Directory.EnumerateFileSystemEntries(above).Any(); above = Path.GetDirectoryName(above)!)
            Directory.Delete(above);
        return true;
    });

    public async IAsyncEnumerable<BackupEntry> List(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        var at = Path.Combine(folder, BlobKey.CheckPrefix(prefix).TrimEnd('/'));
        if (!Directory.Exists(at)) yield break;
        await Task.CompletedTask;
        foreach (var file in Walk(new DirectoryInfo(at)))
        {
            ct.ThrowIfCancellationRequested();
            yield return new BackupEntry(Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length);
        }
    }

    public void Dispose() { }

    /// <summary>In the order of whole names: a folder stands among the files as its name with the slash does.</summary>
    static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFileSystemInfos()
        .OrderBy(entry => entry is DirectoryInfo ? $"{entry.Name}/" : entry.Name, StringComparer.Ordinal)
        .SelectMany(entry => entry is DirectoryInfo below ? Walk(below) : [(FileInfo)entry]);

    string PathOf(string name) => Path.Combine(folder, BlobKey.Check(name));

    Task<T> Try<T>(Func<T> act)
    {
        try
        {
            return Task.FromResult(act());
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw Unusable(wrong);
        }
    }

    BlobStoreException Unusable(Exception why) => new($"The folder of the backups, {folder}, can't be used: {why.Message}", why);
}
