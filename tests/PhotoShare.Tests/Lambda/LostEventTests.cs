using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>An event that never reached the Lambda, or whose answer never came: the store announces the photo again, and in the end its owner is told.</summary>
[Collection(LambdaCollection.Name)]
[Trait("Kind", "Real")]
public sealed class LostEventTests(LambdaHouse house) : IDisposable
{
    public void Dispose() => house.Lambda.Loses = _ => false;

    [Fact]
    public async Task A_lost_event_is_sent_again_and_the_photo_is_ready()
    {
        var lost = new List<string>();
        house.Lambda.Loses = key =>
        {
            lost.Add(key);
            return lost.Count == 1;
        };
        var photoId = await house.Ann.Upload("gray.jpg");
        await Eventually.Becomes(() => Task.FromResult(lost.Count), count => count == 1, "the event is lost");
        var lease = await house.Database(db => db.Photos.Where(p => p.Id == photoId).Select(p => p.LeaseUntil).SingleAsync());
        Assert.InRange(lease!.Value - DateTime.UtcNow, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));

        await LetTimePass(photoId);

        var ready = await house.Ann.Processed(photoId);
        Assert.Equal((PhotoStatus.Ready, 2, 2), (ready.Status, ready.Attempts, lost.Count));
    }

    [Fact]
    public async Task Events_that_are_always_lost_fail_the_photo_after_the_last_attempt()
    {
        var lost = 0;
        house.Lambda.Loses = _ => ++lost > 0;
        var photoId = await house.Bob.Upload("gray.jpg");

        await Eventually.Becomes(
            async () =>
            {
                await LetTimePass(photoId);
                return (await house.Bob.LookAt(Belongings.PhotoId(photoId)))["photo.status"];
            },
            status => status == "FAILED", "the photo is given up");

        Assert.Equal(3, lost);
        var failed = await house.Bob.LookAt(Belongings.PhotoId(photoId));
        Assert.Equal("INTERNAL", failed["photo.failure.code"]);
        Assert.Equal(1, await house.Database(db => db.NotificationCauses.CountAsync(c => c.PhotoId == photoId && c.Kind == NotificationKind.PhotoFailed)));
    }

    [Fact]
    public async Task A_photo_whose_file_is_gone_fails_at_once()
    {
        house.Lambda.Loses = _ => true;
        var photoId = await house.Ann.Upload("gray.jpg");
        using (var owner = (await RadosGateway.Running).ClientOf("owner"))
            await owner.DeleteObjectAsync(house.BucketName, Media.BlobKeys.Original(photoId));

        await LetTimePass(photoId);

        Assert.Equal(PhotoStatus.Failed, (await house.Ann.Processed(photoId)).Status);
    }

    /// <summary>As if what the Lambda may take to answer were over.</summary>
    Task LetTimePass(Guid photoId) => house.Database(db => db.Photos.Where(p => p.Id == photoId && p.Status == PhotoStatus.Uploaded)
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.LeaseUntil, DateTime.UtcNow - TimeSpan.FromSeconds(1))));
}
