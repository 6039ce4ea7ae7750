using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What was compiled for one person is run for another, and tells each what is theirs.</summary>
[Collection(HouseCollection.Name)]
public sealed class CompiledQueryTests(House house)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, string?>> Captions = new((db, viewer, ids) =>
        db.Posts.VisibleTo(viewer).Where(post => ids.Contains(post.Id)).Select(post => new Keyed<Guid, string?>(post.Id, post.Caption)));

    [Fact]
    public async Task A_query_gives_each_viewer_what_they_see_and_each_key_its_row()
    {
        var (author, other) = (await house.Somebody(), await house.Somebody());
        var (open, closed) = (await author.AddQuickPost("Open"), await author.AddQuickPost("Closed"));
        await house.Database(db => db.Posts.Where(post => post.Id == closed).ExecuteUpdateAsync(set => set.SetProperty(post => post.Visibility, Visibility.Private)));
        var theirs = await other.AddQuickPost("Theirs");

        Assert.Equal(["Closed", "Open"], await Read(author.Viewer, open, closed));
        Assert.Equal(["Open"], await Read(other.Viewer, open, closed));
        Assert.Equal(["Open"], await Read(Viewer.Anonymous, closed, open));
        Assert.Equal(["Theirs"], await Read(author.Viewer, theirs));
        // Nor do the three kinds of viewer share anything: whoever moderates is asked again whether they do.
        Assert.Equal(["Open"], await Read(other.Viewer with { Moderates = true }, open, closed));
        Assert.Empty(await Read(author.Viewer));

        async Task<IReadOnlyList<string?>> Read(Viewer viewer, params Guid[] ids) =>
            [.. (await house.Database(db => Captions.Rows(db, viewer, ids, default))).Select(row => row.Value).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_value_that_is_absent_is_another_query()
    {
        var author = await house.Somebody();
        var (first, last) = (await author.AddQuickPost("First"), await author.AddQuickPost("Last"));
        var me = author.Viewer.Required;

        Assert.Equal([first, last], await Read(null));
        Assert.Equal([last], await Read(first));
        Assert.Equal([first, last], await Read(null));

        Task<List<Guid>> Read(Guid? after) => house.Database(db => CompiledQueries.Rows(db, author.Viewer, nameof(A_value_that_is_absent_is_another_query), [after], (viewer, values) =>
        {
            var (who, from) = (viewer.Id, (Guid?)values[0]);
            var posts = db.Posts.AsNoTracking().Where(post => post.AuthorId == who);
            return (from is null ? posts : posts.Where(post => post.Id > from)).OrderBy(post => post.Id).Select(post => post.Id);
        }, default));
    }

    [Fact]
    public async Task A_rule_says_of_a_row_what_it_says_of_all_and_for_each_viewer()
    {
        var (author, other) = (await house.Somebody(), await house.Somebody());
        var (shown, hidden) = (await author.AddQuickPost("Shown"), await author.AddQuickPost("Hidden"));
        await house.Database(db => db.Posts.Where(post => post.Id == hidden).ExecuteUpdateAsync(set => set.SetProperty(post => post.HidesLikes, true)));

        foreach (var viewer in (Viewer[])[author.Viewer, other.Viewer, Viewer.Anonymous])
        {
            var expected = await house.Database(db => db.Posts.LikesHiddenFrom(viewer).Where(post => post.AuthorId == author.Viewer.Id).Select(post => post.Id).ToListAsync());
            var said = await house.Database(db => Hidden.Rows(db, viewer, [shown, hidden], default));
            Assert.Equal([(shown, false), (hidden, expected.Contains(hidden))], said.OrderBy(row => row.Key).Select(row => (row.Key, row.Value)));
        }
        Assert.Throws<InvalidOperationException>(() => LikeVisibility.HidesLikesFrom(other.Viewer).HoldsFor(new Post { AuthorId = author.Viewer.Required }));
    }

    static readonly CompiledQuery<Guid, Keyed<Guid, bool>> Hidden = new((db, viewer, ids) =>
    {
        var rule = LikeVisibility.HidesLikesFrom(viewer);
        return db.Posts.AsNoTracking().Where(post => ids.Contains(post.Id)).Select(post => new Keyed<Guid, bool>(post.Id, rule.HoldsFor(post)));
    });

    [Theory]
    [InlineData(3)]
    [InlineData("a word")]
    public async Task What_else_was_captured_is_refused_and_not_kept_for_good(object captured)
    {
        var (number, word) = (captured as int? ?? 0, captured as string ?? "");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => house.Database(db => CompiledQueries.Rows(db, Viewer.Anonymous, (nameof(CompiledQueryTests), captured), [], (_, _) =>
            captured is int ? db.Posts.Where(post => post.CommentPosition > number).Select(post => post.Id) : db.Posts.Where(post => post.Caption == word).Select(post => post.Id), default)));

        Assert.Contains("Make it one of its values", refused.Message, StringComparison.Ordinal);
    }
}
