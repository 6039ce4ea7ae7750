using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A restoration that was killed: nothing opens the half that is there, and it goes on where it was.</summary>
[Collection(BackupTests.Name)]
[Trait("Kind", "Slow")]
public sealed class ResumedRestoreTests(House house) : IDisposable
{
    readonly TemporaryFolder backups = new(), keys = new();

    [Fact]
    public async Task It_goes_on_where_it_was_and_no_server_opens_half_of_it()
    {
        string[] places = [backups.Path, "--keys", keys.Path];
        var backup = await house.Use<Backing, BackupResult>(backing => backing.Run(new FolderBackupPlace(backups.Path), new FolderBackupPlace(keys.Path), null, _ => { }, default));
        await using var site = await Site.For(house, house.KmsKey is null ? await File.ReadAllBytesAsync(Path.Combine(house.DataDirectory, "master.key")) : null);
        // It comes to its end at a file that is not there, with all before it written: as a plug that is pulled.
        var last = Directory.GetFiles(Path.Combine(backups.Path, "blobs"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        File.Move(last, backups.Path + ".away");
        var photoshare = site.Operator(house.KmsKey);
        Assert.Equal(1, (await photoshare.Run(["restore", .. places])).ExitCode);

        var server = await photoshare.Run("keys", "status");
        Assert.True(server.ExitCode == 1 && server.Error.Contains($"The backup {backup.Manifest.Id} is being put back here", StringComparison.Ordinal), $"{server}");
        File.Move(backups.Path + ".away", last);
        var restored = await photoshare.Run(["restore", .. places]);
        Assert.True(restored.ExitCode == 0, $"{restored}");
        Assert.DoesNotContain("ok    0 blobs written", restored.Output, StringComparison.Ordinal);
        Assert.Contains("were there from an attempt before", restored.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await photoshare.Run("audit", "verify")).ExitCode);
    }

    public void Dispose()
    {
        backups.Dispose();
        keys.Dispose();
    }
}
