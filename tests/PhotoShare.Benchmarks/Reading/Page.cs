using System.Text.Json;

namespace PhotoShare.Benchmarks;

/// <summary>One page as a client asks for it: the same fields of the same rows from each server.</summary>
/// <param name="Of">What the limit's path ends with: which post, person or words.</param>
sealed record Page(string Name, string Ours, string PostGraphile, string Mercurius, string Path, string? Of = null, object? Variables = null)
{
    const string Photo = "width height placeholder image(width: 640) { url }";
    const string PhotoOfMercurius = "width height placeholder image { url }";

    // Its list fields are called …List, and what is a relation has the column's name in its own.
    const string PhotoOfPostGraphile = "photos: photosByPostIdList { width height placeholder image }";
    const string AuthorOfPostGraphile = "author: userByAuthorId { username: userName displayName }";
    const string CommenterOfPostGraphile = "author: userByAuthorId { username: userName }";
    const string PostOfPostGraphile = "rowId caption createdAt likeCount(me: $me) commentCount(me: $me)";

    public static Page Feed(Guid before, string? after, string name = "feed, 20 posts with two comments each") => new(name,
        $"query ($after: String) {{ feed(first: 20, after: $after) {{ nodes {{ id caption createdAt likeCount commentCount viewerHasLiked viewerHasSaved author {{ username displayName }} photos {{ {Photo} }} topComments {{ body author {{ username }} }} }} }} }}",
        $"query ($me: UUID!, $of: UUID!) {{ feed: peerFeedList(me: $me, beforeId: $of, most: 20) {{ {PostOfPostGraphile} viewerHasLiked(me: $me) viewerHasSaved(me: $me) {AuthorOfPostGraphile} {PhotoOfPostGraphile} topComments: topCommentsList(me: $me) {{ body {CommenterOfPostGraphile} }} }} }}",
        $"query ($me: ID!, $of: ID!) {{ feed(me: $me, before: $of) {{ nodes {{ id caption createdAt likeCount commentCount viewerHasLiked viewerHasSaved author {{ username displayName }} photos {{ {PhotoOfMercurius} }} topComments {{ body author {{ username }} }} }} }} }}",
        "feed", before.ToString(), new { after });

    public static Page Post(Guid post) => new("post with 50 comments",
        $"query ($of: ID!) {{ post(id: $of) {{ id caption createdAt likeCount commentCount viewerHasLiked viewerHasSaved author {{ username displayName }} photos {{ {Photo} }} comments(first: 50) {{ nodes {{ body createdAt likeCount viewerHasLiked author {{ username }} }} }} }} }}",
        $"query ($me: UUID!, $of: UUID!) {{ post: peerPostByIdList(me: $me, post: $of) {{ {PostOfPostGraphile} viewerHasLiked(me: $me) viewerHasSaved(me: $me) {AuthorOfPostGraphile} {PhotoOfPostGraphile} comments: firstCommentsList(me: $me) {{ body createdAt likeCount(me: $me) viewerHasLiked(me: $me) {CommenterOfPostGraphile} }} }} }}",
        $"query ($me: ID!, $of: ID!) {{ post(me: $me, id: $of) {{ id caption createdAt likeCount commentCount viewerHasLiked viewerHasSaved author {{ username displayName }} photos {{ {PhotoOfMercurius} }} comments {{ nodes {{ body createdAt likeCount viewerHasLiked author {{ username }} }} }} }} }}",
        "post", post.ToString(), new { of = PhotoShare.Tests.Belongings.PostId(post) });

    public static Page Profile(string username) => new("profile with 12 posts",
        $"query ($of: String!) {{ user(by: {{ username: $of }}) {{ username displayName bio postCount followerCount followingCount posts(first: 12) {{ nodes {{ id caption likeCount commentCount photos {{ {Photo} }} }} }} }} }}",
        $"query ($me: UUID!, $of: String!) {{ user: peerPersonNamedList(me: $me, username: $of) {{ username: userName displayName bio postCount(me: $me) followerCount(me: $me) followingCount(me: $me) posts: newestPostsList(me: $me) {{ rowId caption likeCount(me: $me) commentCount(me: $me) {PhotoOfPostGraphile} }} }} }}",
        $"query ($me: ID!, $of: String!) {{ user(me: $me, username: $of) {{ username displayName bio postCount followerCount followingCount posts {{ nodes {{ id caption likeCount commentCount photos {{ {PhotoOfMercurius} }} }} }} }} }}",
        "profile", username, new { of = username });

    public static Page Explore() => new("explore, 20 posts",
        $"{{ explore(first: 20) {{ nodes {{ id caption createdAt likeCount commentCount author {{ username displayName }} photos {{ {Photo} }} }} }} }}",
        $"query ($me: UUID!) {{ explore: peerExploreList(me: $me, most: 20) {{ {PostOfPostGraphile} {AuthorOfPostGraphile} {PhotoOfPostGraphile} }} }}",
        $"query ($me: ID!) {{ explore(me: $me) {{ nodes {{ id caption createdAt likeCount commentCount author {{ username displayName }} photos {{ {PhotoOfMercurius} }} }} }} }}",
        "explore");

    /// <param name="words">Words of captions, with single spaces between them; the last may go on.</param>
    public static Page Search(string words) => new("search, 20 posts by words",
        $"query ($of: String!) {{ search(query: $of, type: POST, first: 20) {{ nodes {{ ... on Post {{ id caption createdAt likeCount commentCount author {{ username displayName }} photos {{ {Photo} }} }} }} }} }}",
        $"query ($me: UUID!, $of: String!) {{ search: peerFoundList(me: $me, words: $of, most: 20) {{ {PostOfPostGraphile} {AuthorOfPostGraphile} {PhotoOfPostGraphile} }} }}",
        $"query ($me: ID!, $of: String!) {{ search(me: $me, words: $of) {{ nodes {{ id caption createdAt likeCount commentCount author {{ username displayName }} photos {{ {PhotoOfMercurius} }} }} }} }}",
        "search", string.Join(" & ", words.Split(' ').Select(word => $"'{word}'")) + ":*", new { of = words });

    public static Page Notifications() => new("notifications, 20",
        "{ notifications(first: 20) { nodes { createdAt isRead actorCount actors { username } subject { ... on Post { caption } } } } }",
        "query ($me: UUID!) { notifications: peerToldList(me: $me, most: 20) { createdAt: updatedAt isRead actorCount(me: $me) actors: actorsList(me: $me) { username: userName } subject: postByPostId { caption } } }",
        "query ($me: ID!) { notifications(me: $me) { nodes { createdAt isRead actorCount actors { username } subject { caption } } } }",
        "notifications");

    public string OursBody => JsonSerializer.Serialize(new { query = Ours, variables = Variables });

    public string PeerBody(string query, Guid me) => JsonSerializer.Serialize(Of is null ? new { query, variables = (object)new { me } } : new { query, variables = (object)new { me, of = Of } });
}
