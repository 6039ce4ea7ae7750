using System.Net;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A third person's post, under which somebody and the one who blocks them have both liked and commented.</summary>
[Collection(HouseCollection.Name)]
public sealed class BlockTests(House house)
{
    const string Errors = "errors { ... on Error { code message path } }";
    const string Node = "query ($id: ID!) { node(id: $id) { id } }";
    const string Look = """
        query ($name: String!) {
          user(by: { username: $name }) {
            id viewerHasBlocked viewerCanFollow viewerFollowStatus followsViewer postCount followerCount
            posts { totalCount nodes { id } } followers { totalCount nodes { username } }
          }
        }
        """;
    const string Talk = """
        query ($id: ID!) {
          post(id: $id) {
            likeCount commentCount likes { totalCount nodes { username } } mentions { username }
            comments { totalCount nodes { author { username } replyCount replies { totalCount nodes { author { username } } } } }
            topComments(first: 10) { author { username } }
          }
        }
        """;

    [Fact]
    public async Task Whoever_is_blocked_finds_the_other_nowhere()
    {
        var (blocker, blocked) = (await house.Somebody(), await house.Somebody());
        var post = await blocker.AddQuickPost("#" + blocker.Username);
        var comment = await blocker.AddComment(house.PublicPost, "Before the block");
        string[] ids = [blocker.NodeId, Belongings.PostId(post), Belongings.CommentId(comment)];
        await Do(blocker, "blockUser", blocked);

        Assert.Null((await blocked.Graph(Look, new { name = blocker.Username })).ShouldSucceed().At("user"));
        foreach (var id in ids)
        {
            Assert.Null((await blocked.Graph(Node, new { id })).ShouldSucceed().At("node"));
            Assert.NotNull((await house.Carol.Graph(Node, new { id })).ShouldSucceed().At("node"));
            Assert.NotNull((await house.Stranger.Graph(Node, new { id })).ShouldSucceed().At("node"));
        }
        Assert.DoesNotContain(Belongings.PostId(post), (await blocked.Graph("{ explore(first: 100) { nodes { id } } }")).ShouldSucceed().Each("explore.nodes", "id"));
        Assert.Null((await blocked.Graph("query ($name: String!) { hashtag(name: $name) { id } }", new { name = blocker.Username })).ShouldSucceed().At("hashtag"));
    }

    [Fact]
    public async Task Whoever_blocks_still_finds_the_other_but_nothing_of_theirs()
    {
        var (blocker, blocked) = (await house.Somebody(), await house.Somebody());
        var post = Belongings.PostId(await blocked.AddQuickPost());
        await house.Carol.Follow(blocked);
        await Do(blocker, "blockUser", blocked);
        var seen = (await blocker.Graph(Look, new { name = blocked.Username })).ShouldSucceed();

        Assert.Equal((true, false), (seen.Is("user.viewerHasBlocked"), seen.Is("user.viewerCanFollow")));
        Assert.Equal((0, 0, 0, 0), (seen.Number("user.postCount"), seen.Number("user.posts.totalCount"), seen.Number("user.followerCount"), seen.Number("user.followers.totalCount")));
        Assert.Null((await blocker.Graph(Node, new { id = post })).ShouldSucceed().At("node"));
    }

    [Fact]
    public async Task Lists_and_counts_know_neither_for_the_other()
    {
        var (blocker, blocked, host) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = await host.AddQuickPost($"With @{blocker.Username} and @{blocked.Username}");
        foreach (var person in (Person[])[blocker, blocked])
        {
            await house.Use<Likes>(likes => likes.LikePost(person.Viewer, post, default));
            await person.Follow(host);
        }
        var thread = await blocker.AddComment(post, "A thread");
        await host.AddComment(post, "A reply in it", thread);
        var other = await host.AddComment(post, "Another thread");
        await blocked.AddComment(post, "A reply in that", other);
        await Do(blocker, "blockUser", blocked);
        var id = Belongings.PostId(post);

        var byBlocked = (await blocked.Graph(Talk, new { id })).ShouldSucceed();
        Assert.Equal([blocked.Username], byBlocked.Each("post.likes.nodes", "username"));
        Assert.Equal([blocked.Username], byBlocked.Each("post.mentions", "username"));
        Assert.Equal([host.Username], byBlocked.Each("post.comments.nodes", "author.username"));
        Assert.Equal([host.Username], byBlocked.Each("post.topComments", "author.username"));
        Assert.Equal((1, 1, 2, 1), (byBlocked.Number("post.likeCount"), byBlocked.Number("post.likes.totalCount"), byBlocked.Number("post.commentCount"), byBlocked.Number("post.comments.totalCount")));

        var byBlocker = (await blocker.Graph(Talk, new { id })).ShouldSucceed();
        Assert.Equal([blocker.Username], byBlocker.Each("post.likes.nodes", "username"));
        Assert.Equal((1, 3, 0, 0), (byBlocker.Number("post.likeCount"), byBlocker.Number("post.commentCount"), byBlocker.Number("post.comments.nodes.1.replyCount"), byBlocker.Number("post.comments.nodes.1.replies.totalCount")));

        var byHost = (await host.Graph(Talk, new { id })).ShouldSucceed();
        Assert.Equal((2, 4, 2), (byHost.Number("post.likeCount"), byHost.Number("post.commentCount"), byHost.Number("post.comments.totalCount")));
        var followers = (await blocked.Graph(Look, new { name = host.Username })).ShouldSucceed();
        Assert.Equal([blocked.Username], followers.Each("user.followers.nodes", "username"));
        Assert.Equal((1, 1), (followers.Number("user.followerCount"), followers.Number("user.followers.totalCount")));
    }

    [Fact]
    public async Task A_block_ends_follows_and_requests_both_ways_and_lets_none_be_made()
    {
        var (blocker, blocked) = (await house.Somebody(), await house.Somebody());
        await blocker.Follow(blocked);
        await house.Use<Accounts>(accounts => accounts.SetPrivate(blocker.Viewer, true, default));
        await blocked.Follow(blocker);
        await Do(blocker, "blockUser", blocked);

        (await Try(blocker, "followUser", blocked)).ShouldBeRefused("FORBIDDEN", "userId");
        (await Try(blocked, "followUser", blocker)).ShouldBeRefused("NOT_FOUND", "userId");
        (await Try(blocker, "acceptFollowRequest", blocked)).ShouldBeRefused("NOT_FOUND", "userId");
        await Do(blocker, "unblockUser", blocked);
        var after = (await blocker.Graph(Look, new { name = blocked.Username })).ShouldSucceed();
        Assert.Equal(("NONE", false, true), (after["user.viewerFollowStatus"], after.Is("user.followsViewer"), after.Is("user.viewerCanFollow")));
    }

    [Fact]
    public async Task Neither_likes_or_comments_on_what_is_the_others()
    {
        var (one, other) = (await house.Somebody(), await house.Somebody());
        var (ones, others) = (await one.AddQuickPost(), await other.AddQuickPost());
        var comment = Belongings.CommentId(await one.AddComment(house.PublicPost, "Mine"));
        await Do(one, "blockUser", other);
        const string Like = $"mutation ($input: LikeInput!) {{ like(input: $input) {{ {Errors} }} }}";
        foreach (var (person, post) in ((Person, Guid)[])[(one, others), (other, ones)])
        {
            (await person.Graph(CommentTests.AddComment, new { input = new { postId = Belongings.PostId(post), body = "Hello" } })).ShouldBeRefused("NOT_FOUND", "postId");
            (await person.Graph(Like, new { input = new { subjectId = Belongings.PostId(post) } })).ShouldBeRefused("NOT_FOUND", "subjectId");
        }
        (await other.Graph(Like, new { input = new { subjectId = comment } })).ShouldBeRefused("NOT_FOUND", "subjectId");
        (await other.Graph(CommentTests.AddComment, new { input = new { postId = Belongings.PostId(house.PublicPost), parentId = comment, body = "Hello" } })).ShouldBeRefused("NOT_FOUND", "parentId");
        Assert.Empty((await other.Graph(Talk, new { id = Belongings.PostId(await other.AddQuickPost($"@{one.Username}")) })).ShouldSucceed().List("post.mentions"));
    }

    [Fact]
    public async Task A_comment_that_is_sent_again_after_a_block_is_not_answered_with_what_is_hidden_now()
    {
        var (blocker, blocked) = (await house.Somebody(), await house.Somebody());
        var input = new { postId = Belongings.PostId(await blocker.AddQuickPost()), body = "Once", clientMutationId = "once" };
        (await blocked.Graph(CommentTests.AddComment, new { input })).ShouldSucceed();
        await Do(blocker, "blockUser", blocked);

        (await blocked.Graph(CommentTests.AddComment, new { input })).ShouldBeRefused("NOT_FOUND", "postId");
    }

    [Fact]
    public async Task Pages_know_of_blocks_too()
    {
        var (blocker, blocked) = (await house.Somebody(), await house.Somebody());
        var post = await blocked.AddQuickPost();
        await Do(blocker, "blockUser", blocked);
        using var browser = house.Browse();
        await browser.SignIn(blocker.Username);
        var profile = await browser.Get($"/@{blocked.Username}");
        using var other = house.Browse();
        await other.SignIn(blocked.Username);

        Assert.Contains("You blocked them", profile.Text, StringComparison.Ordinal);
        Assert.Empty(profile.Document.QuerySelectorAll("[data-follow]"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/posts/{post}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/@{blocker.Username}")).Status);
    }

    [Fact]
    public async Task A_block_holds_in_a_subscription_that_is_open()
    {
        var (blocker, blocked) = (await house.Somebody(), await house.Somebody());
        var post = await house.Ann.AddQuickPost();
        await using var stream = await EventStream.Open(blocked, "subscription ($id: ID!) { onCommentAdded(postId: $id) { edge { node { body } } } }", new { id = Belongings.PostId(post) });
        await blocker.AddComment(post, "Before");
        Assert.Equal("Before", (await stream.Next())!["onCommentAdded.edge.node.body"]);
        await Do(blocker, "blockUser", blocked);
        await blocker.AddComment(post, "Hidden");
        await house.Ann.AddComment(post, "After");

        Assert.Equal("After", (await stream.Next())!["onCommentAdded.edge.node.body"]);
    }

    [Fact]
    public async Task Blocks_and_mutes_are_listed_for_their_maker_and_made_and_taken_back_as_often_as_one_likes()
    {
        var (maker, one, other) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        const string Lists = "{ viewer { blockedUsers { totalCount nodes { username } } mutedUsers { totalCount edges { followedAt node { username viewerHasMuted } } } } }";
        foreach (var person in (Person[])[one, other, one]) await Do(maker, "blockUser", person);
        await Task.WhenAll(Do(maker, "muteUser", one), Do(maker, "muteUser", one));
        var lists = (await maker.Graph(Lists)).ShouldSucceed();

        Assert.Equal([other.Username, one.Username], lists.Each("viewer.blockedUsers.nodes", "username"));
        Assert.Equal((2, 1, true), (lists.Number("viewer.blockedUsers.totalCount"), lists.Number("viewer.mutedUsers.totalCount"), lists.Is("viewer.mutedUsers.edges.0.node.viewerHasMuted")));
        foreach (var name in (string[])["unblockUser", "unmuteUser", "unblockUser", "unmuteUser"]) await Do(maker, name, one);
        var fewer = (await maker.Graph(Lists)).ShouldSucceed();
        Assert.Equal([other.Username], fewer.Each("viewer.blockedUsers.nodes", "username"));
        Assert.Equal(0, fewer.Number("viewer.mutedUsers.totalCount"));
        Assert.Empty((await one.Graph(Lists)).ShouldSucceed().List("viewer.blockedUsers.nodes"));
    }

    [Theory]
    [InlineData("blockUser", "BLOCK_SELF")]
    [InlineData("muteUser", "MUTE_SELF")]
    public async Task Nobody_keeps_themselves_or_nobody_away(string name, string code)
    {
        (await Try(house.Ann, name, house.Ann)).ShouldBeRefused(code, "userId");
        (await house.Ann.Graph(Change(name), new { input = new { userId = new Web.GlobalId("User", Guid.NewGuid()).Text } })).ShouldBeRefused("NOT_FOUND", "userId");
        (await Try(house.Stranger, name, house.Ann)).ShouldBeRefused("UNAUTHENTICATED");
    }

    static string Change(string name) => $"mutation ($input: {char.ToUpperInvariant(name[0])}{name[1..]}Input!) {{ {name}(input: $input) {{ user {{ id }} {Errors} }} }}";

    static Task<GraphAnswer> Try(Person who, string name, Person whom) => who.Graph(Change(name), new { input = new { userId = whom.NodeId } });

    static async Task Do(Person who, string name, Person whom) => (await Try(who, name, whom)).ShouldSucceed();
}
