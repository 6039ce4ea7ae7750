namespace PhotoShare.Media;

/// <summary>
/// Blobs as files below one folder, for an instance on one machine. The clients' URLs lead to the server's own <c>/blobs</c> endpoint,
/// which asks <see cref="MayRead"/> and <see cref="MayPutPart"/> before it opens or writes anything.
/// </summary>
/// <remarks>
/// Beside the blobs lie <c>.uploads/{upload id}/{part number}</c> and <c>.temporary</c>, names that no key can have.
/// Several processes may share the folder.
/// </remarks>
public sealed class DiskBlobStore : IBlobStore
{
    /// <summary>S3's own bound on the parts of one upload.</summary>
    public const int MaxParts = 10_000;

    readonly string folder;
    readonly string temporaryFolder;
    readonly DiskUploads uploads;
    readonly BlobSignature? signature;
    readonly DiskSeal? seal;
    readonly TimeProvider time;

    /// <summary>Opens the store that hands out signed URLs, creating its folder (mode 0700) when it isn't there.</summary>
    /// <param name="seal">What originals and copies of people's data are sealed with.</param>
    public DiskBlobStore(string folder, BlobSignature signature, DiskSeal seal, TimeProvider time) : this(folder, seal, time) => this.signature = signature;

    /// <summary>Opens the store for reading and writing blobs alone: it can neither sign nor check a URL.</summary>
    /// <param name="seal">As above; without it, the store can have no such blobs.</param>
    public DiskBlobStore(string folder, DiskSeal? seal = null) : this(folder, seal, TimeProvider.System) { }

    DiskBlobStore(string folder, DiskSeal? seal, TimeProvider time)
    {
        this.seal = seal;
        this.folder = Path.GetFullPath(folder);
        this.time = time;
        temporaryFolder = Path.Combine(this.folder, ".temporary");
        var uploadsFolder = Path.Combine(this.folder, ".uploads");
        uploads = new DiskUploads(this, uploadsFolder, temporaryFolder);
        DiskFiles.CreateFolder(temporaryFolder);
        DiskFiles.CreateFolder(uploadsFolder);
        DiskFiles.Sweep(temporaryFolder);
    }

    public Task<Stream?> Open(string key, CancellationToken ct)
    {
        try
        {
            // Shared for deletion too: a blob that is replaced or removed stays readable for those who have it open.
            return Task.FromResult<Stream?>(Reading(key, new FileStream(PathOf(key), new FileStreamOptions
            {
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            })));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public async Task<Stream?> OpenAt(string key, long from, CancellationToken ct)
    {
        if (await Open(key, ct) is not { } content) return null;
        content.Position = from;
        return content;
    }

    public Task<long?> Size(string key, CancellationToken ct)
    {
        var file = new FileInfo(PathOf(key));
        return Task.FromResult<long?>(file.Exists ? LengthOf(key, file) : null);
    }

    public async Task Put(string key, Stream content, string contentType, CancellationToken ct)
    {
        var path = PathOf(key);
        File.Move(await Write(key, content, ct), WithFolder(path), overwrite: true);
    }

    public async Task<bool> PutNew(string key, Stream content, string contentType, CancellationToken ct)
    {
        var path = PathOf(key);
        return DiskFiles.PublishNew(await Write(key, content, ct), WithFolder(path));
    }

    public Task Delete(string key, CancellationToken ct)
    {
        var path = PathOf(key);
        if (Directory.Exists(Path.GetDirectoryName(path)))
            File.Delete(path);
        return Task.CompletedTask;
    }

    public Task DeleteAll(string prefix, CancellationToken ct)
    {
        var path = Path.Combine(folder, BlobKey.CheckPrefix(prefix).TrimEnd('/'));
        while (Directory.Exists(path))
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Another process deletes the same, and was faster with a part of it.
            }
        }
        return Task.CompletedTask;
    }

    public Task<string> StartUpload(string key, string contentType, CancellationToken ct) => uploads.Start(BlobKey.Check(key), ct);

    public Uri PartUrl(string key, string uploadId, int number, long size, DateTime expires)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, MaxParts);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var until = new DateTimeOffset(DateTime.SpecifyKind(expires, DateTimeKind.Utc)).ToUnixTimeSeconds();
        var signed = Signature.ForPart(BlobKey.Check(key), uploadId, number, size, until);
        return new Uri(FormattableString.Invariant($"/blobs/{key}?upload={uploadId}&part={number}&size={size}&e={until}&s={signed}"), UriKind.Relative);
    }

    /// <summary>Whether a PUT of this part to <c>/blobs</c> was signed by this store and is still in time. <paramref name="expires"/> is in Unix seconds.</summary>
    public BlobAccess MayPutPart(string key, string uploadId, int number, long size, long expires, string given) =>
        Judge(key, Signature.ForPart(key, uploadId, number, size, expires), expires, given);

    /// <summary>Stores one part; ask <see cref="MayPutPart"/> first. A part sent again replaces the earlier one.</summary>
    /// <param name="size">The exact number of bytes that <paramref name="content"/> must hold, from 1.</param>
    public Task<PartOutcome> PutPart(string key, string uploadId, int number, long size, Stream content, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return uploads.PutPart(BlobKey.Check(key), uploadId, number, size, content, ct);
    }

    public Task<IReadOnlyList<BlobPart>> Parts(string key, string uploadId, CancellationToken ct) => uploads.Parts(BlobKey.Check(key), uploadId, ct);

    public async Task FinishUpload(string key, string uploadId, CancellationToken ct)
    {
        var path = PathOf(key);
        var temporary = Temporary();
        if (await WriteTemporary(key, temporary, file => uploads.Join(key, uploadId, file, ct)))
        {
            File.Move(temporary, WithFolder(path), overwrite: true);
            uploads.Remove(uploadId);
            return;
        }
        File.Delete(temporary);
        // Finished before: the parts are gone and the blob is there.
        if (!File.Exists(path))
            throw new InvalidOperationException($"There is no upload {uploadId} with parts for {key}.");
    }

    public async Task AbortUpload(string key, string uploadId, CancellationToken ct)
    {
        if (await uploads.Exists(BlobKey.Check(key), uploadId, ct))
            uploads.Remove(uploadId);
    }

    public Uri ReadUrl(string key, TimeSpan window, string? saveAs = null)
    {
        var seconds = (long)window.TotalSeconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, 1, nameof(window));
        var expires = (time.GetUtcNow().ToUnixTimeSeconds() / seconds + 2) * seconds;
        var name = saveAs is null ? "" : $"n={BlobKey.Check(saveAs)}&";
        return new Uri(FormattableString.Invariant($"/blobs/{BlobKey.Check(key)}?{name}e={expires}&s={Signature.ForRead(key, saveAs, expires)}"), UriKind.Relative);
    }

    /// <summary>Whether a GET of this blob from <c>/blobs</c> was signed by this store and is still in time. <paramref name="expires"/> is in Unix seconds.</summary>
    public BlobAccess MayRead(string key, string? saveAs, long expires, string given) => Judge(key, Signature.ForRead(key, saveAs, expires), expires, given);

    BlobAccess Judge(string key, string expected, long expires, string given) =>
        !BlobKey.IsValid(key) || !BlobSignature.Same(expected, given) ? BlobAccess.Forged
        : time.GetUtcNow().ToUnixTimeSeconds() >= expires ? BlobAccess.Expired
        : BlobAccess.Allowed;

    async Task<string> Write(string key, Stream content, CancellationToken ct)
    {
        var temporary = Temporary();
        await WriteTemporary(key, temporary, async file =>
        {
            await content.CopyToAsync(file, ct);
            return true;
        });
        return temporary;
    }

    /// <summary>A new temporary file for a blob, or a part of one: sealed where the blob is to be.</summary>
    internal Task<T> WriteTemporary<T>(string key, string temporary, Func<Stream, Task<T>> write) => DiskFiles.WriteTemporary(temporary, async file =>
    {
        if (SealOf(key) is not { } sealing) return await write(file);
        await using var stream = sealing.Write(file, key);
        return await write(stream);
    });

    /// <summary>What lies in a file of a blob, or of a part of one.</summary>
    internal Stream Reading(string key, FileStream file) => SealOf(key)?.Read(file, key) ?? file;

    internal long LengthOf(string key, FileInfo file) => SealOf(key) is null ? file.Length : DiskSeal.Length(file);

    DiskSeal? SealOf(string key) => DiskSeal.Covers(key) ? seal : null;

    BlobSignature Signature => signature ?? throw new InvalidOperationException("This store was opened without a signature; it knows no URLs.");

    string PathOf(string key) => Path.Combine(folder, BlobKey.Check(key));

    string Temporary() => Path.Combine(temporaryFolder, Guid.NewGuid().ToString("n"));

    static string WithFolder(string path)
    {
        DiskFiles.CreateFolder(Path.GetDirectoryName(path)!);
        return path;
    }
}
