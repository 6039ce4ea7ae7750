using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Media;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Backups that are interrupted, altered, thinned out, or to be put back where or by whom they can't be.</summary>
[Collection(Name)]
[Trait("Kind", "Slow")]
public sealed class BackupTests(House house) : IDisposable
{
    internal const string Name = "backups";

    readonly TemporaryFolder backups = new(), keys = new();

    OperatorProgram Photoshare => Site.OperatorOf(house);

    [Fact]
    public async Task An_interrupted_backup_goes_on_and_the_next_one_copies_nothing_twice()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Back(null, step =>
        {
            if (step is { Part: RecoveryPart.Blobs, Done: 9 }) stop.Cancel();
        }, stop.Token));
        var halfway = Files("blobs");
        var whole = await Back();
        var again = await Back();

        Assert.InRange(halfway.Count, 9, (int)whole.Manifest.Counts.Blobs - 1);
        Assert.Equal((whole.Manifest.Counts.Blobs - halfway.Count, 0), (whole.Copied, again.Copied));
        Assert.All(halfway, file => Assert.Equal(file.Value, Files("blobs")[file.Key]));
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(backups.Path, "backups")).Length);
        Assert.Empty(Directory.GetFiles(backups.Path, "part-*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_was_altered_or_taken_away_is_named_and_not_put_back()
    {
        var backup = await Back();
        var files = Files("blobs").Keys.Order(StringComparer.Ordinal).ToList();
        var (altered, missing) = (files.First(file => file.Contains("originals", StringComparison.Ordinal)), files.Last());
        await using (var file = new FileStream(altered, FileMode.Open))
        {
            file.Position = 100;
            var bit = (byte)(file.ReadByte() ^ 1);
            file.Position = 100;
            file.WriteByte(bit);
        }
        File.Delete(missing);

        var verified = await Photoshare.Run("backup", "verify", backups.Path, "--backup", backup.Manifest.Id);
        Assert.True(verified.ExitCode == 1, $"{verified}");
        Assert.Contains($"{NameOf(altered)} was altered", verified.Output, StringComparison.Ordinal);
        Assert.Contains($"{NameOf(missing)} is missing", verified.Output, StringComparison.Ordinal);
        Assert.Contains("2 are missing or altered", verified.Output, StringComparison.Ordinal);

        await using var site = await Elsewhere();
        ShouldBeRefused(await Restore(site), "is not what was written", "is missing in");
        Assert.False(File.Exists(Path.Combine(site.DataDirectory, "photoshare.db")));
        if (site.Database is { } database) Assert.Null(await Tables(database));
    }

    [Fact]
    public async Task A_manifest_that_was_forged_is_refused_as_are_another_instances_keys()
    {
        var backup = await Back();
        var manifest = Path.Combine(backups.Path, "backups", backup.Manifest.Id, "manifest.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace("\"people\":", "\"people\":9", StringComparison.Ordinal));

        await using var site = await Elsewhere();
        ShouldBeRefused(await Restore(site), "its manifest was altered");
        ShouldBeRefused(await Photoshare.Run("backup", backups.Path, "--keys", keys.Path), "forged");
    }

    [Fact]
    public async Task Only_an_empty_instance_takes_a_backup_and_only_with_its_master_key_and_keys()
    {
        await Back();
        await using var site = await Elsewhere();
        var without = await site.Operator(house.KmsKey).Run("restore", backups.Path);
        var together = await Photoshare.Run("backup", backups.Path, "--keys", Path.Combine(backups.Path, "keys"));
        var unkept = await Photoshare.Run("backup", backups.Path);

        Assert.True(without.ExitCode == 2 && without.Error.Contains("--keys", StringComparison.Ordinal), $"{without}");
        Assert.True(unkept.ExitCode == 2 && unkept.Error.Contains("--keys", StringComparison.Ordinal), $"{unkept}");
        ShouldBeRefused(together, "apart from the backup");
        ShouldBeRefused(await site.Operator(house.KmsKey).Run("restore", backups.Path, "--keys", site.DataDirectory), "no keys of people in");
        ShouldBeRefused(await Photoshare.Run("restore", backups.Path, "--keys", keys.Path), house.ConnectionString is null ? "There is a database already" : "is not empty");
        Assert.False(File.Exists(Path.Combine(house.DataDirectory, "restoring")), "A refusal must not keep a server that runs from its next start.");

        await using var foreign = await Site.For(house, new byte[32]);
        ShouldBeRefused(await foreign.Operator(null).Run("restore", backups.Path, "--keys", keys.Path), "The master key at hand does not open");
        await using var bare = await Site.For(house, null);
        ShouldBeRefused(await bare.Operator(null).Run("restore", backups.Path, "--keys", keys.Path), "There is no master.key");
    }

    [Fact]
    public async Task What_is_deleted_meanwhile_or_after_stays_deleted_and_old_bytes_go_with_old_backups()
    {
        var (leaver, late) = (await house.Somebody(), await house.Somebody());
        var (one, other, alone, lost) = (await house.Ann.AddPhoto(), await house.Ann.AddPhoto(), await house.Ann.AddPhoto(), await leaver.AddPhoto());
        var (pair, single) = (await house.Ann.AddPost("Two", one, other), await house.Ann.AddPost("One", alone));
        using var taken = new SemaphoreSlim(0);
        using var goOn = new ManualResetEventSlim();
        var backing = Task.Run(() => Back(null, step =>
        {
            if (step is not { Part: RecoveryPart.Database, Done: 1 }) return;
            taken.Release();
            goOn.Wait();
        }));
        try
        {
            await taken.WaitAsync(Eventually.Patience);
            await house.Use<Photos>(photos => photos.Delete(house.Ann.Viewer, other, default));
            await house.Use<Posts>(posts => posts.Delete(house.Ann.Viewer, single, default));
            await house.Use<AccountDeletion>(deletion => deletion.Ask(leaver.Viewer, Person.Password, "en", default));
            await house.Use<BlobSweeper>(sweeper => sweeper.Sweep(default));
        }
        finally
        {
            goOn.Set();
        }
        var first = await backing;
        Assert.Equal([other, alone, lost], first.Manifest.GonePhotos);
        await house.Use<AccountDeletion>(deletion => deletion.Ask(late.Viewer, Person.Password, "en", default));
        var keysThen = await File.ReadAllTextAsync(Path.Combine(keys.Path, "keys.ndjson"));
        var second = await Back();

        // Of who left after the first backup it has the rows, and nobody their key.
        Assert.Contains($"{{\"person\":\"{late.Viewer.Id}\",\"key\"", keysThen, StringComparison.Ordinal);
        Assert.DoesNotContain($"{late.Viewer.Id}\",\"key\"", await File.ReadAllTextAsync(Path.Combine(keys.Path, "keys.ndjson")), StringComparison.Ordinal);
        await using var site = await Elsewhere();
        var restored = await Restore(site, "--backup", first.Manifest.Id);
        Assert.True(restored.ExitCode == 0 && restored.Output.Contains("2 people left after the backup", StringComparison.Ordinal), $"{restored}");
        await using var app = await Program.Build(new ServerOptions(site.DataDirectory, Overrides: new Dictionary<string, string?>(site.Store) { ["PhotoShare:Database"] = site.Database, ["PhotoShare:KmsKey"] = house.KmsKey }));
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync())
        {
            Assert.Equal([one], await db.Photos.Where(p => p.PostId == pair).Select(p => p.Id).ToListAsync());
            Assert.False(await db.Posts.AnyAsync(p => p.Id == single));
            Assert.Equal(2, await db.Departures.CountAsync(d => d.UserId == late.Viewer.Id || d.UserId == leaver.Viewer.Id));
            Assert.False(await db.Users.VisibleTo(Viewer.Anonymous).AnyAsync(u => u.Id == late.Viewer.Id));
        }

        // The photo's bytes are in the first backup and in none that is kept.
        await house.Use<Photos>(photos => photos.Delete(house.Ann.Viewer, house.PrivatePhoto, default));
        await house.Use<BlobSweeper>(sweeper => sweeper.Sweep(default));
        var deleted = Path.Combine(backups.Path, "blobs", BlobKeys.Original(house.PrivatePhoto));
        Assert.True(File.Exists(deleted));
        var last = await Back(keep: 1);
        Assert.Equal([first.Manifest.Id, second.Manifest.Id], last.Removed);
        Assert.False(File.Exists(deleted));
        Assert.Equal(last.Manifest.Counts.Blobs, Files("blobs").Count);
        Assert.Equal(0, (await Photoshare.Run("backup", "verify", backups.Path)).ExitCode);
    }

    Task<BackupResult> Back(int? keep = null, Action<RecoveryStep>? progress = null, CancellationToken ct = default) => house.Use<Backing, BackupResult>(backing =>
        backing.Run(new FolderBackupPlace(backups.Path), new FolderBackupPlace(keys.Path), keep, progress ?? (_ => { }), ct));

    Task<CommandResult> Restore(Site site, params string[] more) => site.Operator(house.KmsKey).Run(["restore", backups.Path, "--keys", keys.Path, .. more]);

    async Task<Site> Elsewhere() => await Site.For(house, house.KmsKey is null ? await File.ReadAllBytesAsync(Path.Combine(house.DataDirectory, "master.key")) : null);

    /// <summary>By path, with when each was written.</summary>
    Dictionary<string, DateTime> Files(string below) => Directory.GetFiles(Path.Combine(backups.Path, below), "*", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);

    string NameOf(string path) => Path.GetRelativePath(backups.Path, path).Replace(Path.DirectorySeparatorChar, '/');

    static async Task<object?> Tables(string database)
    {
        await using var connection = new Npgsql.NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT to_regclass('public.users')::text", connection);
        return await command.ExecuteScalarAsync() is DBNull or null ? null : "users";
    }

    static void ShouldBeRefused(CommandResult result, params string[] anyOf)
    {
        Assert.True(result.ExitCode == 1, $"{result}");
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.True(anyOf.Any(words => result.Error.Contains(words, StringComparison.Ordinal)), $"{result}");
    }

    public void Dispose()
    {
        backups.Dispose();
        keys.Dispose();
    }
}

/// <summary>One house for all that is about backups and needs no server of its own.</summary>
[CollectionDefinition(BackupTests.Name)]
public sealed class BackupCollection : ICollectionFixture<House>;
