using Xunit;

namespace PhotoShare.Tests;

[Collection(NextDoorCollection.Name)]
public sealed class PagingTests(House house)
{
    const string Comments = """
        query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $order: CommentOrder) {
          post(id: $id) {
            comments(first: $first, after: $after, last: $last, before: $before, order: $order) {
              nodes { body } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            }
          }
        }
        """;

    [Fact]
    public async Task A_connection_is_read_forwards_and_backwards()
    {
        var id = await PostWithComments(7);
        var first = await Read(new { id, first = 3 });
        Assert.Equal("1 2 3|true|false", Page(first));
        var second = await Read(new { id, first = 3, after = first["post.comments.pageInfo.endCursor"] });
        Assert.Equal("4 5 6|true|true", Page(second));
        Assert.Equal("7|false|true", Page(await Read(new { id, first = 3, after = second["post.comments.pageInfo.endCursor"] })));

        var last = await Read(new { id, last = 2 });
        Assert.Equal("6 7|false|true", Page(last));
        Assert.Equal("4 5|true|true", Page(await Read(new { id, last = 2, before = last["post.comments.pageInfo.startCursor"] })));
        Assert.Equal("7 6|true|false", Page(await Read(new { id, first = 2, order = "NEWEST" })));
        Assert.Equal(7, last.Number("post.comments.totalCount"));
    }

    [Fact]
    public async Task A_connection_gives_20_unless_asked_for_up_to_100()
    {
        var id = await PostWithComments(21);

        Assert.Equal(20, (await Read(new { id })).List("post.comments.nodes").Count);
        Assert.Equal(21, (await Read(new { id, first = 100 })).List("post.comments.nodes").Count);
    }

    [Theory]
    [InlineData(101, null, null)]
    [InlineData(0, null, null)]
    [InlineData(-1, null, null)]
    [InlineData(int.MaxValue, null, null)]
    [InlineData(null, -5, null)]
    [InlineData(null, 101, null)]
    [InlineData(2, 2, null)]
    [InlineData(2, null, "not a cursor")]
    public async Task Arguments_that_make_no_sense_are_refused(int? first, int? last, string? after)
    {
        var answer = await house.Bob.Graph(Comments, new { id = Belongings.PostId(house.PublicPost), first, last, after, order = "OLDEST" });

        Assert.Single(answer.Errors);
        Assert.NotEqual("INTERNAL", answer.Errors[0]!["extensions"]?["code"]?.ToString());
    }

    async Task<string> PostWithComments(int count)
    {
        var post = await house.Ann.AddQuickPost();
        for (var i = 1; i <= count; i++) await house.Bob.AddComment(post, $"{i}");
        return Belongings.PostId(post);
    }

    async Task<GraphAnswer> Read(object variables)
    {
        var given = System.Text.Json.JsonSerializer.SerializeToNode(variables)!.AsObject();
        given.TryAdd("order", "OLDEST");
        return (await house.Bob.Graph(Comments, given)).ShouldSucceed();
    }

    /// <summary>What is on a page, whether there is more, and whether there was.</summary>
    static string Page(GraphAnswer answer) =>
        $"{string.Join(' ', answer.Each("post.comments.nodes", "body"))}|{answer["post.comments.pageInfo.hasNextPage"]}|{answer["post.comments.pageInfo.hasPreviousPage"]}";
}
