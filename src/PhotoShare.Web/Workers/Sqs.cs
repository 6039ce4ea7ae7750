using Amazon.Runtime;
using Amazon.SQS;

namespace PhotoShare.Web;

/// <summary>Amazon SQS, or what speaks the same at the address of the queues.</summary>
static class Sqs
{
    const string UsualRegion = "us-east-1";

    /// <summary>A client for the server that <paramref name="queue"/> lies on, with the store's credentials or those that the AWS environment gives.</summary>
    public static AmazonSQSClient Open(Uri queue, StoreSettings store)
    {
        var config = new AmazonSQSConfig { ServiceURL = queue.GetLeftPart(UriPartial.Authority), AuthenticationRegion = RegionOf(queue, store) };
        return store is { AccessKey.Length: > 0, SecretKey: { } secret }
            ? new AmazonSQSClient(new BasicAWSCredentials(store.AccessKey, secret), config)
            : new AmazonSQSClient(config);
    }

    /// <summary><c>https://sqs.eu-central-1.amazonaws.com/…</c> says it; another server's address does not.</summary>
    static string RegionOf(Uri queue, StoreSettings store) => queue.Host.Split('.') switch
    {
        ["sqs", var region, "amazonaws", ..] => region,
        _ when store.Region is { Length: > 0 } region => region,
        _ => FallbackRegionFactory.GetRegionEndpoint()?.SystemName ?? UsualRegion,
    };
}
