using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Addresses at a distribution, checked as CloudFront does: by the public key, over the policy that it builds anew from what is asked for.</summary>
public sealed class CloudFrontSignerTests : IDisposable
{
    const string Rendition = "renditions/0192f3c4a5b67c8d9e0f1a2b3c4d5e6f/1080.webp";

    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    readonly RSA key = RSA.Create(2048);
    readonly SettableTime time = new() { Now = new DateTimeOffset(2026, 11, 27, 6, 0, 0, TimeSpan.Zero) };
    readonly S3BlobStore store;

    public CloudFrontSignerTests() => store = new S3BlobStore(Options(key.ExportRSAPrivateKeyPem()), time);

    [Fact]
    public void CloudFront_accepts_the_address_of_a_rendition_for_one_to_two_windows()
    {
        var address = store.ReadUrl(Rendition, Day);

        Assert.StartsWith($"https://media.example.org/{Rendition}?", address.AbsoluteUri, StringComparison.Ordinal);
        Assert.True(Accepts(address, out var expires));
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero), expires);
    }

    [Fact]
    public void It_is_the_same_address_until_the_window_ends_so_that_browsers_keep_the_photo()
    {
        var first = store.ReadUrl(Rendition, Day);
        time.Now += TimeSpan.FromHours(17);
        using var other = new S3BlobStore(Options(key.ExportRSAPrivateKeyPem()), time);
        Assert.Equal(first, store.ReadUrl(Rendition, Day));
        Assert.Equal(first, other.ReadUrl(Rendition, Day));
        time.Now += TimeSpan.FromHours(1);
        Assert.NotEqual(first, store.ReadUrl(Rendition, Day));
    }

    [Fact]
    public void An_address_that_was_changed_is_not_accepted()
    {
        var address = store.ReadUrl(Rendition, Day).AbsoluteUri;
        Assert.False(Accepts(new Uri(address.Replace("1080", "2048", StringComparison.Ordinal)), out _));
        Assert.False(Accepts(new Uri(address.Replace("Expires=1", "Expires=2", StringComparison.Ordinal)), out _));
    }

    [Fact]
    public void Everything_but_renditions_is_read_from_its_bucket()
    {
        Assert.All(
            [store.ReadUrl("originals/0192f3c4a5b67c8d9e0f1a2b3c4d5e6f", Day), store.ReadUrl(Rendition, Day, saveAs: "photo.webp")],
            address => Assert.EndsWith(".amazonaws.com", address.Host, StringComparison.Ordinal));
        Assert.Contains(new Uri("https://media.example.org"), store.Origins);
    }

    [Fact]
    public void A_key_that_is_none_is_said_at_the_start() =>
        Assert.Contains("no RSA key in PEM", Assert.Throws<BlobStoreException>(() => new S3BlobStore(Options("a generated placeholder"), time)).Message, StringComparison.Ordinal);

    public void Dispose()
    {
        store.Dispose();
        key.Dispose();
    }

    static S3Options Options(string pem) => new(
        "photos", Region: "eu-central-1", AccessKey: "AKIAEXAMPLE", SecretKey: "secret", Distribution: new MediaDistribution(new Uri("https://media.example.org"), "K2JCJMDEHXQW5F", pem));

    bool Accepts(Uri address, out DateTimeOffset expires)
    {
        var query = address.Query[1..].Split('&').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        Assert.Equal("K2JCJMDEHXQW5F", query["Key-Pair-Id"]);
        expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(query["Expires"], System.Globalization.CultureInfo.InvariantCulture));
        var policy = new JsonObject
        {
            ["Statement"] = new JsonArray(new JsonObject
            {
                ["Resource"] = address.GetLeftPart(UriPartial.Path),
                ["Condition"] = new JsonObject { ["DateLessThan"] = new JsonObject { ["AWS:EpochTime"] = expires.ToUnixTimeSeconds() } },
            }),
        };
        var signature = Convert.FromBase64String(query["Signature"].Replace('-', '+').Replace('_', '=').Replace('~', '/'));
        return key.VerifyData(Encoding.UTF8.GetBytes(policy.ToJsonString()), signature, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
    }
}
