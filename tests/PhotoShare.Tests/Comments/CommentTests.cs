using Xunit;

namespace PhotoShare.Tests;

[Collection(NextDoorCollection.Name)]
public sealed class CommentTests(House house)
{
    const string Errors = "errors { ... on Error { code message path } }";
    internal const string AddComment = $"mutation ($input: AddCommentInput!) {{ addComment(input: $input) {{ comment {{ id body bodyHTML author {{ username }} parent {{ id }} }} {Errors} }} }}";
    const string DeleteComment = $"mutation ($input: DeleteCommentInput!) {{ deleteComment(input: $input) {{ deletedCommentId {Errors} }} }}";
    const string UpdateComment = $"mutation ($input: UpdateCommentInput!) {{ updateComment(input: $input) {{ comment {{ body editedAt }} {Errors} }} }}";
    const string Thread = """
        query ($id: ID!) {
          post(id: $id) { commentCount comments { totalCount nodes { id body replyCount replies { nodes { id body parent { id } } } } } }
        }
        """;

    [Fact]
    public async Task A_reply_to_a_reply_joins_the_thread()
    {
        var post = Belongings.PostId(await house.Ann.AddQuickPost());
        var first = await Say(house.Bob, post, "First");
        var reply = await Say(house.Ann, post, "Reply", first);
        await Say(house.Bob, post, "Reply to the reply", reply);
        var seen = (await house.Stranger.Graph(Thread, new { id = post })).ShouldSucceed();

        Assert.Equal(["First"], seen.Each("post.comments.nodes", "body"));
        Assert.Equal(["Reply", "Reply to the reply"], seen.Each("post.comments.nodes.0.replies.nodes", "body"));
        Assert.Equal([first, first], seen.Each("post.comments.nodes.0.replies.nodes", "parent.id"));
        Assert.Equal((3, 1, 2), (seen.Number("post.commentCount"), seen.Number("post.comments.totalCount"), seen.Number("post.comments.nodes.0.replyCount")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData(2001)]
    public async Task A_comment_has_1_to_2000_characters(object body) =>
        (await Try(house.Bob, Belongings.PostId(house.PublicPost), body as string ?? new string('x', (int)body))).ShouldBeRefused("COMMENT_BODY", "body");

    [Fact]
    public async Task A_private_post_takes_no_strangers_comment()
    {
        var (post, comment) = (Belongings.PostId(house.PrivatePost), Belongings.CommentId(await house.Dora.AddComment(house.PrivatePost, "For my own")));

        (await Try(house.Bob, post, "Hello?")).ShouldBeRefused("NOT_FOUND", "postId");
        (await house.Bob.Graph(DeleteComment, new { input = new { commentId = comment } })).ShouldBeRefused("NOT_FOUND", "commentId");
        (await Try(house.Stranger, Belongings.PostId(house.PublicPost), "Hello?")).ShouldBeRefused("UNAUTHENTICATED");
    }

    [Fact]
    public async Task A_deleted_post_takes_no_comment()
    {
        var postId = await house.Ann.AddQuickPost();
        await house.Use<Posts>(posts => posts.Delete(house.Ann.Viewer, postId, default));

        (await Try(house.Bob, Belongings.PostId(postId), "Too late")).ShouldBeRefused("NOT_FOUND", "postId");
    }

    [Fact]
    public async Task A_comment_of_another_post_is_no_parent()
    {
        var elsewhere = Belongings.CommentId(await house.Bob.AddComment(await house.Ann.AddQuickPost(), "There"));

        (await Try(house.Bob, Belongings.PostId(house.PublicPost), "Here", elsewhere)).ShouldBeRefused("NOT_FOUND", "parentId");
    }

    [Fact]
    public async Task Where_comments_are_closed_nobody_comments()
    {
        var photo = await house.Ann.AddQuickPhoto();
        var post = await house.Use<Posts, Post>(posts => posts.Create(house.Ann.Viewer, [photo], null, Visibility.Public, null, false, null, null, default));

        (await Try(house.Bob, Belongings.PostId(post.Id), "Hello?")).ShouldBeRefused("FORBIDDEN", "postId");
    }

    [Fact]
    public async Task A_comment_is_changed_by_its_author_and_deleted_by_them_or_the_posts()
    {
        var post = Belongings.PostId(await house.Ann.AddQuickPost());
        var comment = await Say(house.Bob, post, "Frist");

        (await house.Ann.Graph(UpdateComment, new { input = new { commentId = comment, body = "x" } })).ShouldBeRefused("FORBIDDEN", "commentId");
        (await house.Carol.Graph(DeleteComment, new { input = new { commentId = comment } })).ShouldBeRefused("FORBIDDEN", "commentId");
        Assert.NotNull((await house.Bob.Graph(UpdateComment, new { input = new { commentId = comment, body = "First" } })).ShouldSucceed()["updateComment.comment.editedAt"]);
        (await house.Ann.Graph(DeleteComment, new { input = new { commentId = comment } })).ShouldSucceed();
        Assert.Equal(0, (await house.Bob.Graph(Thread, new { id = post })).Number("post.commentCount"));
    }

    [Fact]
    public async Task Asked_twice_with_the_same_clientMutationId_it_is_one_comment()
    {
        var input = new { postId = Belongings.PostId(await house.Ann.AddQuickPost()), body = "Once", clientMutationId = "once" };
        var both = await Task.WhenAll(house.Bob.Graph(AddComment, new { input }), house.Bob.Graph(AddComment, new { input }));

        Assert.Equal(both[0].ShouldSucceed()["addComment.comment.id"], both[1].ShouldSucceed()["addComment.comment.id"]);
    }

    static Task<GraphAnswer> Try(Person person, string postId, string body, string? parentId = null) => person.Graph(AddComment, new { input = new { postId, body, parentId } });

    static async Task<string> Say(Person person, string postId, string body, string? parentId = null) =>
        (await Try(person, postId, body, parentId)).ShouldSucceed()["addComment.comment.id"]!;
}
