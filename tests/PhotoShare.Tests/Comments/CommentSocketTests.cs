using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What is private stays so on a socket that is open for long.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class CommentSocketTests(House house)
{
    const string OnCommentAdded = "subscription ($post: ID!) { onCommentAdded(postId: $post) { post { id caption } edge { node { id body author { username } } } } }";

    [Fact]
    public async Task Nothing_of_a_private_post_reaches_somebody_who_may_not_see_it()
    {
        foreach (var person in (Person[])[house.Stranger, house.Bob])
        {
            await using var socket = await GraphSocket.Open(person);
            await socket.Subscribe("1", OnCommentAdded, new { post = Belongings.PostId(house.PrivatePost) });
            await house.Dora.AddComment(house.PrivatePost, "Among us");
            var message = await socket.Receive();

            Assert.Contains("NOT_FOUND", message.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Among us", message.ToJsonString(), StringComparison.Ordinal);
            Assert.Null(DataOf(message));
        }
    }

    [Fact]
    public async Task A_pong_says_that_what_was_subscribed_to_before_it_misses_nothing()
    {
        const string Feed = "subscription { onFeedUpdated { newCount } }", Changes = "subscription ($post: ID!) { onPostChanged(postId: $post) { change } }";
        var (author, reader) = (await house.Somebody(), await house.Somebody());
        await reader.Follow(author);
        for (var round = 0; round < 5; round++)
        {
            var post = await author.AddQuickPost();
            await using var socket = await GraphSocket.Open(reader);
            await socket.Subscribe("changes", Changes, new { post = Belongings.PostId(post) });
            await socket.Subscribe("feed", Feed);
            await socket.Send(new { type = "ping", payload = new { round } });
            var pong = await socket.Receive();
            Assert.Equal(("pong", round), (pong["type"]!.ToString(), (int)pong["payload"]!["round"]!));
            await author.Like(post);
            Assert.Equal("LIKES", (await socket.Receive())["payload"]!["data"]!["onPostChanged"]!["change"]!.ToString());
            await author.AddQuickPost();
            Assert.Equal(1, (int)(await socket.Receive())["payload"]!["data"]!["onFeedUpdated"]!["newCount"]!);
        }
    }

    [Fact]
    public async Task Who_is_no_follower_any_more_hears_nothing_more_of_a_private_account()
    {
        var (author, reader) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, true, default));
        await reader.Follow(author);
        await house.Use<Follows>(follows => follows.Accept(author.Viewer, reader.Viewer.Required, default));
        await using var readers = await GraphSocket.Open(reader);
        await using var authors = await GraphSocket.Open(author);
        foreach (var socket in (GraphSocket[])[readers, authors])
        {
            await socket.Subscribe("1", OnCommentAdded, new { post = Belongings.PostId(post) });
            var heard = socket.Receive();
            // A subscription is not acknowledged: comments are made until one is heard.
            while (!heard.IsCompleted)
            {
                await author.AddComment(post, "For followers");
                await Task.WhenAny(heard, Task.Delay(100));
            }
            Assert.Equal("For followers", BodyOf(await heard));
        }

        await house.Use<Follows>(follows => follows.RemoveFollower(author.Viewer, reader.Viewer.Required, default));
        await author.AddComment(post, "Not for you");
        while (BodyOf(await authors.Receive()) != "Not for you") { }
        // All that the reader is still sent was for followers; then comes an end of the subscription or nothing.
        await readers.Send(new { id = "2", type = "subscribe", payload = new { query = "{ viewer { user { id } } }" } });
        for (var message = await readers.Receive(); message["id"]?.ToString() != "2"; message = await readers.Receive())
            Assert.DoesNotContain("Not for you", message.ToJsonString(), StringComparison.Ordinal);
    }

    static string? BodyOf(JsonObject message) => DataOf(message)?["onCommentAdded"]?["edge"]?["node"]?["body"]?.ToString();

    static JsonNode? DataOf(JsonObject message) => (message["payload"] as JsonObject)?["data"];
}
