using System.Net;
using System.Text.Json;
using Amazon.S3.Util;

namespace PhotoShare.Media;

/// <summary>What S3 says when an object was created (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).</summary>
public static class BlobEvent
{
    /// <summary>The blob that an event is about. Throws <see cref="ArgumentException"/> for anything but an event with one record, which is how S3 writes them.</summary>
    /// <param name="bucket">The only one that it may be from; <c>null</c> where blobs are files.</param>
    public static string KeyOf(string json, string? bucket)
    {
        // The parser answers nonsense with no records.
        var records = Parse(json)?.Records;
        if (records is not [{ S3.Object.Key: { Length: > 0 } key }])
            throw new ArgumentException($"An S3 event with exactly one record is expected; this one has {records?.Count ?? 0} that can be read.", nameof(json));
        if (bucket is not null && records[0].S3.Bucket?.Name != bucket)
            throw new ArgumentException($"The event is from the bucket {records[0].S3.Bucket?.Name}; those of {bucket} alone are listened to.", nameof(json));
        return WebUtility.UrlDecode(key);
    }

    static S3EventNotification? Parse(string json)
    {
        try
        {
            return S3EventNotification.ParseJson(json);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"An S3 event is expected; this is no JSON: {e.Message}", nameof(json), e);
        }
    }
}
