using System.Buffers;
using System.Globalization;

namespace PhotoShare.Media;

/// <summary>How the writing of a part ended.</summary>
public enum PartOutcome
{
    /// <summary>The part lies on the disk, in the place of an earlier one of its number.</summary>
    Stored,

    /// <summary>More or fewer bytes came than were signed; nothing was kept.</summary>
    WrongSize,

    /// <summary>There is no such upload (any more): it was finished or given up.</summary>
    UnknownUpload,
}

/// <summary>
/// Uploads in parts: a folder per upload, holding the key it is for and one file per part, named by its number.
/// </summary>
sealed class DiskUploads(DiskBlobStore store, string folder, string temporaryFolder)
{
    const string KeyFile = "key";

    /// <summary>Begins an upload. Its folder appears together with its key, so that an upload without a key is never seen.</summary>
    public async Task<string> Start(string key, CancellationToken ct)
    {
        var uploadId = Guid.CreateVersion7().ToString("n");
        var staged = Temporary();
        DiskFiles.CreateFolder(staged);
        await File.WriteAllTextAsync(Path.Combine(staged, KeyFile), key, ct);
        Directory.Move(staged, FolderOf(uploadId));
        return uploadId;
    }

    /// <summary>Stores one part of exactly <paramref name="size"/> bytes. Reads at most one byte more than that; a stream that breaks leaves nothing.</summary>
    public async Task<PartOutcome> PutPart(string key, string uploadId, int number, long size, Stream content, CancellationToken ct)
    {
        if (!await Exists(key, uploadId, ct))
            return PartOutcome.UnknownUpload;
        var temporary = Temporary();
        if (await store.WriteTemporary(key, temporary, file => CopyExactly(content, file, size, ct)))
        {
            try
            {
                File.Move(temporary, Path.Combine(FolderOf(uploadId), number.ToString(CultureInfo.InvariantCulture)), overwrite: true);
                return PartOutcome.Stored;
            }
            catch (DirectoryNotFoundException)
            {
                // The upload was finished or given up while the part was on its way.
                File.Delete(temporary);
                return PartOutcome.UnknownUpload;
            }
        }
        File.Delete(temporary);
        return PartOutcome.WrongSize;
    }

    /// <summary>The parts that have arrived, by number.</summary>
    public async Task<IReadOnlyList<BlobPart>> Parts(string key, string uploadId, CancellationToken ct)
    {
        if (!await Exists(key, uploadId, ct))
            return [];
        try
        {
            return [.. PartFiles(uploadId).Select(part => new BlobPart(part.Number, store.LengthOf(key, part.File)))];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Finished or given up by another request in the meantime.
            return [];
        }
    }

    /// <summary>Writes all parts, in order, into <paramref name="target"/>. Answers <c>false</c> when there is no such upload or it has no parts.</summary>
    public async Task<bool> Join(string key, string uploadId, Stream target, CancellationToken ct)
    {
        if (!await Exists(key, uploadId, ct))
            return false;
        try
        {
            var parts = PartFiles(uploadId);
            foreach (var (_, file) in parts)
            {
                await using var part = store.Reading(key, file.OpenRead());
                await part.CopyToAsync(target, ct);
            }
            return parts.Count > 0;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Finished by another request in the meantime.
            return false;
        }
    }

    /// <summary>
    /// Removes an upload. It is renamed away first: a removal that is cut short must not leave an upload with half of its parts,
    /// which a second finish would join.
    /// </summary>
    public void Remove(string uploadId)
    {
        var leaving = Temporary();
        try
        {
            Directory.Move(FolderOf(uploadId), leaving);
            Directory.Delete(leaving, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone already, which is what was asked for.
        }
    }

    /// <summary>Whether there is an upload of this id for this key.</summary>
    public async Task<bool> Exists(string key, string uploadId, CancellationToken ct)
    {
        if (!Guid.TryParseExact(uploadId, "n", out _))
            return false;
        try
        {
            return await File.ReadAllTextAsync(Path.Combine(FolderOf(uploadId), KeyFile), ct) == key;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    static async Task<bool> CopyExactly(Stream source, Stream target, long size, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            var left = size;
            for (int read; (read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left + 1)), ct)) > 0; left -= read)
            {
                if (read > left)
                    return false;
                await target.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            return left == 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    List<(int Number, FileInfo File)> PartFiles(string uploadId) =>
        [.. from file in new DirectoryInfo(FolderOf(uploadId)).EnumerateFiles()
            where file.Name != KeyFile
            let number = int.Parse(file.Name, CultureInfo.InvariantCulture)
            orderby number
            select (number, file)];

    string FolderOf(string uploadId) => Path.Combine(folder, uploadId);

    string Temporary() => Path.Combine(temporaryFolder, Guid.NewGuid().ToString("n"));
}
