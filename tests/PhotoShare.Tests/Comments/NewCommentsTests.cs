using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What many see of new comments, read for all of them together: for each what they would read alone, in as many statements for a hundred as for two.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class NewCommentsTests(House house)
{
    [Fact]
    public async Task Each_sees_what_they_would_see_alone()
    {
        var world = await World.Make(house);
        var different = new HashSet<string>();
        foreach (var post in world.Posts)
        {
            var together = await Read(world.Viewers, post, after: 0);
            different.UnionWith(world.Viewers.Select(viewer => together.TryGetValue(viewer, out var seen) ? $"{post} {Bodies(seen)}" : $"{post} is not there"));
            foreach (var viewer in world.Viewers)
            {
                var alone = await house.Database(db => db.Comments.VisibleTo(viewer).Where(c => c.PostId == post).OrderBy(c => c.Position).Select(c => c.Id).ToListAsync());
                var sees = await house.Database(db => db.Posts.VisibleTo(viewer).AnyAsync(p => p.Id == post));
                Assert.Equal(sees || alone.Count > 0, together.ContainsKey(viewer));
                Assert.Equal(alone, together.TryGetValue(viewer, out var seen) ? seen.Comments.Select(row => row.Comment.Id) : []);
            }
        }
        // Or this would show less than it says.
        Assert.True(different.Count >= 8, string.Join('\n', different));
    }

    [Fact]
    public async Task An_author_is_told_with_their_comment_to_those_who_may_know_of_them()
    {
        var world = await World.Make(house);
        foreach (var (viewer, seen) in await Read(world.Viewers, world.Posts[0], after: 0))
            foreach (var row in seen.Comments)
            {
                var author = await house.Database(db => db.Users.VisibleTo(viewer).Where(u => u.Id == row.Comment.AuthorId).Select(u => u.UserName).SingleOrDefaultAsync());
                Assert.Equal(author, row.Author?.Username);
            }
    }

    [Fact]
    public async Task A_hundred_are_read_for_in_as_many_statements_as_two()
    {
        var post = await house.Ann.AddQuickPost();
        await house.Bob.AddComment(post, "One");
        Guid[] people = [.. await house.Database(db => db.Users.OrderBy(u => u.Id).Take(100).Select(u => u.Id).ToListAsync())];

        var few = await Count(people[..2]);
        var many = await Count(people);

        Assert.Equal(few, many);
        Assert.InRange(many, 1, 4);

        async Task<int> Count(IReadOnlyCollection<Guid> who) =>
            (await SqlCounter.Count(() => Read([.. who.Select(id => new Viewer(id))], post, after: 0))).Statements.Count;
    }

    [Fact]
    public async Task Far_behind_it_is_read_a_part_at_a_time()
    {
        var post = await house.Ann.AddQuickPost();
        for (var i = 1; i <= 5; i++) await house.Bob.AddComment(post, $"{i}");

        var first = (await Read([house.Carol.Viewer], post, after: 1, most: 2))[house.Carol.Viewer];
        var rest = (await Read([house.Carol.Viewer], post, first.Last, most: 2))[house.Carol.Viewer];
        var nothing = (await Read([house.Carol.Viewer], post, rest.Last, most: 2))[house.Carol.Viewer];

        Assert.Equal(("2 3", 3, true), (Bodies(first), first.Last, first.More));
        Assert.Equal(("4 5", 5, false), (Bodies(rest), rest.Last, rest.More));
        Assert.Equal(("", 5, false), (Bodies(nothing), nothing.Last, nothing.More));
    }

    [Fact]
    public async Task Of_a_post_that_is_gone_nobody_is_told_anything() => Assert.Empty(await Read([house.Ann.Viewer, Viewer.Anonymous], Guid.CreateVersion7(), after: 0));

    static string Bodies(CommentsSeen seen) => string.Join(' ', seen.Comments.Select(row => row.Comment.Body));

    Task<IReadOnlyDictionary<Viewer, CommentsSeen>> Read(IReadOnlyCollection<Viewer> viewers, Guid post, long after, int most = 50) =>
        house.Use<NewComments, IReadOnlyDictionary<Viewer, CommentsSeen>>(comments => comments.SeenBy(viewers, post, after, most, default));

    /// <summary>People who see each other's posts and comments in every way that there is.</summary>
    sealed record World(IReadOnlyList<Guid> Posts, IReadOnlyList<Viewer> Viewers)
    {
        public static async Task<World> Make(House house)
        {
            var (author, friend, blocked, blocker, moderator) = (await house.Somebody(), await house.Somebody(), await house.Somebody(), await house.Somebody(), await house.Somebody());
            await house.Database(db => db.Users.Where(u => u.Id == moderator.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.Role, UserRole.Moderator)));
            await friend.Follow(author);
            var (open, forFollowers, own) = (await author.AddQuickPost(), await author.AddQuickPost(), await author.AddQuickPost());
            var thread = await friend.AddComment(open, "friend");
            await blocked.AddComment(open, "answer", thread);
            var judged = await blocked.AddComment(open, "blocked");
            await author.AddComment(open, "answer to the blocked", judged);
            await blocker.AddComment(open, "blocker");
            await author.AddComment(forFollowers, "author");
            await author.AddComment(own, "author");
            await Show(forFollowers, Visibility.Followers);
            await Show(own, Visibility.Private);
            await house.Use<Reports>(reports => reports.Add(friend.Viewer, ReportSubject.Comment, judged, ReportReason.Spam, null, default));
            await house.Use<Blocks>(blocks => blocks.Block(friend.Viewer, blocked.Viewer.Required, default));
            await house.Use<Blocks>(blocks => blocks.Block(blocker.Viewer, author.Viewer.Required, default));
            await house.Use<Blocks>(blocks => blocks.Block(blocked.Viewer, moderator.Viewer.Required, default));
            Person[] people = [author, friend, blocked, blocker, house.Ann, house.Bob];
            return new([open, forFollowers, own], [.. people.Select(person => person.Viewer), moderator.Viewer with { Moderates = true }, house.Ann.Viewer with { Moderates = true }, Viewer.Anonymous]);

            Task Show(Guid post, Visibility to) => house.Database(db => db.Posts.Where(p => p.Id == post).ExecuteUpdateAsync(set => set.SetProperty(p => p.Visibility, to)));
        }
    }
}
