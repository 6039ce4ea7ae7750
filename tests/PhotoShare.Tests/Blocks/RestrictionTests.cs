using Xunit;

namespace PhotoShare.Tests;

/// <summary>Somebody whose comments their post's author keeps to the two of them.</summary>
[Collection(HouseCollection.Name)]
public sealed class RestrictionTests(House house)
{
    const string Talk = """
        query ($id: ID!) {
          post(id: $id) {
            commentCount topComments(first: 10) { body }
            comments { totalCount nodes { id body viewerCanApprove replyCount replies { totalCount nodes { body } } } }
          }
        }
        """;

    [Fact]
    public async Task What_somebody_restricted_says_is_between_the_two_until_it_is_approved_and_while_it_stays_so()
    {
        var (author, restricted, other) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        var before = await restricted.AddComment(post, "Before");
        await other.AddComment(post, "An answer", before);
        Assert.Equal(["Before"], await Heard(house.Stranger, post));
        await using var stream = await EventStream.Open(other, "subscription ($id: ID!) { onCommentAdded(postId: $id) { edge { node { body } } } }", new { id = Belongings.PostId(post) });

        await author.Does("restrictUser", new { userId = restricted.NodeId });
        var said = await restricted.AddComment(post, "Between us");
        await author.AddComment(post, "For all");

        Assert.Equal("For all", (await stream.Next())!["onCommentAdded.edge.node.body"]);
        foreach (var person in (Person[])[other, house.Stranger, house.Dora])
        {
            Assert.Equal(["For all"], await Heard(person, post));
            Assert.False(await person.Sees(Belongings.CommentId(said)));
            var seen = (await person.Graph(Talk, new { id = Belongings.PostId(post) })).ShouldSucceed();
            Assert.Equal((1, 1), (seen.Number("post.commentCount"), seen.Number("post.comments.totalCount")));
            Assert.Equal(["For all"], seen.Each("post.topComments", "body"));
        }
        foreach (var (person, approves) in ((Person, bool)[])[(author, true), (restricted, false)])
        {
            var seen = (await person.Graph(Talk, new { id = Belongings.PostId(post) })).ShouldSucceed();
            Assert.Equal(["Before", "Between us", "For all"], seen.Each("post.comments.nodes", "body"));
            Assert.Equal((4, approves, approves, false), (seen.Number("post.commentCount"), seen.Is("post.comments.nodes.0.viewerCanApprove"), seen.Is("post.comments.nodes.1.viewerCanApprove"), seen.Is("post.comments.nodes.2.viewerCanApprove")));
            Assert.Equal(["An answer"], seen.Each("post.comments.nodes.0.replies.nodes", "body"));
        }

        // Only the author of the post lets others see it, and not what is said there afterwards.
        await Refused(restricted, said, "FORBIDDEN");
        await Refused(other, said, "NOT_FOUND");
        await Refused(house.Stranger, said, "UNAUTHENTICATED");
        await author.Does("approveComment", new { commentId = Belongings.CommentId(said) });
        Assert.Equal(["Between us", "For all"], await Heard(other, post));
        await restricted.Does("updateComment", new { commentId = Belongings.CommentId(said), body = "Otherwise" });
        Assert.Equal(["For all"], await Heard(other, post));
        // Under other people's posts nothing is otherwise.
        Assert.Equal(["Hello"], await Heard(house.Stranger, await Elsewhere(other, restricted)));

        await author.Does("unrestrictUser", new { userId = restricted.NodeId });
        Assert.Equal(["Before", "Otherwise", "For all"], await Heard(house.Stranger, post));
    }

    [Fact]
    public async Task Who_restricts_is_not_notified_and_the_other_finds_no_trace_of_it()
    {
        var (author, restricted) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        await restricted.AddComment(post, "Told once");
        await author.Settled();
        await author.Does("restrictUser", new { userId = restricted.NodeId });
        await author.Does("restrictUser", new { userId = restricted.NodeId });
        await restricted.Like(post);
        await restricted.Follow(author);
        await restricted.AddComment(post, $"Hello @{author.Username}");
        await house.Bob.Like(post);
        await author.Settled();

        var told = (await author.Graph("{ notifications { nodes { kind actors { username } } } }")).ShouldSucceed();
        Assert.Equal(["LIKE"], told.Each("notifications.nodes", "kind"));
        Assert.Equal(["bob"], told.Each("notifications.nodes.0.actors", "username"));
        const string Lists = "query ($id: ID!) { viewer { restrictedUsers { totalCount edges { followedAt node { username viewerHasRestricted } } } } node(id: $id) { ... on User { viewerHasRestricted viewerHasMuted viewerHasBlocked viewerFollowStatus } } }";
        var lists = (await author.Graph(Lists, new { id = restricted.NodeId })).ShouldSucceed();
        Assert.Equal((1, restricted.Username, true, true), (lists.Number("viewer.restrictedUsers.totalCount"), lists["viewer.restrictedUsers.edges.0.node.username"], lists.Is("viewer.restrictedUsers.edges.0.node.viewerHasRestricted"), lists.Is("node.viewerHasRestricted")));
        var theirs = (await restricted.Graph(Lists, new { id = author.NodeId })).ShouldSucceed();
        Assert.Equal((0, false, "FOLLOWING"), (theirs.Number("viewer.restrictedUsers.totalCount"), theirs.Is("node.viewerHasRestricted"), theirs["node.viewerFollowStatus"]));
    }

    [Fact]
    public async Task Pages_restrict_approve_and_take_it_back()
    {
        var (author, restricted) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        await restricted.Follow(author);
        using var browser = await author.Browser();
        using var visitor = house.Browse();
        await (await browser.Get($"/@{restricted.Username}")).Submit("form[action$='/restrict']");
        var said = await restricted.AddComment(post, "A word on a page");

        Assert.Empty((await visitor.Get($"/posts/{post}")).Document.QuerySelectorAll(".comment"));
        var shown = await browser.Get($"/posts/{post}");
        Assert.Contains("only you two see it", shown.One($"#comment-{said}").TextContent, StringComparison.Ordinal);
        var approved = await shown.Submit($"#comment-{said} form[action$='/approve']");
        Assert.DoesNotContain("only you two", approved.Text, StringComparison.Ordinal);
        Assert.Single((await visitor.Get($"/posts/{post}")).Document.QuerySelectorAll(".comment"));

        var settings = await browser.Get("/settings");
        Assert.Contains(restricted.Username, settings.One("section[aria-labelledby=apart]").TextContent, StringComparison.Ordinal);
        var after = await settings.Submit("form[action$='/unrestrict']");
        Assert.DoesNotContain(restricted.Username, after.One("section[aria-labelledby=apart]").TextContent, StringComparison.Ordinal);
        var fewer = await (await browser.Get($"/@{author.Username}/followers")).Submit("form[action$='/remove']");
        Assert.Empty(fewer.Document.QuerySelectorAll("ul.listed li"));
    }

    static async Task<Guid> Elsewhere(Person host, Person guest)
    {
        var post = await host.AddQuickPost();
        await guest.AddComment(post, "Hello");
        return post;
    }

    static async Task<IReadOnlyList<string?>> Heard(Person person, Guid post) =>
        (await person.Graph("query ($id: ID!) { post(id: $id) { comments { nodes { body } } } }", new { id = Belongings.PostId(post) })).ShouldSucceed().Each("post.comments.nodes", "body");

    static async Task Refused(Person person, Guid comment, string code) =>
        (await person.Graph("mutation ($input: ApproveCommentInput!) { approveComment(input: $input) { errors { ... on Error { code message path } } } }", new { input = new { commentId = Belongings.CommentId(comment) } })).ShouldBeRefused(code);
}
