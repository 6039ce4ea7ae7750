using System.Net;
using System.Security.Cryptography;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The ticket flow over real HTTP, with parts so small that one photo has several.</summary>
public sealed class UploadTests(UploadTests.SmallParts house) : IClassFixture<UploadTests.SmallParts>
{
    public sealed class SmallParts : House
    {
        internal const int PartSize = 16 * 1024;

        protected override Dictionary<string, string?> Settings => new(base.Settings)
        {
            ["PhotoShare:Uploads:PartSize"] = $"{PartSize}",
            ["PhotoShare:Uploads:MaxBytes"] = "1000000",
        };
    }

    static readonly byte[] Photo = File.ReadAllBytes(Repository.Photo("gray.jpg"));

    [Fact]
    public async Task A_photo_sent_in_parts_in_any_order_is_ready_a_moment_later()
    {
        var ticket = await Ticket.For(house.Ann, Photo);
        Assert.Equal((Photo.Length + SmallParts.PartSize - 1) / SmallParts.PartSize, ticket.Parts.Count);
        for (var i = ticket.Parts.Count - 1; i >= 0; i--) Ticket.ShouldBeTaken(await ticket.Send(i));
        Assert.Equal("PROCESSING", (await ticket.Complete()).ShouldSucceed()["completeUpload.photo.status"]);

        var ready = await house.Ann.PhotoWhen(ticket.PhotoId, "READY");
        Assert.Equal(800, ready.Number("photo.width"));
        using var original = await house.Stranger.Http.GetAsync(new Uri(ready["photo.original.url"]!));
        Assert.Equal(Photo, await original.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task An_interrupted_upload_resumes_with_the_parts_that_are_missing()
    {
        var first = await Ticket.For(house.Ann, Photo, clientMutationId: "resumed");
        await first.Send(1);
        (await first.Complete()).ShouldBeRefused("UPLOAD_INCOMPLETE");
        var second = await Ticket.For(house.Ann, Photo, clientMutationId: "resumed");

        Assert.Equal(first.PhotoId, second.PhotoId);
        Assert.Equal(second.Parts.Select((_, i) => i == 1), second.Parts.Select(part => (bool)part["received"]!));
        for (var i = 0; i < second.Parts.Count; i++)
            if (i != 1) await second.Send(i);
        (await second.Complete()).ShouldSucceed();
        await house.Ann.PhotoWhen(second.PhotoId, "READY");
    }

    [Fact]
    public async Task A_part_sent_twice_and_an_upload_completed_twice_are_one()
    {
        var ticket = await Ticket.For(house.Ann, Photo);
        await ticket.Send(0);
        await ticket.SendAll();
        var both = await Task.WhenAll(ticket.Complete(), ticket.Complete());
        Assert.All(both, answer => Assert.Equal(ticket.PhotoId, answer.ShouldSucceed()["completeUpload.photo.id"]));
        await house.Ann.PhotoWhen(ticket.PhotoId, "READY");

        Assert.Equal(1, await house.Database(db => Task.FromResult(db.Photos.Single(p => p.Id == ticket.Key).Attempts)));
        Assert.Equal("READY", (await ticket.Complete()).ShouldSucceed()["completeUpload.photo.status"]);
        Assert.Equal(HttpStatusCode.NotFound, await ticket.Send(0));
    }

    [Fact]
    public async Task Bytes_with_another_hash_are_refused_and_the_right_ones_can_follow()
    {
        var wrong = (byte[])Photo.Clone();
        wrong[5000] ^= 1;
        var ticket = await Ticket.For(house.Ann, wrong, sha256: Ticket.Hash(Photo), clientMutationId: "second try");
        await ticket.SendAll();
        (await ticket.Complete()).ShouldBeRefused("SHA256_MISMATCH", "sha256");

        var again = await Ticket.For(house.Ann, Photo, clientMutationId: "second try");
        Assert.Equal(ticket.PhotoId, again.PhotoId);
        await again.SendAll();
        (await again.Complete()).ShouldSucceed();
        await house.Ann.PhotoWhen(again.PhotoId, "READY");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(SmallParts.PartSize - 1)]
    [InlineData(SmallParts.PartSize + 1)]
    public async Task A_part_of_another_size_is_refused_and_not_kept(int size)
    {
        var ticket = await Ticket.For(house.Ann, Photo);

        var answer = await ticket.Send(0, new byte[size]);
        Assert.Equal(TestDatabase.IsPostgres ? HttpStatusCode.Forbidden : size > SmallParts.PartSize ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.BadRequest, answer);
        (await ticket.Complete()).ShouldBeRefused("UPLOAD_INCOMPLETE");
    }

    [Theory]
    [InlineData("part", "2", "partNumber", "2")]
    [InlineData("size", "99", "X-Amz-SignedHeaders", "host")]
    [InlineData("e", "99999", "X-Amz-Expires", "99999")]
    [InlineData("upload", "another", "uploadId", "another")]
    [InlineData("s", "0000", "X-Amz-Signature", "0000")]
    public async Task A_changed_address_permits_nothing(string ours, string value, string s3, string s3Value)
    {
        var ticket = await Ticket.For(house.Ann, Photo);

        Assert.Equal(HttpStatusCode.Forbidden, await ticket.Send(0, url: SignedUrl.With(new Uri(ticket.Url(0)), ours, s3, TestDatabase.IsPostgres ? s3Value : value).AbsoluteUri));
    }

    [Theory]
    [InlineData("photo.jpg", "image/jpeg", 1_000_001, "FILE_TOO_LARGE", "byteSize")]
    [InlineData("photo.jpg", "image/jpeg", 0, "EMPTY_FILE", "byteSize")]
    [InlineData("photo.jpg", "image/jpeg", -1, "EMPTY_FILE", "byteSize")]
    [InlineData("photo.svg", "image/svg+xml", 100, "UNSUPPORTED_MEDIA", "contentType")]
    [InlineData(" ", "image/jpeg", 100, "FILE_NAME", "fileName")]
    public async Task What_may_not_be_sent_is_refused_before_a_byte_is(string fileName, string contentType, int byteSize, string code, string path) =>
        (await Ticket.Announce(house.Ann, new { fileName, contentType, byteSize })).ShouldBeRefused(code, path);

    [Fact]
    public async Task An_upload_is_its_owners_alone_and_needs_an_account()
    {
        var ticket = await Ticket.For(house.Ann, Photo);
        await ticket.SendAll();

        (await ticket.Complete(house.Bob)).ShouldBeRefused("NOT_FOUND");
        (await ticket.Complete(house.Stranger)).ShouldBeRefused("UNAUTHENTICATED");
        (await ticket.Complete()).ShouldSucceed();
    }

    [Fact]
    public async Task A_photo_in_one_request_is_taken_and_one_that_is_too_large_leaves_nothing()
    {
        var answer = await house.Ann.UploadInOneRequest(Photo, "gray.jpg");
        await house.Ann.PhotoWhen(answer.ShouldSucceed()["uploadPhoto.photo.id"]!, "READY");

        var before = await house.Database(db => Task.FromResult(db.Photos.Count()));
        (await house.Ann.UploadInOneRequest(RandomNumberGenerator.GetBytes(1_000_001), "big.jpg")).ShouldBeRefused("FILE_TOO_LARGE");
        (await house.Ann.UploadInOneRequest([], "empty.jpg")).ShouldBeRefused("EMPTY_FILE");
        (await house.Stranger.UploadInOneRequest(Photo, "gray.jpg")).ShouldBeRefused("UNAUTHENTICATED");
        Assert.Equal(before, await house.Database(db => Task.FromResult(db.Photos.Count())));
    }

    [Fact]
    public async Task A_cancelled_upload_is_gone_and_its_addresses_with_it()
    {
        var ticket = await Ticket.For(house.Ann, Photo);
        await ticket.Send(0);
        (await house.Ann.Graph("mutation ($input: CancelUploadInput!) { cancelUpload(input: $input) { cancelledPhotoId errors { ... on Error { code message path } } } }",
            new { input = new { photoId = ticket.PhotoId } })).ShouldSucceed();

        Assert.Equal(HttpStatusCode.NotFound, await ticket.Send(1));
        (await ticket.Complete()).ShouldBeRefused("NOT_FOUND");
    }
}
