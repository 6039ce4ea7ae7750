using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Images of the server. A tag says for ever the same image, so that what was tested is what runs.</summary>
public sealed class ImageRepository : Construct
{
    const int Kept = 30;

    internal ImageRepository(Construct scope, Names names, IKey key) : base(scope, "Images")
    {
        Repository = new Repository(this, "Repository", new RepositoryProps
        {
            RepositoryName = names.Repository,
            ImageScanOnPush = true,
            ImageTagMutability = TagMutability.IMMUTABLE,
            Encryption = RepositoryEncryption.KMS,
            EncryptionKey = key,
            LifecycleRules = [new LifecycleRule { Description = "The last ones, to go back to", MaxImageCount = Kept }],
            RemovalPolicy = RemovalPolicy.RETAIN,
        });
        _ = new CfnOutput(scope, "RepositoryUri", new CfnOutputProps { Value = Repository.RepositoryUri, Description = "Where images of the server are pushed" });
    }

    public Repository Repository { get; }

    public string Uri(string tag) => Repository.RepositoryUriForTag(tag);
}
