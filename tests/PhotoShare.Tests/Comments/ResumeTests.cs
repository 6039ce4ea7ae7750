using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Whoever resumes from their last cursor has missed nothing and hears nothing twice, whatever happened meanwhile.</summary>
[Trait("Kind", "Slow")]
public sealed class ResumeTests(ResumeTests.RestlessHouse house) : IClassFixture<ResumeTests.RestlessHouse>
{
    const int Writers = 200, Cuts = 50;

    /// <summary>One that finds soon what no hint told it of.</summary>
    public sealed class RestlessHouse : House
    {
        protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:Graph:LiveLook"] = "00:00:01" };
    }

    [Fact]
    public async Task With_200_writers_50_cuts_and_a_restart_every_comment_comes_once_and_in_order()
    {
        var post = await house.Ann.AddQuickPost();
        await house.Ann.AddComment(post, "Before");
        var list = await house.Bob.Graph("query ($id: ID!) { post(id: $id) { comments { edges { cursor } } } }", new { id = Belongings.PostId(post) });
        Eavesdropper[] listeners = [.. Enumerable.Range(0, 2).Select(_ => new Eavesdropper(house.Bob, post, list["post.comments.edges.0.cursor"]!))];

        using var over = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(i => (i % 2 == 0 ? house.Ann : house.Carol).Chat(post, 4_000, 12_000, over.Token)));
        var troubling = Trouble(post);
        await Task.WhenAll(listeners.Select(listener => listener.ListenAndBeCut(Cuts)));
        await troubling;
        await over.CancelAsync();
        var acknowledged = (await writing).SelectMany(ids => ids).ToList();
        await CommitOutOfOrder(post);

        var saved = await house.Database(db => db.Comments.Where(c => c.PostId == post && c.Position > 1).OrderBy(c => c.Position).Select(c => c.Id).ToListAsync());
        foreach (var listener in listeners) await listener.ListenUntil(saved.Count);
        Assert.NotEqual(saved.Order(), saved);   // or this would show less than it says
        Assert.Equal(acknowledged.Count + 4, saved.Count);
        Assert.All(listeners, listener => Assert.Equal(saved.Select(Belongings.CommentId), listener.Heard));
    }

    /// <summary>What else may happen: a save that is held open while others wait behind it, hints that come twice and for nothing, a restart.</summary>
    async Task Trouble(Guid post)
    {
        await Task.Delay(500);
        await CommitOutOfOrder(post);
        for (var i = 0; i < 20; i++)
        {
            await house.Services.GetRequiredService<IEventBus>().Publish(new CommentAdded(post));
            await Task.Delay(10);
        }
        await house.Restart();
    }

    /// <summary>Two comments, of which the one with the older id is saved after the other; others queue behind it, and no hint tells of it.</summary>
    Task CommitOutOfOrder(Guid post) => house.Database(async db =>
    {
        var older = RowId.Next();
        await house.Carol.AddComment(post, "With a later id, and there sooner");
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var saving = await db.Database.BeginTransactionAsync();
            var position = (await db.Database.SqlQuery<long>($"UPDATE posts SET comment_position = comment_position + 1 WHERE id = {post} RETURNING comment_position").ToListAsync()).Single();
            await db.Database.ExecuteSqlAsync($"INSERT INTO comments (id, post_id, author_id, body, created_at, position) VALUES ({older}, {post}, {house.Carol.Viewer.Required}, 'Slow', {DateTime.UtcNow}, {position})");
            await Task.Delay(300);
            await saving.CommitAsync();
        });
        return true;
    });
}
