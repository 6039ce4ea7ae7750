using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

[Collection(NextDoorCollection.Name)]
public sealed class MediaUrlTests(House house)
{
    [Fact]
    public async Task A_public_photos_address_holds_for_a_day_or_two_and_anothers_for_minutes()
    {
        var person = await house.Somebody();
        var post = await person.AddQuickPost();
        var shown = await house.Stranger.Graph("query ($id: ID!) { post(id: $id) { photos { image(width: 320) { url } } } }", new { id = Belongings.PostId(post) });
        var hidden = await house.Ann.LookAt(Belongings.PhotoId(house.PrivatePhoto));

        Assert.InRange(SignedUrl.LifeOf(shown["post.photos.0.image.url"]!), TimeSpan.FromHours(23), TimeSpan.FromHours(49));
        Assert.InRange(SignedUrl.LifeOf(hidden["photo.webp.0.url"]!), TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(31));
        Assert.InRange(SignedUrl.LifeOf(hidden["photo.original.url"]!), TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(31));
    }

    [Theory]
    [InlineData("e", "X-Amz-Expires", "600000")]
    [InlineData("s", "X-Amz-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("s", "X-Amz-Signature", "")]
    public async Task A_changed_address_shows_nothing(string ours, string s3, string value)
    {
        var address = SignedUrl.With(new Uri((await house.Ann.LookAt(Belongings.PhotoId(house.PrivatePhoto)))["photo.webp.0.url"]!), ours, s3, value);
        using var answer = await house.Stranger.Http.GetAsync(address);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_address_of_one_blob_opens_no_other()
    {
        var photo = await house.Ann.LookAt(Belongings.PhotoId(house.PrivatePhoto));
        var (small, original) = (new Uri(photo["photo.webp.0.url"]!), new Uri(photo["photo.original.url"]!));
        using var answer = await house.Stranger.Http.GetAsync(new Uri(original.GetLeftPart(UriPartial.Path) + small.Query));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task An_address_shows_nothing_once_it_has_expired()
    {
        var rendition = (await house.Ann.Processed(house.PrivatePhoto)).Renditions[0];
        var address = house.Services.GetRequiredService<IBlobStore>().ReadUrl(rendition.Key, TimeSpan.FromSeconds(1));
        var expired = await Eventually.Becomes(() => house.Stranger.Http.GetAsync(address), answer => answer.StatusCode != HttpStatusCode.OK, "the address has expired");

        Assert.Equal(HttpStatusCode.Forbidden, expired.StatusCode);
        Assert.Contains(TestDatabase.IsPostgres ? "AccessDenied" : "has expired", await expired.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_original_is_kept_by_a_browser_and_never_shown_by_it()
    {
        var photo = await house.Ann.LookAt(Belongings.PhotoId(house.PrivatePhoto));
        using var answer = await house.Stranger.Http.GetAsync(new Uri(photo["photo.original.url"]!));

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("image/webp", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(".webp", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        if (!TestDatabase.IsPostgres) Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rendition_caches_and_answers_a_part_of_itself()
    {
        var address = new Uri((await house.Ann.LookAt(Belongings.PhotoId(house.PrivatePhoto)))["photo.webp.0.url"]!);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(0, 99) } };
        using var part = await house.Stranger.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.PartialContent, 100), (part.StatusCode, (await part.Content.ReadAsByteArrayAsync()).Length));
        Assert.True(part.Headers.CacheControl is { Private: true, MaxAge: { } age } && age > TimeSpan.FromMinutes(10));
    }
}
