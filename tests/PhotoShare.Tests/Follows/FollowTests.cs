using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class FollowTests(House house)
{
    static string Change(string name) => $$"""
        mutation ($input: {{char.ToUpperInvariant(name[0])}}{{name[1..]}}Input!) {
          {{name}}(input: $input) {
            user { username viewerFollowStatus followsViewer followerCount } errors { ... on Error { code message path } }
          }
        }
        """;

    [Fact]
    public async Task A_public_account_is_followed_at_once()
    {
        var (reader, author) = (await house.Somebody(), await house.Somebody());
        var followed = (await Do(reader, "followUser", author)).ShouldSucceed();
        Assert.Equal(("FOLLOWING", 1), (followed["followUser.user.viewerFollowStatus"], followed.Number("followUser.user.followerCount")));

        Assert.Equal(1, (await Do(reader, "followUser", author)).ShouldSucceed().Number("followUser.user.followerCount"));
        Assert.Equal("NONE", (await Do(reader, "unfollowUser", author)).ShouldSucceed()["unfollowUser.user.viewerFollowStatus"]);
    }

    [Fact]
    public async Task A_private_account_is_asked_first_and_its_posts_are_seen_from_the_yes_on()
    {
        var (reader, author) = (await house.Somebody(), await house.Somebody());
        var post = Belongings.PostId(await author.AddQuickPost());
        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, true, default));
        Assert.Equal("REQUESTED", (await Do(reader, "followUser", author)).ShouldSucceed()["followUser.user.viewerFollowStatus"]);
        Assert.False(await Sees(reader, post));

        var requests = await author.Graph("{ viewer { followRequests { nodes { username } } } }");
        Assert.Equal([reader.Username], requests.Each("viewer.followRequests.nodes", "username"));
        Assert.True((await Do(author, "acceptFollowRequest", reader)).ShouldSucceed().Is("acceptFollowRequest.user.followsViewer"));
        Assert.True(await Sees(reader, post));

        (await Do(author, "removeFollower", reader)).ShouldSucceed();
        Assert.False(await Sees(reader, post));
    }

    [Fact]
    public async Task A_declined_request_can_be_made_again_and_one_never_made_cannot_be_accepted()
    {
        var reader = await house.Somebody();
        (await Do(house.Dora, "acceptFollowRequest", reader)).ShouldBeRefused("NOT_FOUND", "userId");
        (await Do(reader, "followUser", house.Dora)).ShouldSucceed();
        (await Do(house.Dora, "declineFollowRequest", reader)).ShouldSucceed();

        (await Do(house.Dora, "acceptFollowRequest", reader)).ShouldBeRefused("NOT_FOUND", "userId");
        Assert.Equal("REQUESTED", (await Do(reader, "followUser", house.Dora)).ShouldSucceed()["followUser.user.viewerFollowStatus"]);
        (await Do(house.Dora, "declineFollowRequest", reader)).ShouldSucceed();
    }

    [Fact]
    public async Task Nobody_follows_themselves_or_nobody()
    {
        (await Do(house.Ann, "followUser", house.Ann)).ShouldBeRefused("FOLLOW_SELF", "userId");
        (await house.Ann.Graph(Change("followUser"), new { input = new { userId = new Web.GlobalId("User", Guid.NewGuid()).Text } })).ShouldBeRefused("NOT_FOUND", "userId");
        (await Do(house.Stranger, "followUser", house.Ann)).ShouldBeRefused("UNAUTHENTICATED");
    }

    [Fact]
    public async Task Who_follows_a_private_account_is_not_for_everyone_to_know()
    {
        var (reader, author) = (await house.Somebody(), await house.Somebody());
        await reader.Follow(author);
        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, true, default));
        const string Look = "query ($by: UserBy!) { user(by: $by) { followers { nodes { username } } } }";

        Assert.Empty((await house.Carol.Graph(Look, new { by = new { username = author.Username } })).ShouldSucceed().List("user.followers.nodes"));
        Assert.Equal([reader.Username], (await author.Graph(Look, new { by = new { username = author.Username } })).ShouldSucceed().Each("user.followers.nodes", "username"));
    }

    static Task<GraphAnswer> Do(Person who, string name, Person whom) => who.Graph(Change(name), new { input = new { userId = whom.NodeId } });

    static async Task<bool> Sees(Person person, string post) => (await person.Graph("query ($id: ID!) { post(id: $id) { id } }", new { id = post })).ShouldSucceed().At("post") is not null;

    [Fact]
    public async Task Of_somebodys_followers_one_is_told_whom_one_follows_oneself()
    {
        var (star, reader, friend, stranger, hidden) = (await house.Somebody(), await house.Somebody(), await house.Somebody(), await house.Somebody(), await house.Somebody());
        foreach (var follower in (Person[])[friend, stranger, hidden, reader]) await follower.Follow(star);
        await reader.Follow(friend);
        await house.Use<Accounts>(accounts => accounts.SetPrivate(hidden.Viewer, true, default));
        await reader.Follow(hidden);   // asked, not accepted
        const string Mutual = "query ($id: ID!) { user(by: { id: $id }) { mutualFollowers(first: 5) { nodes { id } totalCount } } }";
        var mutual = (await reader.Graph(Mutual, new { id = star.NodeId })).ShouldSucceed();

        Assert.Equal([friend.NodeId], mutual.Each("user.mutualFollowers.nodes", "id"));
        Assert.Equal(1, mutual.Number("user.mutualFollowers.totalCount"));
        Assert.Empty((await house.Stranger.Graph(Mutual, new { id = star.NodeId })).ShouldSucceed().List("user.mutualFollowers.nodes"));
    }
}
