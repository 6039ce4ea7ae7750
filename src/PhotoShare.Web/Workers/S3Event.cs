using System.Globalization;
using System.Text.Json;

namespace PhotoShare.Web;

/// <summary>
/// The event that S3 sends when an object was created, so that the function can't tell one box from AWS
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html, version 2.1).
/// </summary>
static class S3Event
{
    /// <summary>What a file is said to lie in.</summary>
    const string NoBucket = "photoshare";

    public static byte[] Created(Settings settings, string key, long size) => Created(Store.OptionsOf(settings)?.BucketOf(key) ?? NoBucket, key, size);

    static byte[] Created(string bucket, string key, long size) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Records = new[]
        {
            new
            {
                eventVersion = "2.1",
                eventSource = "aws:s3",
                awsRegion = "local",
                eventTime = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                eventName = "ObjectCreated:CompleteMultipartUpload",
                s3 = new
                {
                    s3SchemaVersion = "1.0",
                    configurationId = "originals",
                    bucket = new { name = bucket, arn = $"arn:aws:s3:::{bucket}" },
                    @object = new { key = UrlEncoded(key), size, eTag = "", sequencer = "0" },
                },
            },
        },
    });

    // S3 encodes all of a key but its slashes.
    static string UrlEncoded(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
}
