using Microsoft.EntityFrameworkCore;
using Npgsql;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>
/// What the graph asks of PostgreSQL where there is much: of each statement that an operation sends, no large table is read from end to
/// end, and what is read is in proportion to what is shown and counted. In ann's feed, on the post's page and in explore is a post with
/// 20,000 comments; the first profile has 5,000 posts; bob follows 5,000 people.
/// </summary>
[Trait("Kind", "Real")]
public sealed class ScaleTests(ScaleHouse house) : IClassFixture<ScaleHouse>
{
    static readonly string[] Large = ["users", "posts", "comments", "likes", "follows", "notifications", "notification_causes", "photos", "post_hashtags"];

    const string Post = """
        id captionHTML createdAt visibility likeCount commentCount viewerHasLiked viewerHasSaved viewerCanComment viewerCanDelete
        author { id username displayName avatar { url } viewerFollowStatus followsViewer viewerCanFollow viewerHasBlocked viewerHasMuted }
        photos { id image(width: 640) { url } } hashtags { name }
        """;

    const string Comment = "id bodyHTML likeCount replyCount viewerHasLiked viewerCanDelete author { id username }";

    static readonly Dictionary<string, string> Operations = new()
    {
        ["feed"] = $"query ($after: String) {{ feed(first: 20, after: $after) {{ edges {{ reason }} nodes {{ {Post} topComments {{ {Comment} }} }} pageInfo {{ hasNextPage hasPreviousPage endCursor }} }} }}",
        ["newSince"] = "query ($after: String!) { feed(first: 1) { newSince(cursor: $after) } }",
        ["profile"] = $"{{ user(by: {{ username: \"corba.baba1\" }}) {{ postCount followerCount followingCount viewerFollowStatus posts(first: 20) {{ nodes {{ {Post} }} totalCount pageInfo {{ hasNextPage }} }} }} }}",
        ["followers"] = "{ user(by: { username: \"corba.baba1\" }) { followers(first: 20) { nodes { username viewerFollowStatus } pageInfo { hasNextPage } } following(first: 20) { nodes { username } } mutualFollowers(first: 5) { nodes { username } } } }",
        ["post"] = $"query ($post: ID!) {{ post(id: $post) {{ {Post} likes(first: 20) {{ nodes {{ username }} totalCount }} comments(first: 20) {{ nodes {{ {Comment} replies(first: 3) {{ nodes {{ {Comment} }} }} }} totalCount pageInfo {{ hasNextPage endCursor }} }} }} }}",
        ["newest comments"] = $"query ($post: ID!) {{ post(id: $post) {{ comments(first: 20, order: NEWEST) {{ nodes {{ {Comment} }} }} }} }}",
        ["notifications"] = "{ notifications(first: 20) { nodes { kind actorCount actors { username } subject { __typename } } unreadCount pageInfo { hasNextPage } } viewer { unreadNotificationCount } }",
        ["unread"] = "{ notifications(first: 20, unreadOnly: true) { nodes { kind } pageInfo { hasNextPage } } }",
        ["search"] = "{ search(query: \"harbour 77\", first: 20) { nodes { __typename } pageInfo { hasNextPage } } }",
        ["people"] = "{ search(query: \"klaba\", type: USER, first: 20) { nodes { ... on User { username } } } }",
        ["people misspelled"] = "{ search(query: \"velmmor\", type: USER, first: 20) { nodes { ... on User { username } } } }",
        ["hashtags"] = "{ search(query: \"#tag1\", type: HASHTAG, first: 20) { nodes { ... on Hashtag { name } } } }",
        ["explore"] = $"{{ explore(first: 20) {{ nodes {{ {Post} }} pageInfo {{ hasNextPage endCursor }} }} }}",
        ["hashtag"] = $"{{ hashtag(name: \"tag7\") {{ postCount posts(first: 20, order: RECENT) {{ nodes {{ {Post} }} pageInfo {{ hasNextPage }} }} }} }}",
        ["photos"] = "{ viewer { photos(first: 20) { nodes { id status } pageInfo { hasNextPage } } } }",
    };

    [Theory]
    [InlineData("feed", "ann", 60_000)]
    [InlineData("feed", "bob", 60_000)]
    [InlineData("feed", "carol", 10_000)]
    [InlineData("newSince", "bob", 90_000)]
    [InlineData("profile", "ann", 45_000)]
    [InlineData("profile", null, 45_000)]
    [InlineData("followers", "ann", 5_000)]
    [InlineData("post", "ann", 100_000)]
    [InlineData("post", "bob", 100_000)]
    [InlineData("newest comments", "ann", 2_000)]
    [InlineData("notifications", "ann", 30_000)]
    [InlineData("unread", "ann", 25_000)]
    [InlineData("search", "ann", 20_000)]
    [InlineData("people", "ann", 20_000)]
    [InlineData("people misspelled", "ann", 20_000)]
    [InlineData("hashtags", "ann", 20_000)]
    [InlineData("explore", "ann", 100_000)]
    [InlineData("explore", null, 100_000)]
    [InlineData("hashtag", "ann", 15_000)]
    [InlineData("photos", "ann", 1_000)]
    public async Task An_operation_reads_what_it_shows(string operation, string? who, long atMost)
    {
        var plans = await Plans(Named(who), operation, await Cursor(100));
        var rows = plans.Sum(plan => plan.RowsRead);

        Assert.All(plans, plan => Assert.False(plan.ReadWhole.Intersect(Large).Any(), $"{operation} reads {string.Join(", ", plan.ReadWhole)} from end to end:\n{plan}"));
        Assert.True(rows <= atMost, $"{operation} reads {rows} rows:\n{string.Join("\n\n", plans)}");
    }

    [Fact]
    public async Task A_late_page_of_a_feed_costs_no_more_than_the_first()
    {
        var first = await Plans(house.Bob, "feed", null);
        var late = await Plans(house.Bob, "feed", await Cursor(4_000));

        Assert.InRange(late.Sum(plan => plan.RowsRead), 1, first.Sum(plan => plan.RowsRead) * 12 / 10 + 6_000);
    }

    /// <summary>bob follows 5,000 people, of whom a page was posted lately; ann 120, of whom it was not.</summary>
    [Theory]
    [InlineData("bob", 0)]
    [InlineData("bob", 3_000)]
    [InlineData("ann", 0)]
    [InlineData("ann", 100)]
    public async Task A_feed_is_the_same_whichever_way_it_is_found(string who, int after)
    {
        var viewer = Named(who).Viewer;
        var place = after == 0 ? (Guid?)null : await house.Database(db => Newest(db.HomeFeedBefore(viewer, null, after, 0)).LastAsync());
        var found = new List<List<Guid>>();
        foreach (var sources in (FeedSources[])[0, FeedSources.Many]) found.Add(await house.Database(db => Newest(db.HomeFeedBefore(viewer, place, 21, sources)).ToListAsync()));
        var all = await house.Database(db => Newest(db.HomeFeed(viewer).Where(post => place == null || post.Id < place)).Take(21).ToListAsync());

        Assert.Equal(21, found[0].Count);
        Assert.Equal(found[0], found[1]);
        // ann follows a hashtag, too.
        if (who == "bob") Assert.Equal(all, found[0]);

        static IQueryable<Guid> Newest(IQueryable<Post> posts) => posts.OrderByDescending(post => post.Id).Select(post => post.Id);
    }

    static readonly CompiledQuery<Guid, Keyed<Guid, int>> CommentCounts = new((db, viewer, ids) =>
    {
        var comments = db.Comments.VisibleTo(viewer);
        return db.Posts.VisibleTo(viewer).Where(post => ids.Contains(post.Id))
            .Select(post => new Keyed<Guid, int>(post.Id, comments.Count(comment => comment.PostId == post.Id))).TagWith(nameof(ScaleTests));
    });

    /// <summary>Left alone, PostgreSQL plans a few hundred lines of rules anew for each execution with fewer than ten keys (ADR 34).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_statement_is_planned_for_its_keys_a_few_times_and_then_no_more(int keys)
    {
        // Two until it is prepared, five that PostgreSQL compares with, and as many that are then to keep the plan.
        const int Executions = 14;
        var (found, replanned) = await house.Database(async db =>
        {
            await db.Database.OpenConnectionAsync();
            var posts = await db.Posts.VisibleTo(house.Carol.Viewer).OrderByDescending(post => post.Id).Select(post => post.Id).Take(keys).ToListAsync();
            List<Keyed<Guid, int>> found = [];
            for (var i = 0; i < Executions; i++) found = await CommentCounts.Rows(db, house.Carol.Viewer, posts, default);
            return (found, await db.Database.SqlQuery<long>($"""SELECT max(custom_plans) AS "Value" FROM pg_prepared_statements WHERE statement LIKE {$"-- {nameof(ScaleTests)}%"}""").SingleAsync());
        });

        Assert.Equal(keys, found.Select(row => row.Key).Distinct().Count());
        Assert.Equal(keys, found.Count);
        Assert.InRange(replanned, 1, Executions / 2);
    }

    Person Named(string? who) => who switch { "ann" => house.Ann, "bob" => house.Bob, "carol" => house.Carol, _ => house.Stranger };

    /// <summary>The cursor after so many posts of bob's feed.</summary>
    async Task<string> Cursor(int posts) =>
        HomeFeedPosts.Order.CursorAt(await house.Database(db => db.HomeFeedBefore(house.Bob.Viewer, null, posts).OrderBy(post => post.Id).Select(post => post.Id).FirstAsync()));

    async Task<IReadOnlyList<QueryPlan>> Plans(Person person, string operation, string? after)
    {
        var variables = new { after, post = Belongings.PostId(house.PublicPost) };
        await person.Graph(Operations[operation], variables);   // the first use of a token is written down
        var (answer, statements) = await SqlCounter.Watch(() => person.Graph(Operations[operation], variables));
        answer.ShouldSucceed();
        var plans = new List<QueryPlan>();
        await house.Database(async db =>
        {
            // The context's own connection, which tells the planner what all our connections tell it.
            foreach (var statement in statements) plans.Add(await QueryPlan.Of(statement, (NpgsqlConnection)db.Database.GetDbConnection()));
            return true;
        });
        return plans;
    }
}
