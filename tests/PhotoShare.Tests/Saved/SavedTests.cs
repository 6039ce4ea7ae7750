using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class SavedTests(House house)
{
    [Fact]
    public async Task Saving_twice_is_saving_and_unsaving_twice_is_unsaving()
    {
        var reader = await house.Somebody();
        for (var i = 0; i < 2; i++) Assert.True((await reader.Save(house.PublicPost)).ShouldSucceed().Is("savePost.post.viewerHasSaved"));
        Assert.Equal(1, (await reader.LookAtSaved()).ShouldSucceed().Number("viewer.savedPosts.totalCount"));

        for (var i = 0; i < 2; i++) Assert.False((await reader.Unsave(house.PublicPost)).ShouldSucceed().Is("unsavePost.post.viewerHasSaved"));
        Assert.Equal(0, (await reader.LookAtSaved()).Number("viewer.savedPosts.totalCount"));
    }

    [Fact]
    public async Task Saved_at_once_by_many_requests_is_saved_once()
    {
        var reader = await house.Somebody();
        var shelf = await reader.AddCollection("Shelf");
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => reader.Save(house.PublicPost, shelf)))) answer.ShouldSucceed();

        var saved = (await reader.LookAtSaved()).ShouldSucceed();
        Assert.Equal((1, 1), (saved.Number("viewer.savedPosts.totalCount"), saved.Number("viewer.collections.nodes.0.posts.totalCount")));
    }

    [Fact]
    public async Task The_latest_saved_come_first_and_page_by_cursor()
    {
        var reader = await house.Somebody();
        List<Guid> posts = [];
        for (var i = 0; i < 3; i++) posts.Add(await house.Ann.AddQuickPost());
        foreach (var post in (Guid[])[posts[1], posts[0], posts[2]]) (await reader.Save(post)).ShouldSucceed();

        const string Page = "query ($after: String) { viewer { savedPosts(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }";
        var first = (await reader.Graph(Page)).ShouldSucceed();
        var second = (await reader.Graph(Page, new { after = first["viewer.savedPosts.pageInfo.endCursor"] })).ShouldSucceed();

        Assert.Equal([Belongings.PostId(posts[2]), Belongings.PostId(posts[0])], first.Each("viewer.savedPosts.nodes", "id"));
        Assert.Equal([Belongings.PostId(posts[1])], second.Each("viewer.savedPosts.nodes", "id"));
        Assert.False(second.Is("viewer.savedPosts.pageInfo.hasNextPage"));
    }

    [Fact]
    public async Task A_post_that_is_no_longer_visible_leaves_lists_counts_and_covers_and_can_still_be_unsaved()
    {
        var (author, reader) = (await house.Somebody(), await house.Somebody());
        var (early, late) = (await author.AddQuickPost(), await author.AddQuickPost());
        var shelf = await reader.AddCollection("Shelf");
        foreach (var post in (Guid[])[early, late]) (await reader.Save(post, shelf)).ShouldSucceed();
        Assert.Equal(Belongings.PostId(late), (await reader.LookAtSaved())["viewer.collections.nodes.0.cover.post.id"]);

        await house.Use<Posts>(posts => posts.Update(author.Viewer, late, null, Visibility.Private, null, null, null, default));
        var seen = (await reader.LookAtSaved()).ShouldSucceed();
        Assert.Equal([Belongings.PostId(early)], seen.Each("viewer.savedPosts.nodes", "id"));
        Assert.Equal((1, 1), (seen.Number("viewer.savedPosts.totalCount"), seen.Number("viewer.collections.nodes.0.posts.totalCount")));
        Assert.Equal(Belongings.PostId(early), seen["viewer.collections.nodes.0.cover.post.id"]);
        Assert.Null((await reader.Unsave(late)).ShouldSucceed().At("unsavePost.post"));

        await house.Use<Posts>(posts => posts.Delete(author.Viewer, early, default));
        var empty = (await reader.LookAtSaved()).ShouldSucceed();
        Assert.Equal(0, empty.Number("viewer.savedPosts.totalCount"));
        Assert.Null(empty.At("viewer.collections.nodes.0.cover"));
    }

    [Fact]
    public async Task What_one_may_not_see_cannot_be_saved()
    {
        (await house.Bob.Save(house.PrivatePost)).ShouldBeRefused("NOT_FOUND", "postId");
        (await house.Stranger.Save(house.PublicPost)).ShouldBeRefused("UNAUTHENTICATED");
        (await house.Bob.Save(house.PublicPost, house.Bob.NodeId)).ShouldBeRefused("NOT_FOUND", "collectionId");
    }

    [Fact]
    public async Task Nobody_learns_that_a_post_was_saved()
    {
        var reader = await house.Somebody();
        (await reader.Save(house.PublicPost)).ShouldSucceed();
        const string Post = "query ($id: ID!) { post(id: $id) { viewerHasSaved } }";

        Assert.True((await reader.Graph(Post, new { id = Belongings.PostId(house.PublicPost) })).ShouldSucceed().Is("post.viewerHasSaved"));
        foreach (var other in (Person[])[house.Ann, house.Stranger])
            Assert.False((await other.Graph(Post, new { id = Belongings.PostId(house.PublicPost) })).ShouldSucceed().Is("post.viewerHasSaved"));
    }

    [Fact]
    public async Task Saved_posts_and_collections_take_as_many_statements_for_many_as_for_one()
    {
        const string Shelves = """
            query ($first: Int) {
              viewer {
                savedPosts(first: $first) { totalCount nodes { id viewerHasSaved author { username } } }
                collections(first: $first) { nodes { name cover { image(width: 160) { url } } posts(first: 3) { totalCount nodes { id author { username } } } } }
              }
            }
            """;
        var reader = await house.Somebody();
        for (var i = 0; i < 6; i++) (await reader.Save(await house.Ann.AddQuickPost(), await reader.AddCollection($"Shelf {i}"))).ShouldSucceed();
        await reader.Graph(Shelves, new { first = 1 });
        var (one, few) = await SqlCounter.Count(() => reader.Graph(Shelves, new { first = 1 }));
        var (six, many) = await SqlCounter.Count(() => reader.Graph(Shelves, new { first = 6 }));

        Assert.Equal((1, 6), (one.ShouldSucceed().List("viewer.collections.nodes").Count, six.ShouldSucceed().List("viewer.collections.nodes").Count));
        Assert.NotNull(six["viewer.collections.nodes.5.cover.image.url"]);
        Assert.Equal(few.Count, many.Count);
    }
}
