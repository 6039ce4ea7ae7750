using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>From S3's event through the published function and SQS to a photo that is ready, or to an owner who knows why it is not.</summary>
[Collection(LambdaCollection.Name)]
[Trait("Kind", "Real")]
public sealed class LambdaTests(LambdaHouse house) : IDisposable
{
    public void Dispose()
    {
        house.Lambda.Meanwhile = (_, _) => { };
        house.Lambda.Send = (queue, record) => queue.Send(record);
        house.Lambda.Timeout = TimeSpan.FromSeconds(30);
    }

    [Theory]
    [InlineData("gray.jpg")]
    [InlineData("photo.heic")]
    public async Task A_photo_becomes_ready_by_the_published_function(string file)
    {
        var photoId = await house.Ann.UploadFile(file);
        var ready = await house.Ann.PhotoWhen(photoId, "READY");

        using var image = await house.Stranger.Http.GetAsync(new Uri(ready.List("photo.webp")[0]!["url"]!.ToString()));
        Assert.Equal((HttpStatusCode.OK, "image/webp"), (image.StatusCode, image.Content.Headers.ContentType?.MediaType));
        await Emptied(house.Results);
    }

    [Fact]
    public async Task A_photo_that_is_none_fails_with_its_reason()
    {
        var failed = await house.Ann.PhotoWhen(await house.Ann.UploadFile("truncated.jpg"), "FAILED");

        Assert.Equal("CORRUPT", failed["photo.failure.code"]);
    }

    [Fact]
    public async Task An_upload_in_parts_that_go_to_the_bucket_becomes_ready_too()
    {
        var ticket = await Ticket.For(house.Ann, await File.ReadAllBytesAsync(Repository.Photo("camera.jpg")));
        for (var i = 0; i < ticket.Parts.Count; i++) Assert.Equal(HttpStatusCode.OK, await ticket.Send(i));

        (await ticket.Complete()).ShouldSucceed();
        await house.Ann.PhotoWhen(ticket.PhotoId, "READY");
    }

    [Fact]
    public async Task An_answer_that_comes_many_times_makes_one_photo_and_one_notification()
    {
        house.Lambda.Send = (queue, record) => Enumerable.Repeat(record, 5).ToList().ForEach(queue.Send);

        var photoId = await house.Bob.Upload("gray.jpg");

        Assert.Equal(PhotoStatus.Ready, (await house.Bob.Processed(photoId)).Status);
        await Emptied(house.Results);
        Assert.Equal([NotificationKind.PhotoReady], await Told(photoId));
    }

    [Fact]
    public async Task An_answer_that_comes_before_the_upload_is_complete_waits_for_it()
    {
        var ticket = await Ticket.For(house.Ann, await File.ReadAllBytesAsync(Repository.Photo("gray.jpg")));
        Assert.Equal(HttpStatusCode.OK, await ticket.Send(0));
        var uploadId = await house.Database(db => db.Photos.Where(p => p.Id == ticket.Key).Select(p => p.UploadId).SingleAsync());
        // As when the server dies after it has joined the parts.
        using (var store = new S3BlobStore((await RadosGateway.Running).OptionsOf("app", house.BucketName), TimeProvider.System))
            await store.FinishUpload(BlobKeys.Original(ticket.Key), uploadId!, default);
        await Eventually.Becomes(() => Task.FromResult(house.Results.Count), count => count > 0, "the answer is there");

        (await ticket.Complete()).ShouldSucceed();

        await house.Ann.PhotoWhen(ticket.PhotoId, "READY");
    }

    [Fact]
    public async Task An_answer_about_other_bytes_than_the_photos_is_not_taken()
    {
        string? real = null;
        house.Lambda.Send = (queue, record) =>
        {
            real = record;
            var stale = JsonNode.Parse(record)!;
            stale["responsePayload"]!["sha256"] = new string('0', 64);
            queue.Send(stale.ToJsonString());
        };
        var photoId = await house.Ann.UploadFile("gray.jpg");
        await Eventually.Becomes(() => Task.FromResult(real), record => record is not null, "the function has answered");
        await Seen("ChangeMessageVisibilityBatch");
        Assert.Equal("PROCESSING", (await house.Ann.LookAt(photoId))["photo.status"]);

        house.Results.Send(real!);

        await house.Ann.PhotoWhen(photoId, "READY");
    }

    [Fact]
    public async Task A_function_that_dies_once_is_asked_again()
    {
        var times = 0;
        house.Lambda.Meanwhile = (program, _) =>
        {
            if (times++ == 0) program.Kill();
        };

        await house.Ann.PhotoWhen(await house.Ann.UploadFile("gray.jpg"), "READY");

        Assert.Equal(2, times);
    }

    [Theory]
    [InlineData("KILL", "TOO_LARGE")]
    [InlineData("ABRT", "INTERNAL")]
    [InlineData("STOP", "TIMED_OUT")]
    public async Task A_function_that_always_dies_or_hangs_fails_the_photo_and_its_owner_is_told(string signal, string code)
    {
        house.Lambda.Timeout = TimeSpan.FromSeconds(signal == "STOP" ? 1 : 30);
        house.Lambda.Meanwhile = (program, _) =>
        {
            using var kill = Process.Start("kill", [$"-{signal}", $"{program.Id}"]);
        };

        var photoId = await house.Carol.Upload("gray.jpg");

        var failed = await house.Carol.PhotoWhen(Belongings.PhotoId(photoId), "FAILED");
        Assert.Equal(code, failed["photo.failure.code"]);
        Assert.Matches("^The photo .*[.]$", failed["photo.failure.message"]);
        Assert.Equal([NotificationKind.PhotoFailed], await Told(photoId));
        await Emptied(house.Failures);
    }

    [Fact]
    public async Task A_photo_that_was_deleted_meanwhile_leaves_nothing()
    {
        Guid? photoId = null;
        house.Lambda.Send = (queue, record) =>
        {
            house.Use<Photos>(photos => photos.Delete(house.Ann.Viewer, photoId!.Value, default)).GetAwaiter().GetResult();
            queue.Send(record);
        };

        photoId = await house.Ann.Upload("gray.jpg");

        await Eventually.Becomes(() => house.Database(db => db.Photos.AnyAsync(p => p.Id == photoId)), there => !there, "the photo is deleted");
        await Emptied(house.Results);
        await house.Use<BlobSweeper>(sweeper => sweeper.Sweep(default));
        Assert.DoesNotContain(await (await RadosGateway.Running).KeysIn(house.BucketName), key => key.Contains($"{photoId:n}", StringComparison.Ordinal));
    }

    [Fact]
    public void This_server_starts_no_process_of_the_function()
    {
        var own = Process.GetProcesses().Where(process => HasBucket(process) && process.ProcessName != "bootstrap").Select(process => process.ProcessName);

        Assert.Empty(own);
    }

    bool HasBucket(Process process)
    {
        try
        {
            return process.Id != Environment.ProcessId && File.ReadAllText($"/proc/{process.Id}/environ").Contains(house.BucketName, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It ended while we looked, or is another's.
        }
    }

    static Task Emptied(SqsQueue queue) => Eventually.Becomes(() => Task.FromResult(queue.Count), count => count == 0, "the queue is empty");

    Task Seen(string action) => Eventually.Becomes(() => Task.FromResult(house.Sqs.Actions.Contains(action)), seen => seen, $"there was a {action}");

    Task<List<NotificationKind>> Told(Guid photoId) => house.Database(db => db.NotificationCauses.Where(c => c.PhotoId == photoId).Select(c => c.Kind).ToListAsync());
}
