using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PhotoShare;

/// <summary>A blob in a backup.</summary>
/// <param name="Key">Of the blob; its file is <see cref="Name"/>.</param>
/// <param name="Size">Bytes of the blob.</param>
/// <param name="Stored">Bytes of its file, which is sealed.</param>
/// <param name="Sha256">Of its file.</param>
public sealed record BackedBlob(string Key, long Size, long Stored, string Sha256)
{
    internal const string Folder = "blobs/";

    internal string Name => NameOf(Key);

    internal static string NameOf(string key) => Folder + key;
}

/// <summary>A list of blobs in ordinal order of their keys, a JSON object a line, gzipped: it may be longer than memory holds.</summary>
sealed class BlobList(Stream file) : IAsyncDisposable
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    readonly GZipStream zip = new(file, CompressionLevel.Optimal, leaveOpen: true);

    public async Task Add(BackedBlob blob, CancellationToken ct)
    {
        await JsonSerializer.SerializeAsync(zip, blob, Json, ct);
        await zip.WriteAsync("\n"u8.ToArray(), ct);
    }

    public ValueTask DisposeAsync() => zip.DisposeAsync();

    public static async IAsyncEnumerable<BackedBlob> Read(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var lines = new StreamReader(zip);
        while (await lines.ReadLineAsync(ct) is { } line)
            if (line.Length > 0) yield return JsonSerializer.Deserialize<BackedBlob>(line, Json)!;
    }
}

/// <summary>Looks things up in something sorted, by keys that come in the same order: once through, whatever its length.</summary>
sealed class SortedReader<T>(IAsyncEnumerable<T> sorted, Func<T, string> keyOf, CancellationToken ct) : IAsyncDisposable where T : notnull
{
    readonly IAsyncEnumerator<T> reader = sorted.GetAsyncEnumerator(ct);
    bool begun, ended;

    /// <summary>Whether there is one with this key.</summary>
    public async Task<(bool Found, T Value)> Find(string key)
    {
        if (!begun) await Advance();
        while (!ended && string.CompareOrdinal(keyOf(reader.Current), key) < 0) await Advance();
        return !ended && keyOf(reader.Current) == key ? (true, reader.Current) : (false, default!);
    }

    async Task Advance() => (begun, ended) = (true, !await reader.MoveNextAsync());

    public ValueTask DisposeAsync() => reader.DisposeAsync();
}
