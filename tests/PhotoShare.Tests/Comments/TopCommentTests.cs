using Xunit;

namespace PhotoShare.Tests;

[Collection(NextDoorCollection.Name)]
public sealed class TopCommentTests(House house)
{
    const string Top = """
        query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
          post(id: $id) {
            comments(first: $first, after: $after, last: $last, before: $before, order: TOP) { nodes { body } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }
          }
        }
        """;

    [Fact]
    public async Task The_order_top_has_the_most_liked_and_answered_first_then_the_oldest_in_both_directions()
    {
        var id = await PostWithComments();
        var page = await Read(new { id, first = 2 });
        Assert.Equal("c e|True|False", Page(page));
        page = await Read(new { id, first = 2, after = page["post.comments.pageInfo.endCursor"] });
        Assert.Equal("b a|True|True", Page(page));
        Assert.Equal("d|False|True", Page(await Read(new { id, first = 2, after = page["post.comments.pageInfo.endCursor"] })));

        page = await Read(new { id, last = 3 });
        Assert.Equal("b a d|False|True", Page(page));
        Assert.Equal("c e|True|False", Page(await Read(new { id, last = 2, before = page["post.comments.pageInfo.startCursor"] })));
        Assert.Equal(5, page.Number("post.comments.totalCount"));
    }

    [Fact]
    public async Task A_cursor_of_one_order_is_refused_by_another()
    {
        var id = await PostWithComments();
        var top = (await Read(new { id, first = 1 }))["post.comments.pageInfo.endCursor"];

        (await house.Bob.Graph("query ($id: ID!, $after: String) { post(id: $id) { comments(after: $after) { nodes { body } } } }", new { id, after = top }))
            .ShouldBeRefused("INVALID_CURSOR", "after");
    }

    [Fact]
    public async Task A_post_shows_its_two_top_comments_or_as_many_as_are_asked_for()
    {
        var id = await PostWithComments();
        var post = (await house.Bob.Graph("query ($id: ID!) { post(id: $id) { topComments { body author { username } } more: topComments(first: 4) { body } } }", new { id })).ShouldSucceed();

        Assert.Equal(["c", "e"], post.Each("post.topComments", "body"));
        Assert.Equal(["bob", "bob"], post.List("post.topComments").Select(comment => comment!["author"]!["username"]!.ToString()));
        Assert.Equal(["c", "e", "b", "a"], post.Each("post.more", "body"));
    }

    /// <summary>a, b, c, d, e, of which c has two likes and a reply, e two replies, b one like, a one reply.</summary>
    async Task<string> PostWithComments()
    {
        var post = await house.Ann.AddQuickPost();
        var comments = new Dictionary<string, Guid>();
        foreach (var body in (string[])["b", "a", "c", "d", "e"]) comments[body] = await house.Bob.AddComment(post, body);
        await Like(house.Ann, comments["c"]);
        await Like(house.Bob, comments["c"]);
        await Like(house.Bob, comments["b"]);
        foreach (var answered in (string[])["c", "e", "e", "a"]) await house.Ann.AddComment(post, "Reply", comments[answered]);
        return Belongings.PostId(post);
    }

    Task Like(Person person, Guid comment) => house.Use<Likes>(likes => likes.LikeComment(person.Viewer, comment, default));

    async Task<GraphAnswer> Read(object variables) => (await house.Bob.Graph(Top, variables)).ShouldSucceed();

    static string Page(GraphAnswer answer) =>
        $"{string.Join(' ', answer.Each("post.comments.nodes", "body"))}|{answer.Is("post.comments.pageInfo.hasNextPage")}|{answer.Is("post.comments.pageInfo.hasPreviousPage")}";
}
