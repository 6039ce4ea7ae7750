using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class FeedTests(House house)
{
    const string Feed = "query ($first: Int, $after: String) { feed(first: $first, after: $after) { nodes { id author { username } } edges { reason } pageInfo { hasNextPage endCursor } } }";

    [Fact]
    public async Task It_has_ones_own_posts_and_those_one_follows_newest_first_and_no_others()
    {
        var (reader, followed, other) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        await reader.Follow(followed);
        Guid[] posts = [await followed.AddQuickPost(), await reader.AddQuickPost(), await followed.AddQuickPost()];
        await other.AddQuickPost();
        var feed = (await reader.Graph(Feed)).ShouldSucceed();

        Assert.Equal(posts.Reverse().Select(Belongings.PostId), feed.Each("feed.nodes", "id"));
        Assert.Equal(["FOLLOWING", "OWN", "FOLLOWING"], feed.Each("feed.edges", "reason"));
    }

    [Fact]
    public async Task An_unfollow_holds_from_the_next_request_on()
    {
        var (reader, followed) = (await house.Somebody(), await house.Somebody());
        await reader.Follow(followed);
        await followed.AddQuickPost();
        Assert.Single((await reader.Graph(Feed)).ShouldSucceed().List("feed.nodes"));
        await house.Use<Follows>(follows => follows.Unfollow(reader.Viewer, followed.Viewer.Required, default));

        Assert.Empty((await reader.Graph(Feed)).ShouldSucceed().List("feed.nodes"));
    }

    [Fact]
    public async Task Page_by_page_it_is_whole_without_repetition_even_while_posts_are_made()
    {
        var (reader, followed) = (await house.Somebody(), await house.Somebody());
        await reader.Follow(followed);
        var posts = new List<string>();
        for (var i = 0; i < 11; i++) posts.Add(Belongings.PostId(await followed.AddQuickPost()));
        var read = new List<string?>();
        string? after = null;
        bool more;
        do
        {
            var page = (await reader.Graph(Feed, new { first = 3, after })).ShouldSucceed();
            read.AddRange(page.Each("feed.nodes", "id"));
            after = page["feed.pageInfo.endCursor"];
            more = page.Is("feed.pageInfo.hasNextPage");
            await followed.AddQuickPost("Made while it is read");
        }
        while (more);

        Assert.Equal(posts.AsEnumerable().Reverse(), read);
    }

    [Fact]
    public async Task What_is_new_since_a_cursor_is_counted()
    {
        var person = await house.Somebody();
        await person.AddQuickPost();
        var top = (await person.Graph("{ feed { edges { cursor } } }"))["feed.edges.0.cursor"];
        await person.AddQuickPost();
        await person.AddQuickPost();

        Assert.Equal(2, (await person.Graph("query ($c: String!) { feed { newSince(cursor: $c) } }", new { c = top })).ShouldSucceed().Number("feed.newSince"));
    }

    [Fact]
    public async Task It_has_the_public_posts_of_the_hashtags_one_follows_and_says_so()
    {
        var (reader, followed, other, hidden) = (await house.Somebody(), await house.Somebody(), await house.Somebody(), await house.Somebody());
        await reader.Follow(followed);
        var tag = $"t{Guid.NewGuid():n}";
        Guid[] posts = [await other.AddQuickPost($"Seen by its #{tag}"), await followed.AddQuickPost($"Both ways #{tag}"), await reader.AddQuickPost($"Mine #{tag}")];
        await hidden.AddQuickPost($"Not for strangers #{tag}");
        await house.Use<Accounts>(accounts => accounts.SetPrivate(hidden.Viewer, true, default));
        var followers = await other.AddQuickPost($"For my followers #{tag}");
        await house.Use<Posts>(all => all.Update(other.Viewer, followers, null, Visibility.Followers, null, null, null, default));
        await house.Use<HashtagFollows>(follows => follows.Follow(reader.Viewer, tag, default));
        var feed = (await reader.Graph(Feed)).ShouldSucceed();

        Assert.Equal(posts.Reverse().Select(Belongings.PostId), feed.Each("feed.nodes", "id"));
        Assert.Equal(["OWN", "FOLLOWING", "HASHTAG"], feed.Each("feed.edges", "reason"));
    }

    [Fact]
    public async Task Whom_one_mutes_is_neither_in_it_nor_in_what_one_explores()
    {
        var (reader, muted) = (await house.Somebody(), await house.Somebody());
        await reader.Follow(muted);
        var post = Belongings.PostId(await muted.AddQuickPost());
        Assert.Contains(post, await Explored(reader));
        await reader.Mute(muted);

        Assert.Empty((await reader.Graph(Feed)).ShouldSucceed().List("feed.nodes"));
        Assert.DoesNotContain(post, await Explored(reader));
        Assert.Contains(post, await Explored(house.Carol));
    }

    [Fact]
    public async Task A_stranger_has_no_feed_but_may_explore_what_is_public()
    {
        (await house.Stranger.Graph(Feed)).ShouldBeRefused("UNAUTHENTICATED");
        var post = await house.Ann.AddQuickPost();
        var explored = await Explored(house.Stranger);

        Assert.Contains(Belongings.PostId(post), explored);
        Assert.DoesNotContain(Belongings.PostId(house.PrivatePost), explored);
    }

    /// <summary>All pages: other tests' posts may be livelier.</summary>
    static async Task<IReadOnlyList<string?>> Explored(Person viewer)
    {
        var (ids, after) = (new List<string?>(), (string?)null);
        do
        {
            var page = (await viewer.Graph("query ($after: String) { explore(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }", new { after })).ShouldSucceed();
            ids.AddRange(page.Each("explore.nodes", "id"));
            after = page.Is("explore.pageInfo.hasNextPage") ? page["explore.pageInfo.endCursor"] : null;
        }
        while (after is not null);
        return ids;
    }
}
