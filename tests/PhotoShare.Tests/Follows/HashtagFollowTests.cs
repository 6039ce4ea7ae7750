using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class HashtagFollowTests(House house)
{
    const string Follow = "mutation ($id: ID!) { followHashtag(input: { hashtagId: $id }) { hashtag { name viewerIsFollowing } errors { ... on Error { code message path } } } }";
    const string Unfollow = "mutation ($id: ID!) { unfollowHashtag(input: { hashtagId: $id }) { hashtag { name viewerIsFollowing } errors { ... on Error { code message path } } } }";
    const string Tag = "query ($name: String!) { hashtag(name: $name) { viewerIsFollowing } }";

    [Fact]
    public async Task To_follow_is_idempotent_and_so_is_to_stop()
    {
        var (name, id) = await NewTag();
        for (var i = 0; i < 2; i++)
            Assert.True((await house.Bob.Graph(Follow, new { id })).ShouldSucceed().Is("followHashtag.hashtag.viewerIsFollowing"));
        Assert.False((await house.Carol.Graph(Tag, new { name })).ShouldSucceed().Is("hashtag.viewerIsFollowing"));
        Assert.False((await house.Stranger.Graph(Tag, new { name })).ShouldSucceed().Is("hashtag.viewerIsFollowing"));
        for (var i = 0; i < 2; i++)
            Assert.False((await house.Bob.Graph(Unfollow, new { id })).ShouldSucceed().Is("unfollowHashtag.hashtag.viewerIsFollowing"));
    }

    [Fact]
    public async Task Two_at_once_both_have_what_they_asked_for()
    {
        var (name, id) = await NewTag();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => house.Carol.Graph(Follow, new { id })));

        Assert.All(answers, answer => Assert.True(answer.ShouldSucceed().Is("followHashtag.hashtag.viewerIsFollowing")));
        Assert.Equal(1, await house.Database(db => Task.FromResult(db.HashtagFollows.Count(f => f.Name == name))));
    }

    [Fact]
    public async Task What_no_post_has_that_one_may_see_cannot_be_followed()
    {
        var tag = $"t{Guid.NewGuid():n}";
        await house.Dora.AddQuickPost($"Hidden #{tag}");

        (await house.Bob.Graph(Follow, new { id = Belongings.HashtagId(tag) })).ShouldBeRefused("NOT_FOUND", "hashtagId");
        (await house.Bob.Graph(Follow, new { id = Belongings.HashtagId("nul\0") })).ShouldBeRefused("NOT_FOUND", "hashtagId");
        (await house.Bob.Graph(Follow, new { id = house.Ann.NodeId })).ShouldBeRefused("NOT_FOUND", "hashtagId");
        (await house.Stranger.Graph(Follow, new { id = Belongings.HashtagId(tag) })).ShouldBeRefused("UNAUTHENTICATED");
        Assert.Null((await house.Bob.Graph("query ($id: ID!) { node(id: $id) { id } }", new { id = Belongings.HashtagId("nul\0") })).ShouldSucceed().At("node"));
    }

    [Fact]
    public async Task The_posts_of_a_hashtag_come_by_engagement_unless_asked_for_by_time()
    {
        var (name, _) = await NewTag();
        var (quiet, loved, discussed) = (await house.Ann.AddQuickPost($"#{name} a"), await house.Ann.AddQuickPost($"#{name} b"), await house.Ann.AddQuickPost($"#{name} c"));
        foreach (var person in (Person[])[house.Bob, house.Carol]) await person.Like(loved);
        await house.Bob.AddComment(discussed, "A word says more than two likes");
        const string Posts = """
            query ($name: String!, $order: HashtagOrder, $after: String) {
              hashtag(name: $name) { posts(first: 2, after: $after, order: $order) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }
            }
            """;
        var top = (await house.Bob.Graph(Posts.Replace(", order: $order", "", StringComparison.Ordinal).Replace("$order: HashtagOrder, ", "", StringComparison.Ordinal), new { name })).ShouldSucceed();
        var rest = (await house.Bob.Graph(Posts, new { name, order = "TOP", after = top["hashtag.posts.pageInfo.endCursor"] })).ShouldSucceed();
        var recent = (await house.Bob.Graph(Posts, new { name, order = "RECENT" })).ShouldSucceed();

        Assert.Equal([Belongings.PostId(discussed), Belongings.PostId(loved)], top.Each("hashtag.posts.nodes", "id"));
        Assert.Equal(Belongings.PostId(quiet), rest["hashtag.posts.nodes.0.id"]);
        Assert.Equal([Belongings.PostId(discussed), Belongings.PostId(loved)], recent.Each("hashtag.posts.nodes", "id"));
        Assert.Equal((4, 4), (top.Number("hashtag.posts.totalCount"), recent.Number("hashtag.posts.totalCount")));
        (await house.Bob.Graph(Posts, new { name, order = "RECENT", after = top["hashtag.posts.pageInfo.endCursor"] })).ShouldBeRefused("INVALID_CURSOR");
    }

    async Task<(string Name, string Id)> NewTag()
    {
        var name = $"t{Guid.NewGuid():n}";
        await house.Ann.AddQuickPost($"New #{name}");
        return (name, Belongings.HashtagId(name));
    }
}
