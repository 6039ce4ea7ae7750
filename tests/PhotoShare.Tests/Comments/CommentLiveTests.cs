using Xunit;

namespace PhotoShare.Tests;

/// <summary>Comments as they are made: to everyone who may see the post, over both transports, and to nobody else.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class CommentLiveTests(House house)
{
    const string OnCommentAdded = """
        subscription ($post: ID!, $after: String) {
          onCommentAdded(postId: $post, after: $after) { post { id commentCount } edge { cursor node { id body author { username } } } }
        }
        """;

    [Fact]
    public async Task A_comment_arrives_by_event_stream_as_it_is_made()
    {
        var post = await house.Ann.AddQuickPost();
        await using var stream = await Listen(house.Stranger, post);
        await house.Bob.AddComment(post, "Live");
        var heard = await stream.Next();

        Assert.Equal(("Live", "bob", 1), (heard!["onCommentAdded.edge.node.body"], heard["onCommentAdded.edge.node.author.username"], heard.Number("onCommentAdded.post.commentCount")));
    }

    [Fact]
    public async Task A_comment_arrives_by_websocket_as_it_is_made()
    {
        var post = await house.Ann.AddQuickPost();
        await using var socket = await GraphSocket.Open(house.Carol);
        await socket.Subscribe("1", OnCommentAdded, new { post = Belongings.PostId(post) });
        var heard = socket.Receive();
        // A subscription is not acknowledged: comments are made until one is heard.
        while (!heard.IsCompleted)
        {
            await house.Bob.AddComment(post, "Live");
            await Task.WhenAny(heard, Task.Delay(100));
        }

        Assert.Equal("Live", (await heard)["payload"]!["data"]!["onCommentAdded"]!["edge"]!["node"]!["body"]!.ToString());
    }

    [Fact]
    public async Task What_was_missed_is_replayed_from_the_cursor_and_nothing_comes_twice()
    {
        var post = await house.Ann.AddQuickPost();
        await house.Bob.AddComment(post, "Heard");
        var heard = await house.Stranger.Graph("query ($id: ID!) { post(id: $id) { comments { edges { cursor } } } }", new { id = Belongings.PostId(post) });
        await house.Bob.AddComment(post, "Missed 1");
        await house.Ann.AddComment(post, "Missed 2");
        await using var stream = await Listen(house.Stranger, post, heard["post.comments.edges.0.cursor"]);
        Assert.Equal("Missed 1", (await stream.Next())!["onCommentAdded.edge.node.body"]);
        Assert.Equal("Missed 2", (await stream.Next())!["onCommentAdded.edge.node.body"]);
        await house.Bob.AddComment(post, "Live");

        Assert.Equal("Live", (await stream.Next())!["onCommentAdded.edge.node.body"]);
    }

    [Fact]
    public async Task Nothing_of_a_private_post_reaches_somebody_who_may_not_see_it()
    {
        await using var stream = await Listen(house.Bob, house.PrivatePost);
        var answer = await stream.Next();

        answer!.ShouldBeRefused("NOT_FOUND");
        Assert.Null(await stream.Next());
    }

    [Fact]
    public async Task Who_is_no_follower_any_more_hears_nothing_more_of_a_private_account()
    {
        var (author, reader) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, true, default));
        await reader.Follow(author);
        await house.Use<Follows>(follows => follows.Accept(author.Viewer, reader.Viewer.Required, default));
        await using var readers = await Listen(reader, post);
        await using var authors = await Listen(author, post);
        await author.AddComment(post, "For followers");
        Assert.Equal("For followers", (await readers.Next())!["onCommentAdded.edge.node.body"]);
        Assert.Equal("For followers", (await authors.Next())!["onCommentAdded.edge.node.body"]);

        await house.Use<Follows>(follows => follows.RemoveFollower(author.Viewer, reader.Viewer.Required, default));
        await author.AddComment(post, "Not for you");
        Assert.Equal("Not for you", (await authors.Next())!["onCommentAdded.edge.node.body"]);
        Assert.Null(await readers.Next());
    }

    [Fact]
    public async Task With_the_post_its_subscription_ends()
    {
        var post = await house.Ann.AddQuickPost();
        await using var stream = await Listen(house.Stranger, post);
        await house.Use<Posts>(posts => posts.Delete(house.Ann.Viewer, post, default));

        Assert.Null(await stream.Next());
    }

    [Fact]
    public async Task A_cursor_resumes_from_a_list_in_either_order_and_a_list_goes_on_from_an_event()
    {
        var post = await house.Ann.AddQuickPost();
        foreach (var body in (string[])["One", "Two", "Three"]) await house.Bob.AddComment(post, body);
        const string Page = "query ($id: ID!, $after: String) { post(id: $id) { newest: comments(order: NEWEST, first: 1) { edges { cursor } } rest: comments(after: $after) { nodes { body } } } }";
        var newest = (await house.Stranger.Graph(Page, new { id = Belongings.PostId(post) })).ShouldSucceed()["post.newest.edges.0.cursor"];
        await using var stream = await Listen(house.Stranger, post, newest);
        await house.Bob.AddComment(post, "Four");
        await house.Bob.AddComment(post, "Five");
        var heard = await stream.Next();

        Assert.Equal("Four", heard!["onCommentAdded.edge.node.body"]);
        var rest = await house.Stranger.Graph(Page, new { id = Belongings.PostId(post), after = heard["onCommentAdded.edge.cursor"] });
        Assert.Equal(["Five"], rest.ShouldSucceed().Each("post.rest.nodes", "body"));
    }

    /// <summary>A stream that is known to stand: the server sends its headers when the subscription is made.</summary>
    static Task<EventStream> Listen(Person person, Guid post, string? after = null) => EventStream.Open(person, OnCommentAdded, new { post = Belongings.PostId(post), after });
}
