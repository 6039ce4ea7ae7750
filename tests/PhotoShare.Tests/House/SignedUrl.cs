using System.Globalization;
using System.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What stands in an address that a blob store signed: our own words, or those of S3 where the house has a bucket.</summary>
static class SignedUrl
{
    /// <summary>The address with another value of one of its parameters.</summary>
    public static Uri With(Uri url, string ours, string s3, string value)
    {
        var (query, name) = (HttpUtility.ParseQueryString(url.Query), TestDatabase.IsPostgres ? s3 : ours);
        Assert.NotNull(query[name]);
        query[name] = value;
        return new UriBuilder(url) { Query = query.ToString() }.Uri;
    }

    /// <summary>How long it still holds.</summary>
    public static TimeSpan LifeOf(string url)
    {
        var query = HttpUtility.ParseQueryString(new Uri(url).Query);
        return (TestDatabase.IsPostgres
            ? DateTimeOffset.ParseExact(query["X-Amz-Date"]!, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).AddSeconds(int.Parse(query["X-Amz-Expires"]!, CultureInfo.InvariantCulture))
            : DateTimeOffset.FromUnixTimeSeconds(long.Parse(query["e"]!, CultureInfo.InvariantCulture))) - DateTimeOffset.UtcNow;
    }
}
