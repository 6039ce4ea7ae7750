using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>From one instance to another: what a copy holds is there again, once, and nothing that its manifest does not vouch for.</summary>
[Collection(HouseCollection.Name)]
public sealed class MovingTests(House house, LeavingHouse other) : IClassFixture<LeavingHouse>
{
    static async Task<byte[]> Copy(Person person)
    {
        (await person.RequestExport()).ShouldSucceed();
        using var file = await person.House.Stranger.Http.GetAsync(new Uri((await person.ExportWhenReady())["viewer.latestExport.url"]!));
        return await file.Content.ReadAsByteArrayAsync();
    }

    async Task<Person> Mover()
    {
        var person = await house.Somebody();
        var (first, second, third) = (await person.AddPhoto("camera.jpg"), await person.AddPhoto("gray.jpg"), await person.AddPhoto("portrait.png"));
        await house.Use<Photos>(photos => photos.Update(person.Viewer, second, "What is to be seen", true, null, default));
        await house.Use<Posts>(posts => posts.Create(person.Viewer, [second, first], "Two of them #moved with @bob", Visibility.Followers, "Loud colours", false, PlaceChoice.Of(new NewPlace("The lake", 47.1, 8.2)), null, default));
        var open = await person.AddPost("An open one", third);
        var thread = await person.AddComment(open, "My own words");
        await person.AddComment(open, "And an answer", thread);
        await house.Bob.AddComment(open, "The words of somebody else");
        await person.AddComment(house.PublicPost, "Under somebody else's");
        await person.Like(open);
        await person.Like(house.PublicPost);
        await person.Follow(house.Ann);
        (await person.Save(open, await person.AddCollection("Shelf"))).ShouldSucceed();
        await house.Use<Accounts>(accounts => accounts.UpdateProfile(person.Viewer, "Who moves", "About me", third, default));
        await house.Use<Accounts>(accounts => accounts.Choose(person.Viewer, new Choices { WhoCanMention = Audience.Nobody }, default));
        return person;
    }

    [Fact]
    public async Task A_copy_moves_in_whole_and_once()
    {
        var mover = await Mover();
        var before = await mover.PostsOf();
        var copy = await Copy(mover);
        var arrival = await other.Somebody();

        var import = await arrival.Import(keepPlaces: true, copy);

        Assert.Equal(("DONE", "PHOTO_SHARE"), (import["node.status"], import["node.source"]));
        Assert.Equal(import.Number("node.itemCount"), import.List("node.items.nodes").Count);
        var after = await arrival.PostsOf();
        Assert.Equal(before.Select(Told), after.Select(Told));
        Assert.Equal(before.SelectMany(Pictured), after.SelectMany(Pictured));
        Assert.Equal(before[0].Caption!.Replace("@", "@\u2060", StringComparison.Ordinal), after[0].Caption);
        Assert.Equal("The lake", await other.Database(db => db.Places.Where(p => p.Id == after[0].PlaceId).Select(p => p.Name).SingleAsync()));
        var comments = await other.Database(db => db.Comments.Where(c => c.AuthorId == arrival.Viewer.Id).OrderBy(c => c.Position).ToListAsync());
        Assert.Equal(["My own words", "And an answer"], comments.Select(c => c.Body));
        Assert.Equal(comments[0].Id, comments[1].ParentId);
        Assert.Equal(after[1].Id, await other.Database(db => db.Likes.Where(l => l.UserId == arrival.Viewer.Id).Select(l => l.PostId).SingleAsync()));
        Assert.Equal(after[1].Id, await other.Database(db => db.CollectionItems.Where(i => i.Collection!.OwnerId == arrival.Viewer.Id && i.Collection.Name == "Shelf").Select(i => i.SavedPost!.PostId).SingleAsync()));
        var user = await other.Database(db => db.Users.Include(u => u.AvatarPhoto).SingleAsync(u => u.Id == arrival.Viewer.Id));
        Assert.Equal(("Who moves", "About me", Audience.Nobody), (user.DisplayName, user.Bio, user.WhoCanMention));
        Assert.Equal(after[1].Photos.Single().Id, user.AvatarPhotoId);
        // Of others: nothing but a list of names for oneself.
        var lines = import.Lines();
        Assert.Contains("FOLLOW LISTED SOMEBODY @ann", lines);
        Assert.Contains("COMMENT REFUSED NOT_ON_OWN Under somebody else's", lines);
        Assert.Contains("LIKE REFUSED NOT_ON_OWN", lines);
        Assert.Equal(0, await other.Database(db => db.Follows.CountAsync(f => f.FollowerId == arrival.Viewer.Id)));
        Assert.Equal(0, await other.Database(db => db.NotificationCauses.CountAsync(c => c.ActorId == arrival.Viewer.Id)));

        var again = await arrival.Import(keepPlaces: true, copy);
        Assert.Equal(0, again.Number("node.counts.imported"));
        Assert.Equal(after.Select(post => post.Id), (await arrival.PostsOf()).Select(post => post.Id));
        Assert.Equal(2, await other.Database(db => db.Comments.CountAsync(c => c.AuthorId == arrival.Viewer.Id)));

        // And back where it comes from it is all there.
        var home = await mover.Import(keepPlaces: true, copy);
        Assert.Equal(0, home.Number("node.counts.imported"));
        Assert.Equal(before.Count, (await mover.PostsOf()).Count);
    }

    [Fact]
    public async Task What_the_manifest_does_not_vouch_for_is_not_taken()
    {
        var mover = await house.Somebody();
        await mover.AddPost("The first", await mover.AddPhoto("gray.jpg"));
        await mover.AddPost("The second", await mover.AddPhoto("portrait.png"));
        var copy = await Copy(mover);

        var arrival = await other.Somebody();
        var lines = (await arrival.Import(false, Changed(copy, (name, bytes) => name.StartsWith("photos/", StringComparison.Ordinal) && name.EndsWith(".jpg", StringComparison.Ordinal) ? Importer.Photo("upright.jpg") : bytes))).Lines();
        Assert.Contains(lines, line => line.StartsWith("PHOTO REFUSED NOT_AS_IN_MANIFEST", StringComparison.Ordinal));
        Assert.Contains("POST REFUSED NO_PHOTOS The first", lines);
        Assert.Contains("POST IMPORTED The second", lines);

        var words = (await other.Somebody()).Import(false, Changed(copy, (name, bytes) => name == "posts.json" ? Importer.Json(Array.Empty<object>()) : bytes));
        Assert.Contains("FILE REFUSED NOT_AS_IN_MANIFEST posts.json", (await words).Lines());

        foreach (var (change, failure) in new (Action<JsonObject>, string)[] { (manifest => manifest["version"] = 2, "NEWER_VERSION"), (manifest => manifest["files"]!.AsArray().Add(manifest["files"]![0]!.DeepClone()), "NOT_AS_IN_MANIFEST"), (manifest => manifest["format"] = "another", "UNKNOWN_FORMAT") })
        {
            var refused = await (await other.Somebody()).Import(false, Changed(copy, (name, bytes) => name == "manifest.json" ? Manifest(bytes, change) : bytes));
            Assert.Equal(("FAILED", failure), (refused["node.status"], refused["node.failure"]));
        }
    }

    static (string, Visibility, string?, bool, DateTime) Told(Post post) =>
        (post.Caption!.Replace("\u2060", "", StringComparison.Ordinal), post.Visibility, post.ContentWarning, post.CommentsEnabled, post.CreatedAt);

    static IEnumerable<(string?, string?, bool)> Pictured(Post post) => post.Photos.OrderBy(photo => photo.Position).Select(photo => (photo.Sha256, photo.AltText, photo.ShowCamera));

    static byte[] Manifest(byte[] bytes, Action<JsonObject> change)
    {
        var manifest = JsonNode.Parse(bytes)!.AsObject();
        change(manifest);
        return Importer.Json(manifest);
    }

    static byte[] Changed(byte[] copy, Func<string, byte[], byte[]> change)
    {
        using var zip = new ZipArchive(new MemoryStream(copy), ZipArchiveMode.Read);
        return Importer.Zip([.. zip.Entries.Select(entry =>
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return (entry.FullName, change(entry.FullName, bytes.ToArray()));
        })]);
    }
}
