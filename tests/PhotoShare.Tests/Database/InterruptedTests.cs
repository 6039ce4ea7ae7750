using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A connection that drops at any moment of a use case: it is done whole and once all the same, or refused and not done at all.</summary>
[Trait("Kind", "Real")]
public sealed class InterruptedTests(InterruptedTests.Interruptible house) : IClassFixture<InterruptedTests.Interruptible>
{
    public sealed class Interruptible : House
    {
        public override Task InitializeAsync()
        {
            Interruption.Listen();
            return base.InitializeAsync();
        }

        protected override async Task<string?> CreateDatabase() => await (await Postgres.Enter()).CreateMigratedDatabase();

        protected override Task LeaveDatabase() => Postgres.Leave();
    }

    [Fact]
    public Task A_comment_with_its_number_and_who_is_told() => AtEveryMoment(
        async () => (Post: await house.Ann.AddQuickPost(), Body: $"For @bob and @carol {Guid.NewGuid():n}"),
        world => house.Use<Comments, Comment>(comments => comments.Add(house.Dora.Viewer, world.Post, world.Body, null, null, default)),
        async (db, world) =>
        {
            var comment = Assert.Single(await db.Comments.Where(c => c.PostId == world.Post).ToListAsync());
            Assert.Equal((1, world.Body), (comment.Position, comment.Body));
            Assert.Equal(3, await db.NotificationCauses.CountAsync(c => c.CommentId == comment.Id));
        });

    [Fact]
    public Task A_comments_edit() => AtEveryMoment(
        async () =>
        {
            var comment = await house.Dora.AddComment(await house.Ann.AddQuickPost(), "For @bob");
            // The worker folds it meanwhile.
            await house.Bob.Settled();
            return comment;
        },
        comment => house.Use<Comments, Comment>(comments => comments.Update(house.Dora.Viewer, comment, "For @carol", default)),
        async (db, comment) =>
        {
            Assert.Equal("For @carol", (await db.Comments.SingleAsync(c => c.Id == comment)).Body);
            Assert.Equal([house.Carol.Viewer.Id], await db.NotificationCauses.Where(c => c.CommentId == comment && c.Kind == NotificationKind.Mention).Select(c => (Guid?)c.RecipientId).ToListAsync());
        });

    [Fact]
    public Task A_comments_end_with_its_replies() => AtEveryMoment(
        async () =>
        {
            var post = await house.Ann.AddQuickPost();
            var comment = await house.Bob.AddComment(post, "A thread");
            await house.Carol.AddComment(post, "A reply", comment);
            return (post, comment);
        },
        world => house.Use<Comments, Comment>(comments => comments.Delete(house.Bob.Viewer, world.comment, default)),
        async (db, world) => Assert.Equal(0, await db.Comments.CountAsync(c => c.PostId == world.post)));

    [Fact]
    public Task A_post_with_its_photos_its_new_place_and_its_publication() => AtEveryMoment(
        async () => (One: await house.Ann.AddQuickPhoto(), Two: await house.Ann.AddQuickPhoto(), Place: $"Place {Guid.NewGuid():n}"),
        world => house.Use<Posts, Post>(posts => posts.Create(
            house.Ann.Viewer, [world.One, world.Two], "With @bob #tag", Visibility.Public, null, true, PlaceChoice.Of(new NewPlace(world.Place, 1, 2)), null, default)),
        async (db, world) =>
        {
            var post = Assert.Single(await db.Posts.Include(p => p.Photos).Include(p => p.Hashtags).Where(p => p.Photos.Any(photo => photo.Id == world.One)).ToListAsync());
            Assert.Equal([world.One, world.Two], post.Photos.OrderBy(p => p.Position).Select(p => p.Id));
            Assert.Equal(["tag"], post.Hashtags.Select(h => h.Name));
            Assert.NotNull(post.PublishedAt);
            Assert.Equal(post.PlaceId, (await db.Places.SingleAsync(p => p.Name == world.Place)).Id);
            Assert.Equal(1, await db.NotificationCauses.CountAsync(c => c.PostId == post.Id));
        });

    [Fact]
    public Task A_posts_edit() => AtEveryMoment(
        () => house.Ann.AddQuickPost("Before #one"),
        post => house.Use<Posts, Post>(posts => posts.Update(house.Ann.Viewer, post, "After with @bob #two", null, "Loud", null, null, default)),
        async (db, id) =>
        {
            var post = await db.Posts.Include(p => p.Hashtags).SingleAsync(p => p.Id == id);
            Assert.Equal(("After with @bob #two", "Loud", "two"), (post.Caption, post.ContentWarning, Assert.Single(post.Hashtags).Name));
            Assert.Equal(1, await db.NotificationCauses.CountAsync(c => c.PostId == id && c.Kind == NotificationKind.Mention));
        });

    [Fact]
    public Task A_photos_end() => AtEveryMoment(
        () => house.Ann.AddQuickPhoto(),
        photo => house.Use<Photos>(photos => photos.Delete(house.Ann.Viewer, photo, default)),
        async (db, photo) =>
        {
            Assert.False(await db.Photos.AnyAsync(p => p.Id == photo));
            Assert.Equal(2, await db.BlobDeletions.CountAsync(d => d.Key.Contains(photo.ToString("n")) || d.Key.Contains(photo.ToString())));
        });

    [Fact]
    public Task A_block_and_the_end_of_what_either_follows() => AtEveryMoment(
        async () =>
        {
            var (one, other) = (await house.Somebody(), await house.Somebody());
            await one.Follow(other);
            await other.Follow(one);
            return (One: one.Viewer.Required, Other: other.Viewer.Required, Viewer: one.Viewer);
        },
        world => house.Use<Blocks>(blocks => blocks.Block(world.Viewer, world.Other, default)),
        async (db, world) => Assert.Equal((1, 0), (
            await db.Blocks.CountAsync(b => b.BlockerId == world.One),
            await db.Follows.CountAsync(f => f.FollowerId == world.One || f.FolloweeId == world.One))));

    [Fact]
    public Task A_request_to_follow_that_is_accepted() => AtEveryMoment(
        async () =>
        {
            var asker = await house.Somebody();
            await asker.Follow(house.Dora);
            return asker.Viewer.Required;
        },
        asker => house.Use<Follows>(follows => follows.Accept(house.Dora.Viewer, asker, default)),
        async (db, asker) =>
        {
            Assert.NotNull((await db.Follows.SingleAsync(f => f.FollowerId == asker)).AcceptedAt);
            Assert.Equal(NotificationKind.FollowAccepted, (await db.NotificationCauses.SingleAsync(c => c.RecipientId == asker || c.ActorId == asker)).Kind);
        });

    [Fact]
    public Task A_like_and_who_is_told() => AtEveryMoment(
        () => house.Ann.AddQuickPost(),
        post => house.Use<Likes>(likes => likes.LikePost(house.Bob.Viewer, post, default)),
        async (db, post) => Assert.Equal((1, 1), (await db.Likes.CountAsync(l => l.PostId == post), await db.NotificationCauses.CountAsync(c => c.PostId == post))));

    [Fact]
    public Task An_export_that_is_asked_for() => AtEveryMoment(
        async () => (await house.Somebody()).Viewer,
        viewer => house.Use<Exports, Export>(exports => exports.Request(viewer, default)),
        async (db, viewer) => Assert.Equal(1, await db.Exports.CountAsync(e => e.UserId == viewer.Id)));

    [Fact]
    public Task An_account_and_all_that_is_in_it() => AtEveryMoment(
        async () =>
        {
            var leaver = await house.Somebody();
            await leaver.AddQuickPost("Mine");
            await house.Carol.AddComment(house.PublicPost, "A reply", await leaver.AddComment(house.PublicPost, "A thread"));
            return leaver.Viewer;
        },
        viewer => house.Use<AccountDeletion>(accounts => accounts.Ask(viewer, Person.Password, "en", default)),
        async (db, viewer) => Assert.Equal((0, 0, 0), (
            await db.Users.CountAsync(u => u.Id == viewer.Id),
            await db.Photos.CountAsync(p => p.OwnerId == viewer.Id) + await db.Comments.CountAsync(c => c.AuthorId == viewer.Id),
            await db.Departures.CountAsync(d => d.UserId == viewer.Id && d.Deleted == null))));

    [Fact]
    public async Task What_keeps_failing_from_any_moment_before_its_end_is_refused_and_leaves_nothing()
    {
        var first = await house.Ann.AddQuickPost();
        // What is remembered from the time before makes it one more or fewer, and may so hide the commit.
        var most = (await Interruption.MomentsOf(() => Comment(first))).Count + 2;
        // Each waits for its last attempt, so all do at once.
        var reached = await Task.WhenAll(Enumerable.Range(1, most).Select(at => Refused(act => Interruption.From(at, act))).Append(Refused(act => Interruption.From(Moment.Commit, act))));

        Assert.Contains(Moment.Statement, reached);
        Assert.Contains(Moment.Commit, reached);

        Task<Moment?> Refused(Func<Func<Task>, Task<Moment?>> interrupt) => Task.Run(async () =>
        {
            var (post, refused) = (await house.Ann.AddQuickPost(), (Exception?)null);
            var moment = await interrupt(async () => refused = await Record.ExceptionAsync(() => Comment(post)));
            if (moment is not (Moment.Statement or Moment.Commit)) return moment;
            Assert.IsType<DatabaseUnavailableException>(refused);
            Assert.Equal((0L, 0), await house.Database(async db => (await db.Posts.Where(p => p.Id == post).Select(p => p.CommentPosition).SingleAsync(), await db.Comments.CountAsync(c => c.PostId == post))));
            return moment;
        });

        Task Comment(Guid post) => house.Use<Comments, Comment>(comments => comments.Add(house.Bob.Viewer, post, "Never", null, null, default));
    }

    Task AtEveryMoment<TWorld>(Func<Task<TWorld>> prepare, Func<TWorld, Task> act, Func<PhotoShareDb, TWorld, Task> check) =>
        Interruption.AtEveryMoment(prepare, act, world => house.Database(async db =>
        {
            await check(db, world);
            return true;
        }));
}
