using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class LikeTests(House house)
{
    const string Payload = "subject { id likeCount viewerHasLiked likes { totalCount nodes { username } } } errors { ... on Error { code message path } }";
    const string Like = $"mutation ($input: LikeInput!) {{ like(input: $input) {{ {Payload} }} }}";
    const string Unlike = $"mutation ($input: UnlikeInput!) {{ unlike(input: $input) {{ {Payload} }} }}";

    [Fact]
    public async Task To_like_twice_is_to_like_and_to_take_it_back_twice_is_to_take_it_back()
    {
        var input = new { subjectId = Belongings.PostId(await house.Ann.AddQuickPost()) };
        var likes = await Task.WhenAll(house.Bob.Graph(Like, new { input }), house.Bob.Graph(Like, new { input }));
        Assert.All(likes, like => like.ShouldSucceed());
        var liked = (await house.Carol.Graph(Like, new { input })).ShouldSucceed();

        Assert.Equal((2, 2, true), (liked.Number("like.subject.likeCount"), liked.Number("like.subject.likes.totalCount"), liked.Is("like.subject.viewerHasLiked")));
        (await house.Carol.Graph(Unlike, new { input })).ShouldSucceed();
        var unliked = (await house.Carol.Graph(Unlike, new { input })).ShouldSucceed();
        Assert.Equal(["bob"], unliked.Each("unlike.subject.likes.nodes", "username"));
        Assert.False(unliked.Is("unlike.subject.viewerHasLiked"));
    }

    [Fact]
    public async Task A_comment_is_liked_too()
    {
        var comment = Belongings.CommentId(await house.Bob.AddComment(house.PublicPost, "Likeable"));

        Assert.Equal(1, (await house.Ann.Graph(Like, new { input = new { subjectId = comment } })).ShouldSucceed().Number("like.subject.likeCount"));
    }

    [Fact]
    public async Task What_one_may_not_see_one_cannot_like()
    {
        var comment = await house.Dora.AddComment(house.PrivatePost, "Hidden");

        (await house.Bob.Graph(Like, new { input = new { subjectId = Belongings.PostId(house.PrivatePost) } })).ShouldBeRefused("NOT_FOUND", "subjectId");
        (await house.Bob.Graph(Like, new { input = new { subjectId = Belongings.CommentId(comment) } })).ShouldBeRefused("NOT_FOUND", "subjectId");
        (await house.Bob.Graph(Like, new { input = new { subjectId = house.Ann.NodeId } })).ShouldBeRefused("NOT_FOUND", "subjectId");
        (await house.Stranger.Graph(Like, new { input = new { subjectId = Belongings.PostId(house.PublicPost) } })).ShouldBeRefused("UNAUTHENTICATED");
    }
}
