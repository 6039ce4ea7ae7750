using Xunit;

namespace PhotoShare.Tests;

[Collection(NextDoorCollection.Name)]
public sealed class NodeTests(House house)
{
    const string Node = "query ($id: ID!) { node(id: $id) { __typename id } }";

    [Fact]
    public async Task Every_kind_of_node_is_found_by_its_id()
    {
        var comment = await house.Bob.AddComment(house.PublicPost, "A node");
        var tag = (await house.Bob.Graph("{ hashtag(name: \"welcome\") { id } }")).ShouldSucceed()["hashtag.id"]!;
        var photo = (await house.Bob.Graph("query ($id: ID!) { post(id: $id) { photos { id } } }", new { id = Belongings.PostId(house.PublicPost) }))["post.photos.0.id"]!;
        var place = (await house.Ann.Graph("mutation ($input: CreatePostInput!) { createPost(input: $input) { post { place { id } } } }", new
        {
            input = new { photoIds = new[] { Belongings.PhotoId(await house.Ann.AddQuickPhoto()) }, place = new { @new = new { name = "A node's place", latitude = 1.5, longitude = 2.5 } } },
        })).ShouldSucceed()["createPost.post.place.id"]!;
        Dictionary<string, string> nodes = new()
        {
            ["User"] = house.Ann.NodeId,
            ["Post"] = Belongings.PostId(house.PublicPost),
            ["Comment"] = Belongings.CommentId(comment),
            ["Photo"] = photo,
            ["Hashtag"] = tag,
            ["Place"] = place,
        };

        foreach (var (type, id) in nodes)
        {
            var found = (await house.Bob.Graph(Node, new { id })).ShouldSucceed();
            Assert.Equal((type, id), (found["node.__typename"], found["node.id"]));
        }
        var all = (await house.Bob.Graph("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }", new { ids = nodes.Values })).ShouldSucceed();
        Assert.Equal(nodes.Keys, all.Each("nodes", "__typename"));
    }

    [Fact]
    public async Task What_one_may_not_see_is_null_by_every_way()
    {
        var comment = await house.Dora.AddComment(house.PrivatePost, "Hidden");
        var photos = (await house.Dora.Graph("query ($id: ID!) { post(id: $id) { photos { id } } }", new { id = Belongings.PostId(house.PrivatePost) }))["post.photos.0.id"]!;
        foreach (var id in (string[])[Belongings.PostId(house.PrivatePost), Belongings.CommentId(comment), photos, Belongings.PhotoId(house.PrivatePhoto)])
        {
            Assert.Null((await house.Bob.Graph(Node, new { id })).ShouldSucceed().At("node"));
            Assert.Null((await house.Stranger.Graph(Node, new { id })).ShouldSucceed().At("node"));
        }
        var user = (await house.Bob.Graph("{ user(by: { username: \"dora\" }) { username postCount posts { totalCount nodes { id } } } }")).ShouldSucceed();
        Assert.Equal(("dora", 0, 0), (user["user.username"], user.Number("user.postCount"), user.Number("user.posts.totalCount")));
    }

    [Theory]
    [InlineData("not an id")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("VXNlcg")]
    public async Task What_is_no_id_is_refused(string id) => (await house.Bob.Graph(Node, new { id })).ShouldBeRefused("INVALID_ID");

    [Fact]
    public async Task An_id_of_another_type_is_not_found()
    {
        Assert.NotEmpty((await house.Bob.Graph("query ($id: ID!) { post(id: $id) { id } }", new { id = house.Ann.NodeId })).Errors);
        (await house.Bob.Graph("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", new { ids = Enumerable.Repeat(house.Ann.NodeId, 101) })).ShouldBeRefused("TOO_MANY_IDS");
    }
}
