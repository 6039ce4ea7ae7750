using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Processes of the image function come and go: one that dies in the middle of a photo has a successor, and one that has nothing to do goes until it has.</summary>
public sealed class KilledFunctionTests(KilledFunctionTests.OneWorker house) : IClassFixture<KilledFunctionTests.OneWorker>
{
    public sealed class OneWorker : House
    {
        protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:Processing:Workers"] = "1", ["PhotoShare:Processing:KeepWarm"] = "00:00:01" };
    }

    [Fact]
    public async Task A_photo_whose_process_is_killed_is_ready_a_moment_later_and_processed_once()
    {
        var photoId = await house.Ann.Upload("camera.jpg");
        var claimed = await Eventually.Becomes(
            () => house.Database(db => db.Photos.AsNoTracking().SingleAsync(p => p.Id == photoId)), photo => photo.LeaseId is not null, "a worker has the photo");
        Assert.Equal(PhotoStatus.Uploaded, claimed.Status);
        await Kill();

        var ready = await house.Ann.Processed(photoId);
        Assert.Equal((PhotoStatus.Ready, 2), (ready.Status, ready.Attempts));
        foreach (var rendition in ready.Renditions)
            Assert.Equal(rendition.ByteSize, await house.Use<IBlobStore, long?>(blobs => blobs.Size(rendition.Key, default)));
        Assert.Equal(PhotoStatus.Ready, (await house.Ann.Processed(await house.Ann.Upload("gray.jpg"))).Status);
    }

    [Fact]
    public async Task A_process_without_a_photo_goes_and_comes_back_for_the_next()
    {
        await house.Ann.Processed(await house.Ann.Upload("gray.jpg"));
        await Eventually.Becomes(() => Task.FromResult(Functions().Count), running => running == 0, "the process is gone");

        using (var ready = await house.Stranger.Http.GetAsync("/health/ready")) Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(PhotoStatus.Ready, (await house.Ann.Processed(await house.Ann.Upload("gray.jpg"))).Status);
    }

    /// <summary>Kills the image function of this house: the child of ours whose blobs are this house's.</summary>
    async Task Kill()
    {
        var ours = await Eventually.Becomes(() => Task.FromResult(Functions()), found => found.Count > 0, "there is a process of the image function");
        foreach (var function in ours)
        {
            using (function) function.Kill();
        }
    }

    List<Process> Functions() => [.. Process.GetProcessesByName("dotnet").Concat(Process.GetProcessesByName("bootstrap")).Where(IsOurs)];

    bool IsOurs(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/environ").Contains(house.Store.TryGetValue("PhotoShare:Store:Bucket", out var bucket) ? $"PHOTOSHARE_BUCKET={bucket}" : $"PHOTOSHARE_BLOBS={house.DataDirectory}", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // It ended while we looked.
        }
    }
}
