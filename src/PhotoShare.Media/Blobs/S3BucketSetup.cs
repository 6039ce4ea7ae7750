using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace PhotoShare.Media;

/// <summary>Makes one bucket and its rules, as far as what lies in it asks for them.</summary>
sealed class S3BucketSetup(string bucket, S3Connection connection)
{
    readonly S3Options options = connection.Options;
    readonly AmazonS3Client client = connection.Client;
    readonly S3Faults faults = new(bucket, connection.Options.Endpoint);

    public async IAsyncEnumerable<S3SetupStep> Run(Uri? site, TimeSpan uploads, TimeSpan exports)
    {
        yield return new S3SetupStep($"The bucket {bucket}", await Create() ? null : "it was there already");
        yield return await Step("Objects belong to the bucket's owner, and there are no other access lists", () => client.PutBucketOwnershipControlsAsync(new PutBucketOwnershipControlsRequest
        {
            BucketName = bucket,
            OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ObjectOwnership.BucketOwnerEnforced }] },
        }));
        yield return await BlockPublicAccess();
        if (BlobKeys.ClientPrefixes.Any(IsHere)) yield return await LetIn(site);
        yield return await Forget(uploads, exports);
        yield return await Step(options.KmsKey is null ? "New objects are encrypted with S3's own key" : $"New objects are encrypted with the KMS key {options.KmsKey}", () => client.PutBucketEncryptionAsync(new PutBucketEncryptionRequest
        {
            BucketName = bucket,
            ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration { ServerSideEncryptionRules = [Encryption()] },
        }));
    }

    bool IsHere(string prefix) => options.BucketOf(prefix) == bucket;

    async Task<bool> Create()
    {
        try
        {
            await faults.Ask(() => client.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }), default, expects: e => e.StatusCode == HttpStatusCode.NotFound);
            return false;
        }
        catch (AmazonS3Exception none) when (none.StatusCode == HttpStatusCode.NotFound)
        {
            await faults.Ask(() => client.PutBucketAsync(new PutBucketRequest { BucketName = bucket, UseClientRegion = true }), default);
            return true;
        }
    }

    /// <summary>Tried by a write: Ceph up to its version 16 takes every write for a public one as soon as public access lists are blocked.</summary>
    async Task<S3SetupStep> BlockPublicAccess()
    {
        const string What = "Nothing can be made public";
        var step = await Step(What, () => Block(lists: true, policies: true));
        if (step.Left is not null || await CanWrite()) return step;
        await faults.Ask(() => Block(lists: false, policies: false), default);
        return new S3SetupStep(What, "this server would then refuse every write; public access lists and policies have no effect instead");
    }

    Task<PutPublicAccessBlockResponse> Block(bool lists, bool policies) => client.PutPublicAccessBlockAsync(new PutPublicAccessBlockRequest
    {
        BucketName = bucket,
        PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration { BlockPublicAcls = lists, BlockPublicPolicy = policies, IgnorePublicAcls = true, RestrictPublicBuckets = true },
    });

    async Task<bool> CanWrite()
    {
        const string Probe = "health/setup";
        try
        {
            using var nothing = new MemoryStream();
            await faults.Ask(() => client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = Probe, InputStream = nothing, UseChunkEncoding = false }), default, expects: IsForbidden);
            await faults.Ask(() => client.DeleteObjectAsync(bucket, Probe), default);
            return true;
        }
        catch (AmazonS3Exception forbidden) when (IsForbidden(forbidden))
        {
            return false;
        }
    }

    Task<S3SetupStep> LetIn(Uri? site) => Step(site is null ? "Pages of any site may use signed addresses" : $"Pages of {site.GetLeftPart(UriPartial.Authority)} may use signed addresses", () => client.PutCORSConfigurationAsync(new PutCORSConfigurationRequest
    {
        BucketName = bucket,
        Configuration = new CORSConfiguration
        {
            Rules =
            [
                new CORSRule
                {
                    AllowedOrigins = [site?.GetLeftPart(UriPartial.Authority) ?? "*"],
                    AllowedMethods = ["GET", "PUT"],
                    AllowedHeaders = ["*"],
                    ExposeHeaders = ["ETag"],
                    MaxAgeSeconds = 3600,
                },
            ],
        },
    }));

    Task<S3SetupStep> Forget(TimeSpan uploads, TimeSpan exports)
    {
        var (what, rules) = ($"Abandoned uploads go after {DaysAfter(uploads)} days", new List<LifecycleRule> { Rule("abandoned-uploads", "", uploads) });
        if (IsHere(BlobKeys.ExportsPrefix))
        {
            what += $", exports after {DaysAfter(exports)}";
            rules.Add(Rule("old-exports", $"{BlobKeys.ExportsPrefix}/", exports));
        }
        return Step(what, () => client.PutLifecycleConfigurationAsync(new PutLifecycleConfigurationRequest { BucketName = bucket, Configuration = new LifecycleConfiguration { Rules = rules } }));
    }

    async Task<S3SetupStep> Step<T>(string what, Func<Task<T>> request) where T : AmazonWebServiceResponse
    {
        try
        {
            await faults.Ask(request, default, expects: IsUnknown);
            return new S3SetupStep(what, null);
        }
        catch (AmazonS3Exception unknown) when (IsUnknown(unknown))
        {
            return new S3SetupStep(what, $"this server does not know it ({unknown.ErrorCode})");
        }
    }

    static LifecycleRule Rule(string name, string prefix, TimeSpan after) => new()
    {
        Id = name,
        Status = LifecycleRuleStatus.Enabled,
        Filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = prefix } },
        AbortIncompleteMultipartUpload = new LifecycleRuleAbortIncompleteMultipartUpload { DaysAfterInitiation = DaysAfter(after) },
        Expiration = prefix.Length == 0 ? null : new LifecycleRuleExpiration { Days = DaysAfter(after) },
    };

    ServerSideEncryptionRule Encryption() => options.KmsKey is { } key
        ? new() { BucketKeyEnabled = true, ServerSideEncryptionByDefault = new() { ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS, ServerSideEncryptionKeyManagementServiceKeyId = key } }
        : new() { ServerSideEncryptionByDefault = new() { ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AES256 } };

    /// <summary>A day more than the server itself waits, so that it is the one that forgets, with its rows.</summary>
    static int DaysAfter(TimeSpan time) => (int)Math.Ceiling(time.TotalDays) + 1;

    static bool IsForbidden(AmazonS3Exception e) => e.StatusCode == HttpStatusCode.Forbidden;

    /// <summary>AWS knows them all.</summary>
    bool IsUnknown(AmazonS3Exception e) => options.Endpoint is not null &&
        (e.StatusCode is HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed || e.ErrorCode is "InvalidArgument" or "MalformedXML" or "InvalidRequest");
}
