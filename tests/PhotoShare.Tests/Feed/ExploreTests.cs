using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>In a house of its own, since explore shows everything that is public.</summary>
[Trait("Kind", "Slow")]
public sealed class ExploreTests(House house) : IClassFixture<House>
{
    const string Explore = "query ($first: Int, $after: String) { explore(first: $first, after: $after) { nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage endCursor } } }";

    [Fact]
    public async Task What_is_liked_and_talked_about_comes_first_and_age_takes_it_back()
    {
        await Clear();
        var old = await Post(hours: 60, likes: 3);
        var quiet = await Post(hours: 1);
        var loved = await Post(hours: 2, likes: 3);
        var discussed = await Post(hours: 3, comments: 3);
        var fresh = await Post(hours: 0);

        Assert.Equal(new[] { discussed, loved, fresh, quiet, old }.Select(Belongings.PostId), (await house.Stranger.Graph(Explore)).ShouldSucceed().Each("explore.nodes", "id"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Page_by_page_it_is_whole_and_as_it_was_at_first_while_others_post_and_like(int size)
    {
        await Clear();
        var posts = new List<Guid>();
        for (var i = 0; i < 8; i++) posts.Add(await Post(hours: i * 7 % 5, likes: i % 4));
        var whole = (await house.Stranger.Graph(Explore, new { first = 100 })).ShouldSucceed().Each("explore.nodes", "id");
        var read = new List<string?>();
        string? after = null;
        bool more;
        do
        {
            var page = (await house.Stranger.Graph(Explore, new { first = size, after })).ShouldSucceed();
            Assert.Equal((after is not null, 8), (page.Is("explore.pageInfo.hasPreviousPage"), page.Number("explore.totalCount")));
            read.AddRange(page.Each("explore.nodes", "id"));
            after = page["explore.pageInfo.endCursor"];
            more = page.Is("explore.pageInfo.hasNextPage");
            await Post(hours: 0);
            foreach (var post in posts)
            {
                await house.Dora.Like(post);
                await house.Dora.AddComment(post, "While it is read");
            }
        }
        while (more);

        Assert.Equal(whole, read);
        Assert.NotEqual(whole, (await house.Stranger.Graph(Explore, new { first = 8 })).ShouldSucceed().Each("explore.nodes", "id"));
    }

    [Fact]
    public async Task Older_windows_follow_newer_ones_also_within_a_page()
    {
        await Clear();
        await house.Database(async db =>
        {
            var now = DateTime.UtcNow;
            for (var i = 0; i < 2 * PhotoShare.Explore.WindowSize + 7; i++)
                db.Add(new Post { AuthorId = house.Ann.Viewer.Required, PublishedAt = now.AddMinutes(-i) });
            return await db.SaveChangesAsync();
        });
        var expected = await house.Database(db => db.Posts.OrderByDescending(p => p.PublishedAt).Select(p => p.Id).ToListAsync());
        var read = new List<string?>();
        string? after = null;
        bool more;
        do
        {
            var page = (await house.Stranger.Graph(Explore, new { first = 90, after })).ShouldSucceed();
            read.AddRange(page.Each("explore.nodes", "id"));
            after = page["explore.pageInfo.endCursor"];
            more = page.Is("explore.pageInfo.hasNextPage");
            Assert.Equal(read.Count > 90, page.Is("explore.pageInfo.hasPreviousPage"));
        }
        while (more);

        Assert.Equal(expected.Select(Belongings.PostId), read);
    }

    [Fact]
    public async Task A_page_takes_as_many_statements_for_20_posts_as_for_5()
    {
        await Clear();
        for (var i = 0; i < 22; i++) await Post(hours: i);
        const string Page = "query ($first: Int) { explore(first: $first) { nodes { id author { username } } pageInfo { hasNextPage } } }";
        var (few, fewStatements) = await SqlCounter.Count(() => house.Stranger.Graph(Page, new { first = 5 }));
        var (many, manyStatements) = await SqlCounter.Count(() => house.Stranger.Graph(Page, new { first = 20 }));

        Assert.Equal((5, 20), (few.ShouldSucceed().List("explore.nodes").Count, many.ShouldSucceed().List("explore.nodes").Count));
        Assert.Equal((2, 2), (fewStatements.Count, manyStatements.Count));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task What_is_no_cursor_is_refused(string after) => (await house.Stranger.Graph(Explore, new { after })).ShouldBeRefused("INVALID_CURSOR", "after");

    [Fact]
    public async Task Hashtags_trend_by_people_not_by_posts()
    {
        await Clear();
        foreach (var person in (Person[])[house.Ann, house.Bob, house.Carol]) await person.AddQuickPost("#lake");
        for (var i = 0; i < 5; i++) await house.Ann.AddQuickPost("#me #me2");
        await house.Dora.AddQuickPost("#hidden");
        await Age(await house.Bob.AddQuickPost("#old #lake"), 24 * 8);
        await Age(await house.Bob.AddQuickPost("#fading"), 24 * 5);

        Assert.Equal(["lake", "me", "me2", "fading"], (await house.Stranger.Graph("{ trendingHashtags { name } }")).ShouldSucceed().Each("trendingHashtags", "name"));
        Assert.Equal(["lake"], (await house.Dora.Graph("{ trendingHashtags(first: 1) { name } }")).ShouldSucceed().Each("trendingHashtags", "name"));
        Assert.NotEmpty((await house.Dora.Graph("{ trendingHashtags(first: 101) { name } }")).Errors);
    }

    Task Clear() => house.Database(async db =>
    {
        await db.Photos.ExecuteUpdateAsync(set => set.SetProperty(p => p.PostId, (Guid?)null));
        await db.Places.ExecuteDeleteAsync();
        return await db.Posts.ExecuteDeleteAsync();
    });

    async Task<Guid> Post(double hours, int likes = 0, int comments = 0)
    {
        var post = await house.Ann.AddQuickPost();
        await Age(post, hours);
        Person[] others = [house.Bob, house.Carol, house.Dora];
        for (var i = 0; i < likes; i++) await others[i].Like(post);
        for (var i = 0; i < comments; i++) await others[i].AddComment(post, "Well seen");
        return post;
    }

    Task Age(Guid post, double hours) => house.Database(db =>
        db.Posts.Where(p => p.Id == post).ExecuteUpdateAsync(set => set.SetProperty(p => p.PublishedAt, DateTime.UtcNow.AddHours(-hours))));
}
