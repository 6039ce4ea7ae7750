using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace PhotoShare.Media;

/// <summary>
/// Signs what one URL permits, by AWS Signature Version 4 in the query
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). AWS's own presigner takes no date, and a URL that is to
/// stay the same for a while needs one.
/// </summary>
/// <param name="address">Of the bucket, as the client reaches it.</param>
sealed class S3Presigner(Uri address, string region, AWSCredentials credentials)
{
    /// <summary>The longest that such a URL may hold.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(7);

    const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Permits one request from <paramref name="from"/> (UTC) on for <paramref name="lifetime"/>.</summary>
    /// <param name="key">Follows the grammar of <see cref="BlobKey"/>, so nothing in it needs escaping.</param>
    /// <param name="contentLength">The bytes that the request must bring, no more and no fewer; <c>null</c> for one without a body.</param>
    public Uri Sign(string method, string key, DateTime from, TimeSpan lifetime, long? contentLength, params IEnumerable<(string Name, string Value)> parameters)
    {
        var identity = credentials.GetCredentials();
        var (date, time) = (from.ToString("yyyyMMdd", CultureInfo.InvariantCulture), from.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        var scope = $"{date}/{region}/s3/aws4_request";
        var headers = contentLength is { } length ? $"content-length:{length.ToString(CultureInfo.InvariantCulture)}\nhost:{address.Authority}\n" : $"host:{address.Authority}\n";
        var signedHeaders = contentLength is null ? "host" : "content-length;host";
        var all = new SortedDictionary<string, string>(parameters.ToDictionary(p => p.Name, p => p.Value), StringComparer.Ordinal)
        {
            ["X-Amz-Algorithm"] = Algorithm,
            ["X-Amz-Credential"] = $"{identity.AccessKey}/{scope}",
            ["X-Amz-Date"] = time,
            ["X-Amz-Expires"] = ((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            ["X-Amz-SignedHeaders"] = signedHeaders,
        };
        if (identity.UseToken)
            all["X-Amz-Security-Token"] = identity.Token;

        var path = $"{address.AbsolutePath.TrimEnd('/')}/{key}";
        var query = string.Join('&', all.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
        var request = $"{method}\n{path}\n{query}\n{headers}\n{signedHeaders}\nUNSIGNED-PAYLOAD";
        var text = $"{Algorithm}\n{time}\n{scope}\n{Sha256.Hex(request)}";
        var signature = Convert.ToHexStringLower(Hmac(SigningKey(identity.SecretKey, date), text));
        return new Uri($"{address.GetLeftPart(UriPartial.Authority)}{path}?{query}&X-Amz-Signature={signature}");
    }

    byte[] SigningKey(string secret, string date) =>
        Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes($"AWS4{secret}"), date), region), "s3"), "aws4_request");

    static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
