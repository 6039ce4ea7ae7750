using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshooter.Xunit;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Whole answers as a client gets them, approved in <c>__snapshots__</c>. What differs from run to run stands as its kind.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class SnapshotTests(House house)
{
    static readonly Dictionary<string, string> Changing = new()
    {
        ["id"] = "<id>",
        ["cursor"] = "<cursor>",
        ["startCursor"] = "<cursor>",
        ["endCursor"] = "<cursor>",
        ["url"] = "<url>",
        ["createdAt"] = "<time>",
        ["remaining"] = "<points>",
        // Another processor may encode a picture a little otherwise.
        ["byteSize"] = "<bytes>",
        ["placeholder"] = "<placeholder>",
        ["dominantColor"] = "<colour>",
    };

    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task A_profile_with_its_posts_and_what_is_said_of_them()
    {
        var (author, reader) = (await house.SignUp("snapped"), await house.SignUp("snapper"));
        await reader.Follow(author);
        var post = await author.AddQuickPost("Morning at the lake with @snapper #snapped\n<b>not bold</b>");
        var comment = await reader.AddComment(post, "Which lake? https://example.org/lakes");
        await author.AddComment(post, "The small one", comment);
        await house.Use<Likes>(likes => likes.LikePost(reader.Viewer, post, default));
        var answer = await reader.Graph("""
            {
              user(by: { username: "snapped" }) {
                __typename id username displayName bio url isPrivate postCount followerCount followingCount viewerIsSelf viewerFollowStatus followsViewer
                posts(first: 5) {
                  totalCount
                  edges { cursor }
                  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
                  nodes {
                    __typename id caption captionHTML visibility contentWarning commentsEnabled createdAt editedAt url
                    likeCount commentCount viewerHasLiked viewerCanComment viewerCanDelete viewerCanUpdate
                    photos { status width height aspectRatio altText placeholder dominantColor images { url width height contentType byteSize } camera { make } }
                    hashtags { name postCount }
                    mentions { username }
                    likes { totalCount nodes { username } }
                    comments { totalCount nodes { body bodyHTML replyCount viewerCanDelete author { username } replies { nodes { body author { username } } } } }
                  }
                }
              }
            }
            """);

        Match(answer);
    }

    [Fact]
    public async Task A_typed_error_beside_the_state_after_it() => Match(await house.Bob.Graph("""
        mutation {
          createPost(input: { photoIds: [], clientMutationId: "mine" }) {
            post { id }
            errors { __typename ... on Error { message code path } }
            clientMutationId
            query { viewer { user { username } } }
          }
        }
        """));

    [Fact]
    public async Task A_document_that_does_not_fit_the_schema() => Match(await house.Stranger.Graph("query ($id: ID!) { post(id: $id) { nothing photos(first: 2) { id } } }"));

    static void Match(GraphAnswer answer)
    {
        Settle(answer.Body);
        Snapshot.Match(answer.Body.ToJsonString(Readable));
    }

    static void Settle(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var element in list) Settle(element);
        }
        else if (node is JsonObject o)
        {
            foreach (var (name, value) in o.ToList())
            {
                if (value is JsonValue && Changing.TryGetValue(name, out var kind)) o[name] = kind;
                else Settle(value);
            }
        }
    }
}
