using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;

namespace PhotoShare.Media;

/// <summary>What can be wrong with a bucket, in words that say what to do.</summary>
sealed class S3Faults(string bucket, Uri? endpoint)
{
    readonly string place = $"the bucket {bucket} at {endpoint?.ToString().TrimEnd('/') ?? "AWS"}";

    /// <summary>Runs one request. What the store answers to it in vain, or not at all, becomes a <see cref="BlobStoreException"/>; a refusal that the caller <paramref name="expects"/> stays as it is.</summary>
    /// <param name="operation">What the faults are counted by.</param>
    public async Task<T> Ask<T>(Func<Task<T>> request, CancellationToken ct, Func<AmazonS3Exception, bool>? expects = null, [CallerMemberName] string operation = "")
    {
        try
        {
            return await request();
        }
        catch (Exception e) when (!ct.IsCancellationRequested && !(e is AmazonS3Exception answer && expects?.Invoke(answer) == true) && Explain(e) is { } words)
        {
            FaultMetrics.CountStore(operation);
            throw new BlobStoreException(words, e);
        }
    }

    /// <summary><c>null</c> for what is no fault of the store's.</summary>
    public string? Explain(Exception e) => e switch
    {
        AmazonS3Exception answer => Explain(answer),
        AmazonClientException or HttpRequestException or IOException or OperationCanceledException or TimeoutException => e is AmazonClientException { InnerException: null }
            ? $"There are no credentials for {place}: {e.Message} Set PhotoShare:Store:AccessKey and PhotoShare:Store:SecretKey, or let the AWS environment give them."
            : $"There is no answer from {place}: {e.GetBaseException().Message.TrimEnd('.')}. Check PhotoShare:Store:Endpoint and the network.",
        _ => null,
    };

    string Explain(AmazonS3Exception answer) => answer.ErrorCode switch
    {
        "NoSuchBucket" => $"There is no such thing as {place}. Make it: photoshare store setup",
        "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" => $"The credentials for {place} have expired ({answer.ErrorCode}). Renew them.",
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" => $"The credentials for {place} are not right ({answer.ErrorCode}). Set PhotoShare:Store:AccessKey and PhotoShare:Store:SecretKey, or let the AWS environment give them.",
        "RequestTimeTooSkewed" => $"The clock of this machine is too far from that of {place}. Set it right, best by NTP.",
        "QuotaExceeded" or "InsufficientStorage" or "XMinioStorageFull" => $"There is no room left in {place}. Make some, or raise its quota.",
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" => $"{char.ToUpperInvariant(place[0])}{place[1..]} lies in another region ({answer.ErrorCode}). Set PhotoShare:Store:Region to it.",
        _ => answer.StatusCode switch
        {
            HttpStatusCode.Forbidden => $"The credentials do not let us use {place} ({answer.ErrorCode ?? "403"}). Compare their permissions with architecture/s3.",
            HttpStatusCode.InsufficientStorage => $"There is no room left in {place}. Make some, or raise its quota.",
            var status => $"{char.ToUpperInvariant(place[0])}{place[1..]} answered {(int)status} {answer.ErrorCode}: {answer.Message.TrimEnd('.')}.",
        },
    };
}
