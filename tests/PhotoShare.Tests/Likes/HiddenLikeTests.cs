using Xunit;

namespace PhotoShare.Tests;

/// <summary>Posts whose author keeps to themselves how many like them, and who.</summary>
[Collection(HouseCollection.Name)]
public sealed class HiddenLikeTests(House house)
{
    const string Look = "query ($id: ID!) { post(id: $id) { likeCount viewerHasLiked viewerSeesLikes likes { totalCount nodes { username } } } }";

    [Fact]
    public async Task Of_a_hidden_posts_likes_its_author_alone_is_told()
    {
        var (author, fan) = (await house.Somebody(), await house.Somebody());
        await fan.Follow(author);
        var (post, open) = (await author.AddQuickPost("Hidden"), await author.AddQuickPost("Open"));
        foreach (var liked in (Guid[])[post, open]) await fan.Like(liked);
        await house.Bob.Like(post);
        await using var stream = await EventStream.Open(fan, "subscription ($id: ID!) { onPostChanged(postId: $id) { change } }", new { id = Belongings.PostId(post) });
        await author.Does("updatePost", new { postId = Belongings.PostId(post), hidesLikes = true }, "post { hidesLikes viewerSeesLikes }");
        Assert.Equal("EDITED", (await stream.Next())!["onPostChanged.change"]);

        foreach (var person in (Person[])[fan, house.Bob, house.Carol, house.Stranger])
        {
            await Sees(person, post, 0, false);
            await Sees(person, open, 1, true);
        }
        await Sees(author, post, 2, true);
        Assert.True((await fan.Graph(Look, new { id = Belongings.PostId(post) })).ShouldSucceed().Is("post.viewerHasLiked"));
        // Neither an order nor an event tells what the count would.
        Assert.Equal(["Open", "Hidden"], await Ordered(fan, author));
        Assert.Equal(["Hidden", "Open"], await Ordered(author, author));
        await house.Carol.Like(post);
        await house.Bob.AddComment(post, "I say nothing of it");
        Assert.Equal("COMMENTS", (await stream.Next())!["onPostChanged.change"]);
        await author.Settled();
        Assert.Contains("LIKE", (await author.Graph("{ notifications { nodes { kind } } }")).ShouldSucceed().Each("notifications.nodes", "kind"));

        await author.Does("updatePost", new { postId = Belongings.PostId(post), hidesLikes = false });
        await author.Does("updateSettings", new { hidesLikes = true }, "viewer { settings { hidesLikes } }");
        foreach (var each in (Guid[])[post, open]) await Sees(house.Stranger, each, 0, false);
        await Sees(author, post, 3, true);
        await author.Does("updateSettings", new { hidesLikes = false });
        await Sees(house.Stranger, post, 3, true);
    }

    [Fact]
    public async Task Pages_show_no_number_where_likes_are_hidden()
    {
        var author = await house.Somebody();
        var post = await author.AddQuickPost();
        await house.Bob.Like(post);
        using var browser = await author.Browser();
        using var visitor = house.Browse();
        Assert.False((await visitor.Get($"/posts/{post}")).One(".actions .like span").HasAttribute("hidden"));

        await (await browser.Get($"/posts/{post}/edit")).Submit("#edit", ("hidesLikes", "true"));
        var shown = (await visitor.Get($"/posts/{post}")).One(".actions .like");
        Assert.True(shown.QuerySelector("span")!.HasAttribute("hidden"));
        Assert.Equal(("0", "Sign in to like"), (shown.QuerySelector("span")!.TextContent, shown.GetAttribute("aria-label")));
        Assert.Equal("1", (await browser.Get($"/posts/{post}")).One(".actions .like [data-count]").TextContent);
        Assert.True((await browser.Get($"/posts/{post}/edit")).One("[name=hidesLikes]").HasAttribute("checked"));

        await (await browser.Get($"/posts/{post}/edit")).Submit("#edit");
        var settings = await (await browser.Get("/settings")).Submit("section[aria-labelledby=privacy] form", ("hidesLikes", "true"));
        Assert.True(settings.One("[name=hidesLikes]").HasAttribute("checked"));
        Assert.True((await visitor.Get($"/posts/{post}")).One(".actions .like span").HasAttribute("hidden"));
    }

    static async Task Sees(Person person, Guid post, int likes, bool isTold)
    {
        var seen = (await person.Graph(Look, new { id = Belongings.PostId(post) })).ShouldSucceed();
        Assert.Equal((likes, likes, likes, isTold), (seen.Number("post.likeCount"), seen.Number("post.likes.totalCount"), seen.List("post.likes.nodes").Count, seen.Is("post.viewerSeesLikes")));
    }

    static async Task<IReadOnlyList<string?>> Ordered(Person person, Person author) =>
        (await person.Graph("query ($id: ID!) { node(id: $id) { ... on User { posts(order: [{ likeCount: DESC }, { createdAt: DESC }]) { nodes { caption } } } } }", new { id = author.NodeId })).ShouldSucceed().Each("node.posts.nodes", "caption");
}
