using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;

namespace PhotoShare.Media;

/// <summary>What speaks with the server, and what is known of it beforehand.</summary>
sealed record S3Connection(AmazonS3Client Client, AWSCredentials Credentials, string Region, S3Options Options)
{
    /// <summary>How long one request may wait for its answer. It is tried three times.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    const string UsualRegion = "us-east-1";

    public static S3Connection Open(S3Options options)
    {
        var config = new AmazonS3Config { Timeout = Patience, RetryMode = RequestRetryMode.Standard, MaxErrorRetry = 2 };
        var region = options.Region ?? (options.Endpoint is null ? FallbackRegionFactory.GetRegionEndpoint()?.SystemName : UsualRegion)
            ?? throw new BlobStoreException($"The region of the bucket {options.Bucket} is not known. Set PhotoShare:Store:Region.");
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = region;
            config.ForcePathStyle = true;
            // AWS's newer checksums are not everywhere understood.
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
            config.HttpClientFactory = new S3HttpClients(Patience);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        var credentials = CredentialsFor(options, config);
        return new S3Connection(new AmazonS3Client(credentials, config), credentials, region, options);
    }

    /// <summary>Of a bucket, as clients reach it.</summary>
    public Uri AddressOf(string bucket) =>
        (Options.PublicEndpoint ?? Options.Endpoint) is { } endpoint ? new Uri($"{endpoint.ToString().TrimEnd('/')}/{bucket}")
        // AWS's certificate covers one label before its own name.
        : bucket.Contains('.', StringComparison.Ordinal) ? new Uri($"https://s3.{Region}.amazonaws.com/{bucket}")
        : new Uri($"https://{bucket}.s3.{Region}.amazonaws.com");

    static AWSCredentials CredentialsFor(S3Options options, AmazonS3Config config)
    {
        if (options is { AccessKey: { } accessKey, SecretKey: { } secretKey })
            return new BasicAWSCredentials(accessKey, secretKey);
        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials(config);
        }
        catch (AmazonClientException none)
        {
            throw new BlobStoreException(new S3Faults(options.Bucket, options.Endpoint).Explain(none)!, none);
        }
    }
}
