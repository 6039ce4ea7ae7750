using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class PostTests(House house)
{
    const string Fields = "id caption captionHTML visibility photos { id status } hashtags { name postCount } mentions { username } viewerCanDelete viewerCanUpdate";
    const string Errors = "errors { ... on Error { code message path } }";
    internal const string CreatePost = $"mutation ($input: CreatePostInput!) {{ createPost(input: $input) {{ post {{ {Fields} }} {Errors} }} }}";
    const string DeletePost = $"mutation ($input: DeletePostInput!) {{ deletePost(input: $input) {{ deletedPostId {Errors} }} }}";
    const string UpdatePost = $"mutation ($input: UpdatePostInput!) {{ updatePost(input: $input) {{ post {{ {Fields} editedAt }} {Errors} }} }}";
    const string Look = $"query ($id: ID!) {{ post(id: $id) {{ {Fields} }} }}";

    [Fact]
    public async Task A_post_keeps_the_order_of_its_photos_and_links_tags_and_people()
    {
        var photos = await Photos(house.Ann, 3);
        var made = (await house.Ann.Graph(CreatePost, new { input = new { photoIds = photos, caption = "With @Bob, @nobody.here and #Lakes, not mail@bob.org\n<3" } })).ShouldSucceed();

        Assert.Equal(photos, made.Each("createPost.post.photos", "id"));
        Assert.Equal(["lakes"], made.Each("createPost.post.hashtags", "name"));
        Assert.Equal(["bob"], made.Each("createPost.post.mentions", "username"));
        Assert.Equal("With <a href=\"/@bob\">@Bob</a>, <a href=\"/@nobody.here\">@nobody.here</a> and <a href=\"/tags/lakes\">#Lakes</a>, not mail@bob.org<br>&lt;3",
            made["createPost.post.captionHTML"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public async Task A_post_has_1_to_10_photos(int count) =>
        (await house.Ann.Graph(CreatePost, new { input = new { photoIds = await Photos(house.Ann, count) } })).ShouldBeRefused("PHOTO_COUNT", "photoIds");

    [Fact]
    public async Task Ten_photos_are_a_post() =>
        Assert.Equal(10, (await house.Ann.Graph(CreatePost, new { input = new { photoIds = await Photos(house.Ann, 10) } })).ShouldSucceed().List("createPost.post.photos").Count);

    [Fact]
    public async Task A_caption_of_10000_characters_is_refused_and_the_photo_is_still_free()
    {
        var photos = await Photos(house.Ann, 1);
        (await house.Ann.Graph(CreatePost, new { input = new { photoIds = photos, caption = new string('x', 10_000) } })).ShouldBeRefused("CAPTION", "caption");

        (await house.Ann.Graph(CreatePost, new { input = new { photoIds = photos, caption = new string('x', 2_200) } })).ShouldSucceed();
    }

    [Fact]
    public async Task Somebody_elses_photo_is_not_there()
    {
        var photos = (string[])[.. await Photos(house.Ann, 1), .. await Photos(house.Bob, 1)];

        (await house.Ann.Graph(CreatePost, new { input = new { photoIds = photos } })).ShouldBeRefused("NOT_FOUND", "photoIds.1");
        Assert.Null((await house.Ann.LookAt(photos[1])).ShouldSucceed().At("photo"));
    }

    [Fact]
    public async Task A_photo_stands_in_one_post_once()
    {
        var photos = await Photos(house.Ann, 1);
        (await house.Ann.Graph(CreatePost, new { input = new { photoIds = (string[])[photos[0], photos[0]] } })).ShouldBeRefused("PHOTO_TWICE", "photoIds");
        (await house.Ann.Graph(CreatePost, new { input = new { photoIds = photos } })).ShouldSucceed();
        (await house.Ann.Graph(CreatePost, new { input = new { photoIds = photos } })).ShouldBeRefused("PHOTO_POSTED", "photoIds.0");
    }

    [Fact]
    public async Task Asked_twice_with_the_same_clientMutationId_it_is_one_post()
    {
        var input = new { photoIds = await Photos(house.Ann, 1), clientMutationId = "once" };
        var both = await Task.WhenAll(house.Ann.Graph(CreatePost, new { input }), house.Ann.Graph(CreatePost, new { input }));

        Assert.Equal(both[0].ShouldSucceed()["createPost.post.id"], both[1].ShouldSucceed()["createPost.post.id"]);
    }

    [Fact]
    public async Task Nobody_else_sees_a_post_before_its_photos_are_ready()
    {
        var photoId = await house.Ann.UploadFile("camera.jpg");
        var post = (await house.Ann.Graph(CreatePost, new { input = new { photoIds = new[] { photoId } } })).ShouldSucceed()["createPost.post.id"];
        Assert.NotNull((await house.Ann.Graph(Look, new { id = post })).At("post"));

        // Whenever somebody sees it, its photo is ready: asked until it is seen.
        var seen = await Eventually.Becomes(() => house.Bob.Graph(Look, new { id = post }), answer => answer.At("post") is not null, "bob sees the post");
        Assert.Equal("READY", seen["post.photos.0.status"]);
    }

    [Fact]
    public async Task A_photo_that_is_not_all_here_cannot_be_posted()
    {
        var announced = (await Ticket.Announce(house.Ann, new { fileName = "a.jpg", contentType = "image/jpeg", byteSize = 5 })).ShouldSucceed();

        (await house.Ann.Graph(CreatePost, new { input = new { photoIds = new[] { announced["requestUpload.ticket.photo.id"] } } })).ShouldBeRefused("PHOTO_NOT_UPLOADED", "photoIds.0");
    }

    [Fact]
    public async Task A_changed_caption_changes_its_tags()
    {
        var post = Belongings.PostId(await house.Ann.AddQuickPost("#before"));
        var changed = (await house.Ann.Graph(UpdatePost, new { input = new { postId = post, caption = "#after" } })).ShouldSucceed();

        Assert.Equal(["after"], changed.Each("updatePost.post.hashtags", "name"));
        Assert.NotNull(changed["updatePost.post.editedAt"]);
        Assert.Null((await house.Bob.Graph("{ hashtag(name: \"before\") { name } }")).ShouldSucceed().At("hashtag"));
        (await house.Bob.Graph(UpdatePost, new { input = new { postId = post, caption = "mine" } })).ShouldBeRefused("FORBIDDEN", "postId");
    }

    [Fact]
    public async Task A_post_is_deleted_by_its_author_with_all_that_hangs_on_it_and_its_bytes()
    {
        var person = await house.Somebody();
        var photo = await person.AddPhoto("gray.jpg");
        var post = await person.AddPost(null, photo);
        await house.Bob.AddComment(post, "Nice");
        var bytes = new Uri((await house.Bob.LookAt(Belongings.PhotoId(photo)))["photo.webp.0.url"]!);

        (await house.Bob.Graph(DeletePost, new { input = new { postId = Belongings.PostId(post) } })).ShouldBeRefused("FORBIDDEN", "postId");
        (await person.Graph(DeletePost, new { input = new { postId = Belongings.PostId(post) } })).ShouldSucceed();
        (await person.Graph(DeletePost, new { input = new { postId = Belongings.PostId(post) } })).ShouldBeRefused("NOT_FOUND", "postId");
        Assert.Null((await house.Bob.LookAt(Belongings.PhotoId(photo))).At("photo"));
        await Eventually.Becomes(() => house.Stranger.Http.GetAsync(bytes), answer => answer.StatusCode == System.Net.HttpStatusCode.NotFound, "the bytes are gone", TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData("FOLLOWERS", true)]
    [InlineData("PRIVATE", false)]
    public async Task A_post_is_seen_by_whom_its_visibility_says(string visibility, bool followerSees)
    {
        var post = (await house.Ann.Graph(CreatePost, new { input = new { photoIds = await Photos(house.Ann, 1), visibility } })).ShouldSucceed()["createPost.post.id"];

        Assert.NotNull((await house.Ann.Graph(Look, new { id = post })).At("post"));
        Assert.Equal(followerSees, (await house.Bob.Graph(Look, new { id = post })).At("post") is not null);
        Assert.Null((await house.Carol.Graph(Look, new { id = post })).At("post"));
        Assert.Null((await house.Stranger.Graph(Look, new { id = post })).At("post"));
    }

    /// <summary>Ready photos in no post.</summary>
    static async Task<string[]> Photos(Person owner, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++) ids.Add(Belongings.PhotoId(await owner.AddQuickPhoto()));
        return [.. ids];
    }
}
