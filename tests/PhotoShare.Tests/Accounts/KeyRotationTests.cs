using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A new master key takes the place of the old one while people use the server.</summary>
[Trait("Kind", "Slow")]
public sealed class KeyRotationTests(House house) : IClassFixture<House>
{
    [Fact]
    public async Task Under_load_no_request_is_lost_nothing_becomes_unreadable_and_no_deleted_key_comes_back()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => house.Somebody()));
        var leavers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => house.Somebody()));
        using var browser = await SessionTests.Browser(people[0], "a browser");
        var photoUrl = (await house.Ann.Graph("query ($id: ID!) { photo(id: $id) { images { url } } }", new { id = Belongings.PhotoId(house.PrivatePhoto) })).ShouldSucceed()["photo.images.0.url"]!;
        var former = await house.Use<WrappedKeys, string>(keys => Task.FromResult(keys.Master));
        using var over = new CancellationTokenSource();
        var newcomers = new List<Person>();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
                await ShouldRead(people[i % people.Length]);
        })).ToList();
        var joining = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested) newcomers.Add(await house.Somebody());
        });
        var leaving = Task.Run(async () =>
        {
            foreach (var leaver in leavers) await house.Use<AccountDeletion>(deletion => deletion.Ask(leaver.Viewer, Person.Password, "en", default));
        });

        if (house.KmsKey is not null) house.KmsKey = (await KmsServer.ForAll).CreateKey();
        var rotated = await OperatorProgram.Of(house).Run(house.KmsKey is null ? ["keys", "rotate", "--new"] : ["keys", "rotate"]);
        await over.CancelAsync();
        await Task.WhenAll([.. readers, joining, leaving]);
        Assert.True(rotated.ExitCode == 0, $"{rotated}");

        // A server that still wraps by the former KMS key, until it is restarted, leaves some to the next rotation; a local key is everybody's at once.
        await house.Restart();
        var again = await OperatorProgram.Of(house).Run("keys", "rotate");
        var status = await OperatorProgram.Of(house).Run("keys", "status");
        Assert.True(again.ExitCode == 0 && status.ExitCode == 0, $"{again} {status}");
        Assert.DoesNotContain(former, status.Output, StringComparison.Ordinal);
        Assert.Contains("secret is wrapped by the present one", status.Output, StringComparison.Ordinal);
        await Retire(former);
        await house.Restart();

        foreach (var person in (IEnumerable<Person>)[.. people, .. newcomers]) await ShouldRead(person);
        foreach (var leaver in leavers) Assert.Null(await house.Use<Envelope, string?>(envelope => envelope.MasterOf(leaver.Viewer.Required, default)));
        await ShouldRead(browser);
        using var photo = await house.Stranger.Http.GetAsync(new Uri(photoUrl));
        Assert.True(photo.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_key_that_nothing_opens_is_named_and_stops_no_other()
    {
        var (person, other) = (await house.Somebody(), await house.Somebody());
        await house.Use<IBlobStore>(blobs => blobs.Put(BlobKeys.UserKey(person.Viewer.Required), new MemoryStream([9, 9, 9]), "application/octet-stream", default));
        var rotation = await house.Use<KeyRotation, (int, IReadOnlyCollection<Guid> Failed)>(rotation => rotation.Rotate(() => { }, default));

        Assert.Equal([person.Viewer.Required], rotation.Failed);
        var status = await house.Use<KeyRotation, IReadOnlyDictionary<string, int>>(rotation => rotation.Status(() => { }, default));
        Assert.Equal(1, status["unknown"]);
        await ShouldRead(other);
        await house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Required).ExecuteDeleteAsync());
    }

    [Fact, Trait("Kind", "Real")]
    public async Task While_KMS_does_not_answer_people_are_told_to_try_again_and_then_they_can()
    {
        var person = await house.Somebody();
        var kms = await KmsServer.ForAll;
        await house.Restart();   // with no key in memory
        kms.Refused[house.KmsKey!] = "DisabledException";

        (await person.Graph("{ viewer { email } }")).ShouldBeRefused("UNAVAILABLE");
        (await house.Stranger.Graph("{ __typename }")).ShouldSucceed();
        Assert.True(kms.Refused.TryRemove(house.KmsKey!, out _));
        await ShouldRead(person);
    }

    /// <summary>As after an hour: the server asks for the key itself.</summary>
    async Task ShouldRead(Person person)
    {
        Assert.Equal($"{person.Username}@example.org", (await person.Graph("{ viewer { email } }")).ShouldSucceed()["viewer.email"]);
        var fresh = new Envelope(await house.Use<WrappedKeys, WrappedKeys>(Task.FromResult), await house.Use<IBlobStore, IBlobStore>(Task.FromResult), TimeProvider.System);
        var row = await house.Database(db => db.Users.AsNoTracking().SingleAsync(u => u.Id == person.Viewer.Required));
        await fresh.Open(row.Id, "users", "sealed_email", row.Id, row.SealedEmail, default);
    }

    async Task Retire(string former)
    {
        if (house.KmsKey is null)
        {
            foreach (var file in Directory.EnumerateFiles(house.DataDirectory, "master.*.key")) File.Delete(file);
        }
        else
        {
            (await KmsServer.ForAll).Refused[former["kms:".Length..]] = "DisabledException";
        }
    }
}
