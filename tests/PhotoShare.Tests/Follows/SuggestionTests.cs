using Xunit;

namespace PhotoShare.Tests;

/// <summary>In a house of its own, since suggestions are of everybody.</summary>
public sealed class SuggestionTests(House house) : IClassFixture<House>
{
    const string Suggested = "query ($first: Int!) { suggestedUsers(first: $first) { username viewerFollowStatus } }";

    [Fact]
    public async Task Friends_of_friends_come_first_by_number_then_who_is_followed_most()
    {
        var (reader, one, two) = (await house.SignUp("reader"), await house.SignUp("friend.one"), await house.SignUp("friend.two"));
        foreach (var friend in (Person[])[one, two]) await reader.Follow(friend);
        var (both, single, popular, asked, muted, blocker) = (await house.SignUp("both"), await house.SignUp("single"), await house.SignUp("popular"),
            await house.SignUp("asked"), await house.SignUp("muted"), await house.SignUp("blocker"));
        foreach (var person in (Person[])[both, asked, muted, blocker, reader])
            foreach (var friend in (Person[])[one, two]) await friend.Follow(person);
        await one.Follow(single);
        await popular.AddQuickPost();
        foreach (var follower in (Person[])[house.Bob, house.Carol, house.Dora]) await follower.Follow(popular);
        await house.Use<Accounts>(accounts => accounts.SetPrivate(asked.Viewer, true, default));
        await reader.Follow(asked);
        await reader.Mute(muted);
        await house.Use<Blocks>(blocks => blocks.Block(blocker.Viewer, reader.Viewer.Required, default));
        var suggested = (await reader.Graph(Suggested, new { first = 10 })).ShouldSucceed();
        var names = suggested.Each("suggestedUsers", "username");

        // ann has the one other public post and one follower.
        Assert.Equal(["both", "single", "popular", "ann"], names);
        Assert.All(suggested.Each("suggestedUsers", "viewerFollowStatus"), status => Assert.Equal("NONE", status));
        Assert.Equal(["both"], (await reader.Graph(Suggested, new { first = 1 })).ShouldSucceed().Each("suggestedUsers", "username"));
        Assert.Equal(["popular", "ann"], (await house.Stranger.Graph(Suggested, new { first = 5 })).ShouldSucceed().Each("suggestedUsers", "username"));
    }
}
