using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Instagram's own copy, as JSON, brought along.</summary>
[Collection(HouseCollection.Name)]
public sealed class InstagramImportTests(House house)
{
    static object Media(string uri, long at, string title = "") => new { uri, creation_timestamp = at, title, media_metadata = new { photo_metadata = new { exif_data = new[] { new { latitude = 47.37, longitude = 8.54 } } } } };

    static readonly byte[] First = Importer.Zip(
        ("your_instagram_activity/media/posts_1.json", Importer.Json(new object[]
        {
            new { media = new[] { Media("media/posts/202001/one.jpg", 1_577_836_800, Importer.Mojibake("Grüße vom See 🏔 mit @ann #see")) } },
            new { title = Importer.Mojibake("Drei für dich"), creation_timestamp = 1_580_515_200, media = new[] { Media("media/posts/202002/a.png", 1_580_515_200), Media("media/posts/202002/b.jpg", 1_580_515_200), Media("media/posts/202002/c.mp4", 1_580_515_200) } },
            new { media = new[] { Media("media/posts/202003/film.mp4", 1_583_020_800, "A film") } },
            new { media = new[] { Media("media/posts/202004/broken.jpg", 1_585_699_200, "Not a photo") } },
        })),
        ("your_instagram_activity/media/stories.json", Importer.Json(new { ig_stories = new[] { Media("media/stories/202001/s.jpg", 1_577_836_800, "A story") } })),
        ("your_instagram_activity/media/reels.json", Importer.Json(new { ig_reels_media = new[] { new { media = new[] { Media("media/reels/202001/r.mp4", 1_577_836_800, "A reel") } } } })),
        ("media/posts/202001/one.jpg", Importer.Photo("camera.jpg")),
        ("media/posts/202004/broken.jpg", Importer.Photo("text.jpg")));

    /// <summary>Larger accounts come in several ZIPs: lists in the one, photos in the other.</summary>
    static readonly byte[] Second = Importer.Zip(("media/posts/202002/a.png", Importer.Photo("portrait.png")), ("media/posts/202002/b.jpg", Importer.Photo("gray.jpg")));

    [Fact]
    public async Task Photos_come_with_their_words_and_times_and_what_cannot_is_said_to_be_so()
    {
        var person = await house.Somebody();
        var before = DateTime.UtcNow;

        var import = await person.Import(keepPlaces: true, First, Second);

        Assert.Equal(("DONE", "INSTAGRAM"), (import["node.status"], import["node.source"]));
        var lines = import.Lines();
        foreach (var line in (string[])["PHOTO IMPORTED one.jpg", "POST IMPORTED Grüße vom See 🏔 mit @\u2060ann #see", "VIDEO REFUSED VIDEO c.mp4", "POST IMPORTED Drei für dich",
            "VIDEO REFUSED VIDEO A film", "PHOTO REFUSED NOT_A_PHOTO broken.jpg", "POST REFUSED NO_PHOTOS Not a photo", "STORY REFUSED STORY A story", "VIDEO REFUSED VIDEO A reel"])
            Assert.Contains(line.Replace("\u2060", "", StringComparison.Ordinal), lines);
        var posts = await person.PostsOf();
        Assert.Equal([new DateTime(2020, 1, 1), new DateTime(2020, 2, 1)], posts.Select(post => post.CreatedAt));
        Assert.Equal([posts[0].CreatedAt, posts[1].CreatedAt], posts.Select(post => post.PublishedAt!.Value));
        Assert.All(posts, post => Assert.InRange(post.ImportedAt!.Value, before, DateTime.UtcNow));
        Assert.Equal("Grüße vom See 🏔 mit @\u2060ann #see", posts[0].Caption);
        Assert.Equal("see", Assert.Single(posts[0].Hashtags).Name);
        Assert.Equal(["image/png", "image/jpeg"], posts[1].Photos.OrderBy(photo => photo.Position).Select(photo => photo.ContentType));
        // Who is called so here is somebody else; and where a camera was is no place.
        Assert.Empty(posts[0].Mentions);
        Assert.DoesNotContain("/@ann", Markup.Html(posts[0].Caption!), StringComparison.Ordinal);
        Assert.All(posts, post => Assert.Null(post.PlaceId));
        Assert.All(posts.SelectMany(post => post.Photos), photo => Assert.False(photo.ShowLocation));
    }

    [Fact]
    public async Task Brought_along_again_nothing_is_added_and_what_is_new_is()
    {
        var person = await house.Somebody();
        await person.Import(keepPlaces: false, First);
        var (posts, photos) = (await person.PostsOf(), await house.Database(db => db.Photos.CountAsync(p => p.OwnerId == person.Viewer.Id)));
        Assert.Single(posts);

        var again = await person.Import(keepPlaces: false, First);
        Assert.Equal(posts.Select(post => post.Id), (await person.PostsOf()).Select(post => post.Id));
        Assert.Equal(photos, await house.Database(db => db.Photos.CountAsync(p => p.OwnerId == person.Viewer.Id)));
        Assert.Equal((0, 2), (again.Number("node.counts.imported"), again.Number("node.counts.alreadyThere")));

        // The part that was missing.
        var both = await person.Import(keepPlaces: false, First, Second);
        Assert.Equal(2, (await person.PostsOf()).Count);
        Assert.Contains("POST IMPORTED Drei für dich", both.Lines());
    }

    [Fact]
    public async Task What_a_worker_left_is_taken_up_by_the_next()
    {
        var person = await house.Somebody();
        var announced = (await person.RequestImport(false, First, Second)).ShouldSucceed();
        (await person.RequestImport(false, First)).ShouldBeRefused("IMPORT_RUNNING");
        var id = announced["requestImport.import.id"]!;
        (await person.CompleteImport(id)).ShouldBeRefused("UPLOAD_INCOMPLETE");
        await person.SendParts(announced, First, Second);
        // Its worker died before the second post.
        var key = new Web.GlobalId(id).KeyOf("Import", "id");
        await house.Database(async db =>
        {
            db.Add(new ImportItem { ImportId = key, Kind = ImportItemKind.Video, SourceId = "a", Status = ImportItemStatus.Refused });
            await db.SaveChangesAsync();
            return await db.Imports.Where(i => i.Id == key).ExecuteUpdateAsync(set => set.SetProperty(i => i.Attempts, 1).SetProperty(i => i.LeaseId, Guid.NewGuid()).SetProperty(i => i.LeaseUntil, DateTime.UtcNow.AddSeconds(-1)));
        });
        (await person.CompleteImport(id)).ShouldSucceed();

        var import = await person.Imported(id);
        Assert.Equal("DONE", import["node.status"]);
        Assert.Equal(2, (await person.PostsOf()).Count);
        Assert.Null((await house.Bob.Graph("query ($id: ID!) { node(id: $id) { id } }", new { id })).ShouldSucceed().At("node"));
        (await house.Bob.CompleteImport(id)).ShouldBeRefused("NOT_FOUND");
    }

    [Fact]
    public async Task The_page_takes_it_as_a_plain_form_and_shows_what_became_of_it()
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.zip");
        await File.WriteAllBytesAsync(file, First);
        try
        {
            var sent = await (await visitor.Get("/import")).Submit("form[data-import]", [], [("zips", file, "application/zip")]);
            Assert.StartsWith("/import/", sent.Address.AbsolutePath, StringComparison.Ordinal);
            var done = await Eventually.Becomes(() => visitor.Get(sent.Address.AbsolutePath), page => page.Document.QuerySelector("[data-progress]") is null, "the page shows that it is done", TimeSpan.FromMinutes(2));
            Assert.Contains("Videos are not supported.", done.Text, StringComparison.Ordinal);
            Assert.Contains("Grüße vom See", done.Text, StringComparison.Ordinal);
            var refused = await visitor.Get($"{sent.Address.AbsolutePath}?only=Refused");
            Assert.DoesNotContain("Grüße vom See", refused.Text, StringComparison.Ordinal);

            await File.WriteAllTextAsync(file, "No ZIP at all");
            var wrong = await (await visitor.Get("/import")).Submit("form[data-import]", [], [("zips", file, "application/zip")]);
            var told = await Eventually.Becomes(() => visitor.Get(wrong.Address.AbsolutePath), page => page.Document.QuerySelector("[data-progress]") is null, "it is refused", TimeSpan.FromMinutes(1));
            Assert.Contains("It is no ZIP", told.One("section[data-progressed] .refusal").TextContent, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
