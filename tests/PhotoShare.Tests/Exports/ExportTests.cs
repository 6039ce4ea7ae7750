using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class ExportTests(House house)
{
    [Fact]
    public async Task A_copy_has_all_that_one_has_and_of_others_their_names_alone()
    {
        var (person, friend) = (await house.Somebody(), await house.Somebody());
        var photo = await person.AddPhoto("camera.jpg");
        var post = await person.AddPost("Mine ü #export", photo);
        var theirs = await friend.AddQuickPost("The words of a friend");
        await person.AddComment(theirs, "My comment");
        await friend.AddComment(post, "Not my comment");
        await house.Use<Likes>(likes => likes.LikePost(person.Viewer, theirs, default));
        await person.Follow(friend);
        await friend.Follow(person);
        (await person.Save(theirs, await person.AddCollection("Shelf"))).ShouldSucceed();

        Assert.Equal("PENDING", (await person.RequestExport()).ShouldSucceed()["requestExport.export.status"]);
        using var zip = await person.Download();

        Assert.Equal(person.Username, zip.Rows("profile.json").Single()!["username"]!.ToString());
        Assert.Equal($"{person.Username}@example.org", zip.Rows("profile.json").Single()!["email"]!.ToString());
        Assert.Equal(("Mine ü #export", photo.ToString()), (zip.Rows("posts.json").Single()!["caption"]!.ToString(), zip.Rows("posts.json").Single()!["photos"]![0]!.ToString()));
        Assert.Equal("My comment", zip.Rows("comments.json").Single()!["body"]!.ToString());
        Assert.Equal(theirs.ToString(), zip.Rows("likes.json").Single()!["postId"]!.ToString());
        Assert.Equal([friend.Username, friend.Username], zip.Rows("follows.json").Select(row => (row!["following"] ?? row["follower"])!.ToString()));
        Assert.Equal(theirs.ToString(), zip.Rows("saved.json").Single()!["postId"]!.ToString());
        Assert.Equal(("Shelf", theirs.ToString()), (zip.Rows("collections.json").Single()!["name"]!.ToString(), zip.Rows("collections.json").Single()!["posts"]![0]!.ToString()));

        var row = zip.Rows("photos.json").Single()!;
        Assert.NotNull(row["camera"]!["make"]);
        Assert.NotNull(row["camera"]!["latitude"]);
        Assert.Equal(("false", "false"), (row["showCamera"]!.ToString(), row["showLocation"]!.ToString()));
        using var original = zip.GetEntry(row["file"]!.ToString())!.Open();
        using var bytes = new MemoryStream();
        await original.CopyToAsync(bytes);
        Assert.Equal(await File.ReadAllBytesAsync(Repository.Photo("camera.jpg")), bytes.ToArray());

        var all = string.Concat(zip.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.Ordinal)).Select(entry => zip.Text(entry.FullName)));
        foreach (var secret in (string[])["The words of a friend", "Not my comment", $"{friend.Username}@example.org", "assword", "ecurityStamp"])
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_for_by_many_at_once_one_is_made_and_the_next_has_to_wait()
    {
        var person = await house.Somebody();
        var asked = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => person.RequestExport()));
        await person.ExportWhenReady();

        Assert.Equal(1, await house.Database(db => db.Exports.CountAsync(e => e.UserId == person.Viewer.Id)));
        Assert.NotEmpty(asked);
        var later = (await person.RequestExport()).ShouldBeRefused("EXPORT_TOO_SOON");
        Assert.InRange(later.Number("requestExport.errors.0.retryAfterSeconds"), 3_000, 3_600);
        Assert.Null(later.At("requestExport.export"));
    }

    [Fact]
    public async Task A_copy_is_its_owners_alone()
    {
        var person = await house.Somebody();
        (await person.RequestExport()).ShouldSucceed();
        var ready = await person.ExportWhenReady();
        const string Node = "query ($id: ID!) { node(id: $id) { __typename } }";

        Assert.Equal("Export", (await person.Graph(Node, new { id = ready["viewer.latestExport.id"] })).ShouldSucceed()["node.__typename"]);
        foreach (var other in (Person[])[house.Bob, house.Stranger])
            Assert.Null((await other.Graph(Node, new { id = ready["viewer.latestExport.id"] })).ShouldSucceed().At("node"));
        (await house.Stranger.RequestExport()).ShouldBeRefused("UNAUTHENTICATED");
        var url = new UriBuilder(ready["viewer.latestExport.url"]!) { Query = "" }.Uri;
        using var unsigned = await house.Stranger.Http.GetAsync(url);
        Assert.Equal(HttpStatusCode.Forbidden, unsigned.StatusCode);
    }

    [Fact]
    public async Task A_copy_goes_after_a_week_with_its_bytes()
    {
        var person = await house.Somebody();
        (await person.RequestExport()).ShouldSucceed();
        var ready = await person.ExportWhenReady();
        var left = DateTime.Parse(ready["viewer.latestExport.expiresAt"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) - DateTime.UtcNow;
        Assert.InRange(left.TotalDays, 6.9, 7);
        var url = new Uri(ready["viewer.latestExport.url"]!);

        await house.Use<Exports>(exports => exports.ForgetOld(default));
        Assert.NotNull((await person.LatestExport()).At("viewer.latestExport"));
        await house.Database(db => db.Exports.Where(e => e.UserId == person.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.CreatedAt, DateTime.UtcNow.AddDays(-7.1))));
        await house.Use<Exports>(exports => exports.ForgetOld(default));
        await house.Use<BlobSweeper>(sweeper => sweeper.Sweep(default));

        Assert.Null((await person.LatestExport()).ShouldSucceed().At("viewer.latestExport"));
        using var gone = await house.Stranger.Http.GetAsync(url);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task The_settings_page_makes_and_gives_a_copy()
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        await (await visitor.Get("/settings")).Submit("section:has(#data) form");
        await person.ExportWhenReady();

        var ready = await visitor.Get("/settings");
        Assert.Contains("/exports/", ready.One("section:has(#data) a[download]").GetAttribute("href"), StringComparison.Ordinal);
        var refused = await ready.Submit("section:has(#data) form");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("not long ago", refused.One("section:has(#data) [role=alert]").TextContent, StringComparison.Ordinal);
    }
}
