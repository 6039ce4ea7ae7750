using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class CollectionTests(House house)
{
    [Fact]
    public async Task A_collection_is_its_owners_to_change_and_delete_and_its_posts_stay_saved()
    {
        var reader = await house.Somebody();
        var made = (await reader.CreateCollection("  Lakes ")).ShouldSucceed();
        Assert.Equal(("Lakes", true, true), (made["createCollection.collection.name"], made.Is("createCollection.collection.viewerCanDelete"), made.Is("createCollection.collection.viewerCanUpdate")));
        var id = made["createCollection.collection.id"]!;
        (await reader.Save(house.PublicPost, id)).ShouldSucceed();
        Assert.Equal("Rivers", (await reader.UpdateCollection(id, "Rivers")).ShouldSucceed()["updateCollection.collection.name"]);

        Assert.Equal(id, (await reader.DeleteCollection(id)).ShouldSucceed()["deleteCollection.deletedCollectionId"]);
        var left = (await reader.LookAtSaved()).ShouldSucceed();
        Assert.Equal((0, 1), (left.Number("viewer.collections.totalCount"), left.Number("viewer.savedPosts.totalCount")));
        (await reader.DeleteCollection(id)).ShouldBeRefused("NOT_FOUND", "collectionId");
    }

    [Fact]
    public async Task Posts_are_put_in_and_taken_out()
    {
        var reader = await house.Somebody();
        Guid[] posts = [await house.Ann.AddQuickPost(), await house.Ann.AddQuickPost(), await house.Ann.AddQuickPost()];
        var shelf = await reader.AddCollection("Shelf");

        (await reader.UpdateCollection(shelf, add: [posts[0], posts[1], posts[1]])).ShouldSucceed();
        var changed = (await reader.UpdateCollection(shelf, add: [posts[1], posts[2]], remove: [posts[0]])).ShouldSucceed();

        Assert.Equal([Belongings.PostId(posts[2]), Belongings.PostId(posts[1])], changed.Each("updateCollection.collection.posts.nodes", "id"));
        Assert.Equal(3, (await reader.LookAtSaved()).Number("viewer.savedPosts.totalCount"));
        (await reader.UpdateCollection(shelf, add: [posts[0], house.PrivatePost])).ShouldBeRefused("NOT_FOUND", "addPostIds.1");
    }

    [Fact]
    public async Task A_name_is_given_once_by_each_person()
    {
        var (one, other) = (await house.Somebody(), await house.Somebody());
        await one.AddCollection("Shelf");
        var second = await one.AddCollection("Second");
        await other.AddCollection("Shelf");

        (await one.CreateCollection("Shelf")).ShouldBeRefused("COLLECTION_NAME_TAKEN", "name");
        (await one.UpdateCollection(second, "Shelf")).ShouldBeRefused("COLLECTION_NAME_TAKEN", "name");
        (await one.UpdateCollection(second, "Second")).ShouldSucceed();
        (await one.CreateCollection(" ")).ShouldBeRefused("COLLECTION_NAME", "name");
        (await one.CreateCollection(new string('x', 61))).ShouldBeRefused("COLLECTION_NAME", "name");
    }

    [Fact]
    public async Task Asked_for_twice_with_one_id_a_collection_is_made_once()
    {
        var reader = await house.Somebody();
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => reader.CreateCollection("Once", "the same")));
        var later = await reader.CreateCollection("Once", "the same");

        Assert.Single(together.Append(later).Select(answer => answer.ShouldSucceed()["createCollection.collection.id"]).Distinct());
        Assert.Equal(1, (await reader.LookAtSaved()).Number("viewer.collections.totalCount"));
        (await reader.CreateCollection("Once", "another")).ShouldBeRefused("COLLECTION_NAME_TAKEN");
    }

    [Fact]
    public async Task Anybody_elses_collection_is_not_there()
    {
        var (owner, other) = (await house.Somebody(), await house.Somebody());
        var shelf = await owner.AddCollection("Shelf");
        const string Node = "query ($id: ID!) { node(id: $id) { __typename id ... on Deletable { viewerCanDelete } } }";

        Assert.Equal(("Collection", true), ((await owner.Graph(Node, new { id = shelf })).ShouldSucceed()["node.__typename"], (await owner.Graph(Node, new { id = shelf })).Is("node.viewerCanDelete")));
        foreach (var visitor in (Person[])[other, house.Stranger]) Assert.Null((await visitor.Graph(Node, new { id = shelf })).ShouldSucceed().At("node"));
        (await other.UpdateCollection(shelf, "Mine")).ShouldBeRefused("NOT_FOUND", "collectionId");
        (await other.DeleteCollection(shelf)).ShouldBeRefused("NOT_FOUND", "collectionId");
        (await other.Save(house.PublicPost, shelf)).ShouldBeRefused("NOT_FOUND", "collectionId");
        Assert.Equal(0, (await other.LookAtSaved()).Number("viewer.savedPosts.totalCount"));
    }
}
