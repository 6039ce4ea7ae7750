using Xunit;

namespace PhotoShare.Tests;

/// <summary>What is no photo, or a malicious one: it fails with words for a person, and harms nothing.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class HostileFileTests(House house)
{
    [Theory]
    [InlineData("text.jpg", "UNSUPPORTED_FORMAT")]
    [InlineData("svg.jpg", "UNSUPPORTED_FORMAT")]
    [InlineData("pdf.png", "UNSUPPORTED_FORMAT")]
    [InlineData("tiff.jpg", "UNSUPPORTED_FORMAT")]
    [InlineData("truncated.jpg", "CORRUPT")]
    [InlineData("bomb.png", "TOO_LARGE")]
    public async Task A_hostile_file_fails_with_its_reason_and_the_next_photo_is_fine(string file, string code)
    {
        var failed = await house.Ann.PhotoWhen(await house.Ann.UploadFile(file), "FAILED");

        Assert.Equal(code, failed["photo.failure.code"]);
        Assert.Matches("^[A-Z].*[.]$", failed["photo.failure.message"]);
        Assert.DoesNotMatch("(?i)vips|exception|libjpeg|loader|0x|/", failed["photo.failure.message"]);
        Assert.Empty(failed.List("photo.webp"));
        await house.Ann.PhotoWhen(await house.Ann.UploadFile("gray.jpg"), "READY");
    }

    [Fact]
    public async Task A_failed_photo_cannot_be_posted()
    {
        var photoId = await house.Ann.UploadFile("text.jpg");
        await house.Ann.PhotoWhen(photoId, "FAILED");

        (await house.Ann.Graph("mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } errors { ... on Error { code message path } } } }",
            new { input = new { photoIds = new[] { photoId } } })).ShouldBeRefused("PHOTO_FAILED", "photoIds.0");
    }

    [Fact]
    public async Task Its_owner_is_told_by_subscription_that_a_photo_is_ready_or_failed()
    {
        var person = await house.Somebody();
        await using var events = await EventStream.Open(person, "subscription { onPhotoProcessed { photo { id status failure { code } } } }");
        await using var others = await EventStream.Open(house.Bob, "subscription { onPhotoProcessed { photo { id } } }");
        // The stream says nothing when it stands: photos are sent until one is heard of.
        var heard = events.Next();
        string? last = null;
        while (!heard.IsCompleted)
        {
            last = await person.UploadFile("text.jpg");
            await Task.WhenAny((Task)heard, person.PhotoWhen(last, "FAILED"));
        }

        Assert.Equal(("FAILED", "UNSUPPORTED_FORMAT"), ((await heard)!["onPhotoProcessed.photo.status"], (await heard)!["onPhotoProcessed.photo.failure.code"]));
        var bobs = await house.Bob.UploadFile("gray.jpg");
        Assert.Equal(bobs, (await others.Next())!["onPhotoProcessed.photo.id"]);
    }
}
