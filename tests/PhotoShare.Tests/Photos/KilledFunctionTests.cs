using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The image function dies in the middle of a photo: another takes it up, and it is processed once.</summary>
public sealed class KilledFunctionTests(KilledFunctionTests.OneWorker house) : IClassFixture<KilledFunctionTests.OneWorker>
{
    public sealed class OneWorker : House
    {
        protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:Processing:Workers"] = "1" };
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
        var renditions = Directory.GetFiles(Path.Combine(house.DataDirectory, "blobs"), "*", SearchOption.AllDirectories).Count(file => file.Contains($"{photoId:n}/", StringComparison.Ordinal));
        Assert.Equal(ready.Renditions.Count, renditions);
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
            return File.ReadAllText($"/proc/{process.Id}/environ").Contains($"PHOTOSHARE_BLOBS={house.DataDirectory}", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // It ended while we looked.
        }
    }
}
