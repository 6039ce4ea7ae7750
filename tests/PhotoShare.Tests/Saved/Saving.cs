namespace PhotoShare.Tests;

/// <summary>Saving and collecting posts through the graph.</summary>
static class Saving
{
    const string Errors = "errors { ... on Error { code message path } }";

    public static Task<GraphAnswer> Save(this Person person, Guid post, string? collectionId = null) => person.Graph(
        $"mutation ($input: SavePostInput!) {{ savePost(input: $input) {{ post {{ viewerHasSaved }} collection {{ id posts {{ totalCount }} }} {Errors} }} }}",
        new { input = new { postId = Belongings.PostId(post), collectionId } });

    public static Task<GraphAnswer> Unsave(this Person person, Guid post) => person.Graph(
        $"mutation ($input: UnsavePostInput!) {{ unsavePost(input: $input) {{ post {{ viewerHasSaved }} {Errors} }} }}",
        new { input = new { postId = Belongings.PostId(post) } });

    public static Task<GraphAnswer> CreateCollection(this Person person, string name, string? clientMutationId = null) => person.Graph(
        $"mutation ($input: CreateCollectionInput!) {{ createCollection(input: $input) {{ collection {{ id name cover {{ id }} viewerCanDelete viewerCanUpdate }} {Errors} }} }}",
        new { input = new { name, clientMutationId } });

    public static async Task<string> AddCollection(this Person person, string name) => (await person.CreateCollection(name)).ShouldSucceed()["createCollection.collection.id"]!;

    public static Task<GraphAnswer> UpdateCollection(this Person person, string collectionId, string? name = null, Guid[]? add = null, Guid[]? remove = null) => person.Graph(
        $"mutation ($input: UpdateCollectionInput!) {{ updateCollection(input: $input) {{ collection {{ name posts {{ nodes {{ id }} }} }} {Errors} }} }}",
        new { input = new { collectionId, name, addPostIds = add?.Select(Belongings.PostId), removePostIds = remove?.Select(Belongings.PostId) } });

    public static Task<GraphAnswer> DeleteCollection(this Person person, string collectionId) => person.Graph(
        $"mutation ($input: DeleteCollectionInput!) {{ deleteCollection(input: $input) {{ deletedCollectionId {Errors} }} }}",
        new { input = new { collectionId } });

    public static Task<GraphAnswer> LookAtSaved(this Person person) => person.Graph("""
        {
          viewer {
            savedPosts { totalCount nodes { id viewerHasSaved } }
            collections { totalCount nodes { id name cover { id post { id } } posts { totalCount nodes { id } } } }
          }
        }
        """);
}
