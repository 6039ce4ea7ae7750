using System.Net;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class AvatarTests(House house)
{
    static Task<GraphAnswer> Choose(Person person, string? photoId) => person.Graph("""
        mutation ($input: UpdateProfileInput!) {
          updateProfile(input: $input) { user { displayName avatar { url width height contentType } } errors { ... on Error { code message path } } }
        }
        """, new { input = new { avatarPhotoId = photoId } });

    static Task<GraphAnswer> LookAt(Person viewer, Person person, int width = 160) => viewer.Graph(
        "query ($name: String!, $width: Int) { user(by: { username: $name }) { avatar(width: $width) { url width height } } }", new { name = person.Username, width });

    [Fact]
    public async Task One_of_ones_own_photos_stands_for_one_and_everyone_sees_it()
    {
        var person = await house.Somebody();
        var photo = await person.AddQuickPhoto();
        var chosen = (await Choose(person, Belongings.PhotoId(photo))).ShouldSucceed();
        Assert.Equal((160, 160, "image/webp"), (chosen.Number("updateProfile.user.avatar.width"), chosen.Number("updateProfile.user.avatar.height"), chosen["updateProfile.user.avatar.contentType"]));

        foreach (var viewer in (Person[])[person, house.Bob, house.Stranger])
        {
            using var image = await house.Stranger.Http.GetAsync(new Uri((await LookAt(viewer, person)).ShouldSucceed()["user.avatar.url"]!));
            Assert.Equal((HttpStatusCode.OK, "image/webp"), (image.StatusCode, image.Content.Headers.ContentType?.MediaType));
            Assert.True(image.Headers.CacheControl!.MaxAge > TimeSpan.FromHours(12));
        }
        Assert.Null((await house.Bob.Graph("query ($id: ID!) { photo(id: $id) { id } }", new { id = Belongings.PhotoId(photo) })).ShouldSucceed().At("photo"));
    }

    [Fact]
    public async Task A_wider_one_has_at_least_that_side_or_is_the_largest()
    {
        var person = await house.Somebody();
        (await Choose(person, Belongings.PhotoId(await person.AddQuickPhoto()))).ShouldSucceed();
        var wide = (await LookAt(house.Bob, person, 300)).ShouldSucceed();
        var widest = (await LookAt(house.Bob, person, 100_000)).ShouldSucceed();

        Assert.True(Math.Min(wide.Number("user.avatar.width"), wide.Number("user.avatar.height")) >= 300, wide.Body.ToString());
        Assert.True(widest.Number("user.avatar.width") >= wide.Number("user.avatar.width"));
    }

    [Fact]
    public async Task What_is_left_out_stays_an_empty_id_clears_it_and_so_does_deleting_the_photo()
    {
        var person = await house.Somebody();
        var photo = await person.AddQuickPhoto();
        (await Choose(person, Belongings.PhotoId(photo))).ShouldSucceed();

        Assert.NotNull((await Choose(person, null)).ShouldSucceed()["updateProfile.user.avatar.url"]);
        Assert.Null((await Choose(person, "")).ShouldSucceed().At("updateProfile.user.avatar"));
        (await Choose(person, Belongings.PhotoId(photo))).ShouldSucceed();
        await house.Use<Photos>(photos => photos.Delete(person.Viewer, photo, default));
        Assert.Null((await LookAt(house.Bob, person)).ShouldSucceed().At("user.avatar"));
    }

    [Fact]
    public async Task Anothers_photo_and_one_that_is_not_ready_are_refused()
    {
        var person = await house.Somebody();
        var waiting = await person.AddQuickPhoto();
        await house.Database(async db =>
        {
            db.Photos.Single(p => p.Id == waiting).Status = PhotoStatus.Failed;
            return await db.SaveChangesAsync();
        });

        (await Choose(person, Belongings.PhotoId(house.PrivatePhoto))).ShouldBeRefused("NOT_FOUND", "avatarPhotoId");
        (await Choose(person, Belongings.PhotoId(waiting))).ShouldBeRefused("PHOTO_NOT_READY", "avatarPhotoId");
        (await Choose(person, "nonsense")).ShouldBeRefused("INVALID_ID", "avatarPhotoId");
        Assert.Null((await LookAt(house.Bob, person)).ShouldSucceed().At("user.avatar"));
    }

    [Fact]
    public async Task Pages_show_it_and_the_settings_offer_ones_own_photos()
    {
        var person = await house.Somebody();
        var photo = await person.AddQuickPhoto();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        Assert.Empty((await visitor.Get($"/@{person.Username}")).Document.QuerySelectorAll(".profile img.avatar"));

        var saved = await (await visitor.Get("/settings")).Submit("form:has([name=photo])", ("photo", $"{photo}"));
        Assert.Equal($"{photo}", saved.One("[name=photo][checked]").GetAttribute("value"));
        Assert.Contains("/renditions/", (await visitor.Get($"/@{person.Username}")).One(".profile img.avatar").GetAttribute("src"), StringComparison.Ordinal);

        await (await visitor.Get("/settings")).Submit("form:has([name=photo])", ("photo", ""));
        Assert.Empty((await visitor.Get($"/@{person.Username}")).Document.QuerySelectorAll(".profile img.avatar"));
    }

    [Fact]
    public async Task Many_avatars_take_one_statement()
    {
        var post = await house.Ann.AddQuickPost();
        const string Likes = "query ($id: ID!, $first: Int) { post(id: $id) { likes(first: $first) { nodes { username avatar { url } } } } }";
        for (var i = 0; i < 5; i++)
        {
            var fan = await house.Somebody();
            (await Choose(fan, Belongings.PhotoId(await fan.AddQuickPhoto()))).ShouldSucceed();
            await house.Use<Likes>(likes => likes.LikePost(fan.Viewer, post, default));
        }
        var id = Belongings.PostId(post);
        await house.Bob.Graph(Likes, new { id, first = 1 });
        var (_, few) = await SqlCounter.Count(() => house.Bob.Graph(Likes, new { id, first = 1 }));
        var (all, many) = await SqlCounter.Count(() => house.Bob.Graph(Likes, new { id, first = 5 }));

        Assert.All(all.ShouldSucceed().List("post.likes.nodes"), fan => Assert.NotNull(fan!["avatar"]));
        Assert.Equal(few.Count, many.Count);
    }
}
