using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>Where the instance's bytes lie: a bucket, or a folder.</summary>
static class Store
{
    public static void AddStore(this WebApplicationBuilder builder, Settings settings, InstanceSecret secret)
    {
        if (OptionsOf(settings) is { } bucket)
        {
            builder.Services.AddSingleton(services => new S3BlobStore(bucket, services.GetRequiredService<TimeProvider>()));
            builder.Services.AddSingleton<IBlobStore>(services => services.GetRequiredService<S3BlobStore>());
            return;
        }
        var signature = new BlobSignature(secret.Derive("blob-urls"));
        builder.Services.AddSingleton(services => new DiskBlobStore(FolderOf(settings), signature, new DiskSeal(SealKey(secret)), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IBlobStore>(services => services.GetRequiredService<DiskBlobStore>());
    }

    /// <summary>The store for bytes alone, before there is anything to sign with.</summary>
    public static IBlobStore Open(Settings settings)
    {
        try
        {
            return OptionsOf(settings) is { } bucket ? new S3BlobStore(bucket, TimeProvider.System) : new DiskBlobStore(FolderOf(settings));
        }
        catch (BlobStoreException unusable)
        {
            throw new OperatorException(unusable.Message, unusable);
        }
    }

    /// <summary>The same with the seal of files, for who has the secret and nothing else yet.</summary>
    public static IBlobStore Open(Settings settings, InstanceSecret secret) => OptionsOf(settings) is null ? new DiskBlobStore(FolderOf(settings), new DiskSeal(SealKey(secret))) : Open(settings);

    /// <summary>What the image function's process must know to find the bytes.</summary>
    public static IEnumerable<KeyValuePair<string, string>> EnvironmentOf(Settings settings, InstanceSecret secret)
    {
        if (OptionsOf(settings) is not { } bucket)
            return [KeyValuePair.Create("PHOTOSHARE_BLOBS", FolderOf(settings)), KeyValuePair.Create("PHOTOSHARE_BLOBS_KEY", Convert.ToBase64String(SealKey(secret)))];
        if (Text(settings.Processing.AccessKey) is { } accessKey)
            bucket = bucket with { AccessKey = accessKey, SecretKey = settings.Processing.SecretKey };
        return bucket.AccessKey is null ? [.. OfAws(), .. bucket.ToEnvironment()] : bucket.ToEnvironment();
    }

    /// <summary>The buckets; <c>null</c> where there is none and the bytes are files.</summary>
    internal static S3Options? OptionsOf(Settings settings)
    {
        var named = BucketsOf(settings.Store);
        if (Text(settings.Store.Bucket) is { } bucket)
            return new S3Options(
                bucket, settings.Store.Endpoint, settings.Store.PublicEndpoint, Text(settings.Store.Region), Text(settings.Store.KmsKey),
                Text(settings.Store.AccessKey), Text(settings.Store.SecretKey), named, DistributionOf(settings.Store));
        return named.Count == 0 ? null : throw new OperatorException("PhotoShare:Store:Buckets names buckets for some of the bytes. Name one for all others too, in PhotoShare:Store:Bucket.");
    }

    static MediaDistribution? DistributionOf(StoreSettings store) => (store.Distribution, Text(store.DistributionKeyId), Text(store.DistributionKey)) switch
    {
        (null, _, _) => null,
        ({ IsAbsoluteUri: true, Scheme: "https" } address, { } id, { } key) => new MediaDistribution(address, id, key),
        _ => throw new OperatorException("PhotoShare:Store:Distribution names where browsers read photos: an https address, with DistributionKeyId and DistributionKey, the id of its public key and the private one."),
    };

    /// <summary>By the first segment of the keys that lie there.</summary>
    static Dictionary<string, string> BucketsOf(StoreSettings store)
    {
        var named = store.Buckets.Where(setting => Text(setting.Value) is not null).ToDictionary(setting => setting.Key.ToLowerInvariant(), setting => Text(setting.Value)!, StringComparer.Ordinal);
        return named.Keys.FirstOrDefault(prefix => !BlobKeys.Prefixes.Contains(prefix)) is { } unknown
            ? throw new OperatorException($"PhotoShare:Store:Buckets names a bucket for {unknown}, and nothing begins so. It knows {string.Join(", ", BlobKeys.Prefixes)}.")
            : named;
    }

    static byte[] SealKey(InstanceSecret secret) => secret.Derive("blobs");

    static string FolderOf(Settings settings) => Path.Combine(settings.DataDirectory, "blobs");

    /// <summary>Where AWS's own tools find credentials: variables, files below the home folder, addresses of the platform.</summary>
    static IEnumerable<KeyValuePair<string, string>> OfAws() =>
        from variable in Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        let name = (string)variable.Key
        where name == "HOME" || (name.StartsWith("AWS_", StringComparison.Ordinal) && name != "AWS_LAMBDA_RUNTIME_API")
        select KeyValuePair.Create(name, (string)variable.Value!);

    static string? Text(string? setting) => string.IsNullOrWhiteSpace(setting) ? null : setting.Trim();
}
