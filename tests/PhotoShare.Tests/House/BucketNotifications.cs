using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace PhotoShare.Tests;

/// <summary>Has a bucket tell an address of new originals, as one on AWS tells the Lambda function.</summary>
static class BucketNotifications
{
    /// <summary>From now on the server POSTs S3's event (JSON) to <paramref name="webhook"/> for each object that is created under <c>originals/</c>.</summary>
    public static async Task NotifyOfOriginals(this RadosGateway server, string bucket, Uri webhook)
    {
        await server.CreateTopic(bucket, webhook);
        using var owner = server.ClientOf("owner");
        await owner.PutBucketNotificationAsync(new PutBucketNotificationRequest
        {
            BucketName = bucket,
            TopicConfigurations =
            [
                new TopicConfiguration
                {
                    Id = "originals",
                    Topic = $"arn:aws:sns:default::{bucket}",
                    Events = [EventType.ObjectCreatedAll],
                    Filter = new Filter { S3KeyFilter = new S3KeyFilter { FilterRules = [new FilterRule("prefix", "originals/")] } },
                },
            ],
        });
    }

    /// <summary>The one request here that is not S3's but SNS's (https://docs.ceph.com/en/pacific/radosgw/notifications), signed by its headers.</summary>
    static async Task CreateTopic(this RadosGateway server, string name, Uri webhook)
    {
        var body = $"Action=CreateTopic&Name={name}&Attributes.entry.1.key=push-endpoint&Attributes.entry.1.value={Uri.EscapeDataString(webhook.ToString())}";
        var time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/us-east-1/sns/aws4_request";
        const string SignedHeaders = "host;x-amz-date";
        var canonical = $"POST\n/\n\nhost:{server.Address.Authority}\nx-amz-date:{time}\n\n{SignedHeaders}\n{Hash(body)}";
        var key = new[] { time[..8], "us-east-1", "sns", "aws4_request", $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hash(canonical)}" }
            .Aggregate("AWS4owner-secret"u8.ToArray(), (key, text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Address) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add("x-amz-date", time);
        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256", $"Credential=owner/{scope}, SignedHeaders={SignedHeaders}, Signature={Convert.ToHexStringLower(key)}");
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
