using Xunit;

namespace PhotoShare.Tests;

/// <summary>A word that the feed has something new.</summary>
[Collection(HouseCollection.Name)]
public sealed class FeedLiveTests(House house)
{
    const string OnFeedUpdated = "subscription { onFeedUpdated { newCount newestCursor } }";

    [Fact]
    public async Task Posts_of_people_and_hashtags_one_follows_are_told_together_and_no_others()
    {
        var (reader, followed, stranger, hidden) = (await house.Somebody(), await house.Somebody(), await house.Somebody(), await house.Somebody());
        await reader.Follow(followed);
        await reader.Follow(hidden);
        await house.Use<Blocks>(blocks => blocks.Mute(reader.Viewer, hidden.Viewer.Required, default));
        var tag = $"t{Guid.NewGuid():n}";
        await stranger.AddQuickPost($"Zero #{tag}");
        await house.Use<HashtagFollows>(tags => tags.Follow(reader.Viewer, tag, default));
        await using var stream = await EventStream.Open(reader, OnFeedUpdated);
        await stranger.AddQuickPost("Not for you");
        await hidden.AddQuickPost("Nor this");
        await reader.AddQuickPost("Nor is this news");
        await followed.AddQuickPost("One");
        await stranger.AddQuickPost($"Two #{tag}");

        var (count, cursor) = (0, "");
        while (count < 2)
        {
            var heard = await stream.Next();
            (count, cursor) = (count + heard!.Number("onFeedUpdated.newCount"), heard["onFeedUpdated.newestCursor"]);
        }
        Assert.Equal(2, count);
        var feed = (await reader.Graph("query ($cursor: String!) { feed(first: 5) { newSince(cursor: $cursor) edges { cursor node { caption } } } }", new { cursor })).ShouldSucceed();
        Assert.Equal((0, $"Two #{tag}", cursor), (feed.Number("feed.newSince"), feed["feed.edges.0.node.caption"], feed["feed.edges.0.cursor"]));
    }
}
