using System.Security.Cryptography;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>The store of bytes and the key of keys, each used there and back.</summary>
static class StoreChecks
{
    public static async Task<string> Store(IServiceProvider services, CancellationToken ct)
    {
        var blobs = services.GetRequiredService<IBlobStore>();
        if (blobs is S3BlobStore buckets) await buckets.Check(ct);
        var (key, written) = ($"health/{Guid.NewGuid():n}", RandomNumberGenerator.GetBytes(1_000));
        await blobs.Put(key, new MemoryStream(written), "application/octet-stream", ct);
        try
        {
            var read = await Fetch(services, blobs.ReadUrl(key, TimeSpan.FromMinutes(5)), ct);
            if (!read.AsSpan().SequenceEqual(written)) throw new OperatorException("A signed address gave other bytes than were written. See what stands between this machine and the store.");
        }
        finally
        {
            await blobs.Delete(key, CancellationToken.None);
        }
        return await blobs.Size(key, ct) is null
            ? $"{blobs.GetType().Name}: written, read by a signed address, deleted"
            : throw new OperatorException("What was deleted is still in the store. See what its role may do.");
    }

    public static async Task<string> Key(IServiceProvider services, CancellationToken ct)
    {
        var key = services.GetRequiredService<IMasterKey>();
        var made = await key.GenerateDataKey("doctor", ct);
        var opened = await key.Unwrap(await key.Wrap(made.Plaintext, "doctor", ct), "doctor", ct);
        return opened.AsSpan().SequenceEqual(made.Plaintext) && (await key.Unwrap(made.Wrapped, "doctor", ct)).AsSpan().SequenceEqual(made.Plaintext)
            ? $"{key.Id}: made, wrapped and opened a key"
            : throw new OperatorException("The master key opens to something else than it wrapped.");
    }

    /// <summary>As a browser would; an address of the server's own is asked of a door that is opened for it.</summary>
    static async Task<byte[]> Fetch(IServiceProvider services, Uri url, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(15) };
        if (url.IsAbsoluteUri) return await http.GetByteArrayAsync(url, ct);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddBlobs();
        builder.Services.AddSingleton(_ => services.GetRequiredService<DiskBlobStore>()).AddSingleton(services.GetRequiredService<TimeProvider>());
        await using var door = builder.Build();
        door.UseRouting();
        door.UseCors();
        door.MapBlobs();
        await door.StartAsync(ct);
        var answer = await http.GetByteArrayAsync(new Uri(new Uri(door.Urls.First()), url), ct);
        await door.StopAsync(ct);
        return answer;
    }
}
