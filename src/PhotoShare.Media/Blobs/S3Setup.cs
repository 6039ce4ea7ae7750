using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace PhotoShare.Media;

/// <summary>One thing that was set up.</summary>
/// <param name="Left">Why it was left as it is; <c>null</c> when it is done.</param>
public sealed record S3SetupStep(string What, string? Left);

/// <summary>
/// Makes the bucket and its rules, with the credentials of its owner. Doing it again changes nothing. A server other than AWS may not know
/// all of them; what it leaves out is said, and nothing of it is needed for privacy: no blob is public unless somebody makes it so.
/// </summary>
public sealed class S3Setup : IDisposable
{
    readonly S3Options options;
    readonly S3Faults faults;
    readonly AmazonS3Client client;

    public S3Setup(S3Options options)
    {
        this.options = options;
        faults = new S3Faults(options);
        client = S3Connection.Open(options, faults).Client;
    }

    /// <param name="site">The origin of the pages that send and show photos; <c>null</c> for any, since a signed URL is the whole permission.</param>
    /// <param name="uploads">How long an upload may take.</param>
    /// <param name="exports">How long an export is kept.</param>
    public async IAsyncEnumerable<S3SetupStep> Run(Uri? site, TimeSpan uploads, TimeSpan exports)
    {
        yield return new S3SetupStep($"The bucket {options.Bucket}", await Create() ? null : "it was there already");
        yield return await Step("Objects belong to the bucket's owner, and there are no other access lists", () => client.PutBucketOwnershipControlsAsync(new PutBucketOwnershipControlsRequest
        {
            BucketName = options.Bucket,
            OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ObjectOwnership.BucketOwnerEnforced }] },
        }));
        yield return await BlockPublicAccess();
        yield return await Step(site is null ? "Pages of any site may use signed addresses" : $"Pages of {site.GetLeftPart(UriPartial.Authority)} may use signed addresses", () => client.PutCORSConfigurationAsync(new PutCORSConfigurationRequest
        {
            BucketName = options.Bucket,
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
        yield return await Step($"Abandoned uploads go after {DaysAfter(uploads)} days, exports after {DaysAfter(exports)}", () => client.PutLifecycleConfigurationAsync(new PutLifecycleConfigurationRequest
        {
            BucketName = options.Bucket,
            Configuration = new LifecycleConfiguration { Rules = [Rule("abandoned-uploads", "", uploads), Rule("old-exports", "exports/", exports)] },
        }));
        yield return await Step(options.KmsKey is null ? "New objects are encrypted with S3's own key" : $"New objects are encrypted with the KMS key {options.KmsKey}", () => client.PutBucketEncryptionAsync(new PutBucketEncryptionRequest
        {
            BucketName = options.Bucket,
            ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration { ServerSideEncryptionRules = [Encryption()] },
        }));
    }

    public void Dispose() => client.Dispose();

    async Task<bool> Create()
    {
        try
        {
            await faults.Ask(() => client.HeadBucketAsync(new HeadBucketRequest { BucketName = options.Bucket }), default, expects: e => e.StatusCode == HttpStatusCode.NotFound);
            return false;
        }
        catch (AmazonS3Exception none) when (none.StatusCode == HttpStatusCode.NotFound)
        {
            await faults.Ask(() => client.PutBucketAsync(new PutBucketRequest { BucketName = options.Bucket, UseClientRegion = true }), default);
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
        BucketName = options.Bucket,
        PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration { BlockPublicAcls = lists, BlockPublicPolicy = policies, IgnorePublicAcls = true, RestrictPublicBuckets = true },
    });

    async Task<bool> CanWrite()
    {
        const string Probe = "health/setup";
        try
        {
            using var nothing = new MemoryStream();
            await faults.Ask(() => client.PutObjectAsync(new PutObjectRequest { BucketName = options.Bucket, Key = Probe, InputStream = nothing, UseChunkEncoding = false }), default, expects: IsForbidden);
            await faults.Ask(() => client.DeleteObjectAsync(options.Bucket, Probe), default);
            return true;
        }
        catch (AmazonS3Exception forbidden) when (IsForbidden(forbidden))
        {
            return false;
        }
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
