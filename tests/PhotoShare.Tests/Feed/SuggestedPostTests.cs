using Xunit;

namespace PhotoShare.Tests;

/// <summary>Posts of whom those follow whom one follows, in the home feed of somebody who follows few people.</summary>
[Collection(HouseCollection.Name)]
public sealed class SuggestedPostTests(House house)
{
    const string Feed = "query ($first: Int, $after: String) { feed(first: $first, after: $after) { edges { reason node { caption } } pageInfo { hasNextPage hasPreviousPage endCursor } } }";

    [Fact]
    public async Task They_are_public_posts_of_people_one_has_nothing_to_do_with_and_say_so()
    {
        var (reader, friend) = await Friends();
        var tag = $"t{Guid.NewGuid():n}";
        var (theirs, closed, asked, muted, blocked, blocker) = (await Known(friend), await Known(friend), await Known(friend), await Known(friend), await Known(friend), await Known(friend));
        await house.Use<Accounts>(accounts => accounts.SetPrivate(closed.Viewer, true, default));
        await house.Use<Accounts>(accounts => accounts.SetPrivate(asked.Viewer, true, default));
        await reader.Follow(asked);
        await reader.Mute(muted);
        await house.Use<Blocks>(blocks => blocks.Block(reader.Viewer, blocked.Viewer.Required, default));
        await house.Use<Blocks>(blocks => blocks.Block(blocker.Viewer, reader.Viewer.Required, default));
        foreach (var hidden in (Person[])[closed, asked, muted, blocked, blocker, await house.Somebody()]) await hidden.AddQuickPost("Not for this feed");
        await theirs.AddQuickPost("Suggested");
        await theirs.AddQuickPost($"Both ways #{tag}");
        var followers = await theirs.AddQuickPost("For their followers");
        await house.Use<Posts>(posts => posts.Update(theirs.Viewer, followers, null, Visibility.Followers, null, null, null, default));
        await friend.AddQuickPost("Of a friend");
        await reader.AddQuickPost("Mine");
        await house.Use<HashtagFollows>(follows => follows.Follow(reader.Viewer, tag, default));

        Assert.Equal(["OWN Mine", "FOLLOWING Of a friend", $"HASHTAG Both ways #{tag}", "SUGGESTED Suggested"], await Read(reader, 20));
    }

    [Fact]
    public async Task They_are_there_until_one_follows_five_people()
    {
        var (reader, friend) = await Friends();
        var theirs = await Known(friend);
        await theirs.AddQuickPost("Suggested");
        for (var follows = 1; follows < 5; follows++)
        {
            Assert.Equal(["SUGGESTED Suggested"], await Read(reader, 20));
            await reader.Follow(await house.Somebody());
        }

        Assert.Empty(await Read(reader, 20));
        await reader.Follow(theirs);
        Assert.Equal(["FOLLOWING Suggested"], await Read(reader, 20));
    }

    [Fact]
    public async Task Page_by_page_all_of_them_come_once_among_the_others_and_are_counted_as_new()
    {
        var (reader, friend) = await Friends();
        var (one, two) = (await Known(friend), await Known(friend));
        var expected = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            var (author, reason) = (i % 3) switch { 0 => (one, "SUGGESTED"), 1 => (friend, "FOLLOWING"), _ => (two, "SUGGESTED") };
            await author.AddQuickPost($"{i}");
            expected.Insert(0, $"{reason} {i}");
        }
        Assert.Equal(expected, await Read(reader, 1));
        Assert.Equal(expected, await Read(reader, 4));

        const string NewSince = "query ($cursor: String!) { feed(first: 1) { newSince(cursor: $cursor) } }";
        var first = (await reader.Graph("{ feed(first: 4) { pageInfo { endCursor } } }")).ShouldSucceed();
        Assert.Equal(3, (await reader.Graph(NewSince, new { cursor = first["feed.pageInfo.endCursor"] })).ShouldSucceed().Number("feed.newSince"));
    }

    [Fact]
    public async Task One_hears_of_new_ones()
    {
        var (reader, friend) = await Friends();
        var theirs = await Known(friend);
        await using var stream = await EventStream.Open(reader, "subscription { onFeedUpdated { newCount } }");
        await (await house.Somebody()).AddQuickPost("Of a stranger");
        await theirs.AddQuickPost("Suggested");

        Assert.Equal(1, (await stream.Next())!.Number("onFeedUpdated.newCount"));
    }

    [Fact]
    public async Task The_page_says_why_a_post_is_there()
    {
        var (reader, friend) = await Friends();
        await (await Known(friend)).AddQuickPost("Suggested");
        var tag = $"t{Guid.NewGuid():n}";
        await (await house.Somebody()).AddQuickPost($"Tagged #{tag}");
        await house.Use<HashtagFollows>(follows => follows.Follow(reader.Viewer, tag, default));
        using var browser = house.Browse();
        await browser.SignIn(reader.Username);
        var page = await browser.Get("/");

        Assert.Contains("Suggested for you", page.Text, StringComparison.Ordinal);
        Assert.Contains("From a hashtag you follow", page.Text, StringComparison.Ordinal);
    }

    async Task<(Person Reader, Person Friend)> Friends()
    {
        var (reader, friend) = (await house.Somebody(), await house.Somebody());
        await reader.Follow(friend);
        return (reader, friend);
    }

    async Task<Person> Known(Person friend)
    {
        var person = await house.Somebody();
        await friend.Follow(person);
        return person;
    }

    /// <summary>The whole feed in pages of a size: reason and caption.</summary>
    static async Task<IReadOnlyList<string>> Read(Person reader, int size)
    {
        var (read, after) = (new List<string>(), (string?)null);
        do
        {
            var page = (await reader.Graph(Feed, new { first = size, after })).ShouldSucceed();
            Assert.Equal(after is not null, page.Is("feed.pageInfo.hasPreviousPage"));
            read.AddRange(page.List("feed.edges").Select(edge => $"{edge!["reason"]} {edge["node"]!["caption"]}"));
            after = page.Is("feed.pageInfo.hasNextPage") ? page["feed.pageInfo.endCursor"] : null;
        }
        while (after is not null);
        return read;
    }
}
