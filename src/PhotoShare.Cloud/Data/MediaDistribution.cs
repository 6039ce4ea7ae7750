using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Renditions by CloudFront, near to who looks. It reads the bucket by its own signature and shows nothing without one of ours.</summary>
public sealed class MediaDistribution : Construct
{
    /// <summary>AWS's own policies, by the ids they have everywhere: CachingOptimized and CORS-S3Origin.</summary>
    const string Caching = "658327ea-f89d-4fab-a63d-7e88639e58f6", Cors = "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf";

    const string Origin = "renditions";

    internal MediaDistribution(Construct scope, CloudParameters parameters, Names names, BucketStore buckets) : base(scope, "Media")
    {
        var access = new CfnOriginAccessControl(this, "Access", new CfnOriginAccessControlProps
        {
            OriginAccessControlConfig = new CfnOriginAccessControl.OriginAccessControlConfigProperty { Name = $"{names.Name}-renditions", OriginAccessControlOriginType = "s3", SigningBehavior = "always", SigningProtocol = "sigv4" },
        });
        PublicKey = new CfnPublicKey(this, "PublicKey", new CfnPublicKeyProps
        {
            PublicKeyConfig = new CfnPublicKey.PublicKeyConfigProperty { Name = $"{names.Name}-media", CallerReference = $"{names.Name}-media", EncodedKey = parameters.MediaPublicKey! },
        });
        var group = new CfnKeyGroup(this, "KeyGroup", new CfnKeyGroupProps
        {
            KeyGroupConfig = new CfnKeyGroup.KeyGroupConfigProperty { Name = $"{names.Name}-media", Items = [PublicKey.Ref] },
        });
        var headers = new CfnResponseHeadersPolicy(this, "Headers", new CfnResponseHeadersPolicyProps { ResponseHeadersPolicyConfig = Headers(names) });
        Distribution = new CfnDistribution(this, "Distribution", new CfnDistributionProps { DistributionConfig = Configuration(parameters, buckets, access, group, headers) });
        Distribution.Accept("AwsSolutions-CFR1", "People see their photos wherever they are.");
        Distribution.Accept("AwsSolutions-CFR2", "It serves files to who has a signed address, and passes on no body and no query; there is nothing for a firewall to look at.");
        Distribution.Accept("AwsSolutions-CFR3", "Its lines would hold signed addresses of private photos, and access lists on the log bucket, which has none.");
        buckets.Renditions.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "CloudFrontReadsRenditions",
            Principals = [new ServicePrincipal("cloudfront.amazonaws.com")],
            Actions = ["s3:GetObject"],
            Resources = [buckets.Renditions.ArnForObjects("renditions/*")],
            Conditions = new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceArn"] = $"arn:{Aws.PARTITION}:cloudfront::{Aws.ACCOUNT_ID}:distribution/{Distribution.Ref}" } },
        }));
        _ = new CfnOutput(scope, "MediaTarget", new CfnOutputProps { Value = Distribution.AttrDomainName, Description = $"Where the DNS name {parameters.MediaDomain} points" });
        Domain = parameters.MediaDomain!;
    }

    public CfnDistribution Distribution { get; }
    public CfnPublicKey PublicKey { get; }
    public string Domain { get; }

    /// <summary>What the server asks of S3 for each address: the browser of who may see it keeps it, and nobody between.</summary>
    static CfnResponseHeadersPolicy.ResponseHeadersPolicyConfigProperty Headers(Names names) => new()
    {
        Name = $"{names.Name}-media",
        CustomHeadersConfig = new CfnResponseHeadersPolicy.CustomHeadersConfigProperty
        {
            Items = new object[] { new CfnResponseHeadersPolicy.CustomHeaderProperty { Header = "Cache-Control", Value = "private, max-age=3600, immutable", Override = true } },
        },
        SecurityHeadersConfig = new CfnResponseHeadersPolicy.SecurityHeadersConfigProperty
        {
            ContentTypeOptions = new CfnResponseHeadersPolicy.ContentTypeOptionsProperty { Override = true },
            StrictTransportSecurity = new CfnResponseHeadersPolicy.StrictTransportSecurityProperty { AccessControlMaxAgeSec = 31_536_000, Override = true },
        },
    };

    static CfnDistribution.DistributionConfigProperty Configuration(CloudParameters parameters, BucketStore buckets, CfnOriginAccessControl access, CfnKeyGroup group, CfnResponseHeadersPolicy headers) => new()
    {
        Enabled = true,
        Comment = "PhotoShare: renditions",
        Aliases = [parameters.MediaDomain!],
        HttpVersion = "http2and3",
        Ipv6Enabled = true,
        PriceClass = "PriceClass_100",
        ViewerCertificate = new CfnDistribution.ViewerCertificateProperty { AcmCertificateArn = parameters.MediaCertificateArn, MinimumProtocolVersion = "TLSv1.2_2021", SslSupportMethod = "sni-only" },
        Origins = new object[]
        {
            new CfnDistribution.OriginProperty
            {
                Id = Origin,
                DomainName = buckets.Renditions.BucketRegionalDomainName,
                OriginAccessControlId = access.AttrId,
                // Must be there, and empty, beside origin access control.
                S3OriginConfig = new CfnDistribution.S3OriginConfigProperty { OriginAccessIdentity = "" },
            },
        },
        DefaultCacheBehavior = new CfnDistribution.DefaultCacheBehaviorProperty
        {
            TargetOriginId = Origin,
            ViewerProtocolPolicy = "https-only",
            AllowedMethods = ["GET", "HEAD", "OPTIONS"],
            CachedMethods = ["GET", "HEAD", "OPTIONS"],
            Compress = false,
            CachePolicyId = Caching,
            OriginRequestPolicyId = Cors,
            ResponseHeadersPolicyId = headers.Ref,
            TrustedKeyGroups = [group.Ref],
        },
    };
}
