using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Many things at once, many workers, and a fixed number of statements.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class FoldingTests(House house)
{
    [Fact]
    public async Task Workers_of_several_servers_fold_each_cause_once_while_people_go_on()
    {
        var author = await house.Somebody();
        Guid[] posts = [await author.AddQuickPost(), await author.AddQuickPost()];
        Person[] fans = [.. await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => house.Somebody()))];
        using var done = new CancellationTokenSource();
        var workers = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await house.Use<NotificationFolding, bool>(folding => folding.Fold(default));
        })));
        await Task.WhenAll(fans.Select(async fan =>
        {
            foreach (var post in posts)
            {
                await fan.Likes(post);
                await house.Use<Likes>(likes => likes.UnlikePost(fan.Viewer, post, default));
                await fan.Likes(post);
                await fan.AddComment(post, "At once");
            }
        }));
        await author.Settled();
        await done.CancelAsync();
        await workers;

        Assert.All(await author.Told(), line => Assert.EndsWith(" of 6", line, StringComparison.Ordinal));
        Assert.Equal((4, 4), ((await author.Told()).Count, (await author.Mail()).Number("notifications.unreadCount")));
        var rows = await house.Database(db => db.Notifications.Where(n => n.RecipientId == author.Viewer.Id).ToListAsync());
        Assert.Equal(4, rows.Count);
        Assert.Equal(rows.Max(n => n.Position), await house.Database(db => db.Users.Where(u => u.Id == author.Viewer.Id).Select(u => u.NotificationPosition).SingleAsync()));
        Assert.Equal(24, await house.Database(db => db.NotificationCauses.CountAsync(c => c.RecipientId == author.Viewer.Id)));
    }

    [Fact]
    public async Task A_page_of_notifications_takes_as_many_statements_for_many_as_for_few()
    {
        var (author, fan, other) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        await author.AddPhoto("gray.jpg");
        for (var i = 0; i < 5; i++)
        {
            var post = await author.AddQuickPost();
            var comment = await author.AddComment(post, "Mine");
            foreach (var person in (Person[])[fan, other])
            {
                await person.Likes(post);
                await house.Use<Likes>(likes => likes.LikeComment(person.Viewer, comment, default));
                await person.AddComment(post, "Theirs", comment);
            }
        }
        await fan.Follow(author);
        await author.Mail();
        var (few, fewStatements) = await SqlCounter.Count(() => Page(4));
        var (many, manyStatements) = await SqlCounter.Count(() => Page(17));

        Assert.Equal((4, 17), (few.List("notifications.edges").Count, many.List("notifications.edges").Count));
        Assert.Equal(fewStatements.Count + 1, manyStatements.Count);   // the photo is on the second page
        Assert.InRange(manyStatements.Count, 4, 9);

        async Task<GraphAnswer> Page(int first) => (await author.Graph(
            $$"""query ($first: Int) { notifications(first: $first) { edges { node { {{Mailbox.Fields}} } } unreadCount } viewer { unreadNotificationCount } }""", new { first })).ShouldSucceed();
    }

    [Fact]
    public async Task The_list_is_paged_by_when_something_was_last_added()
    {
        var (author, fan, other) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var posts = new List<Guid>();
        for (var i = 0; i < 4; i++) posts.Add(await author.AddQuickPost());
        foreach (var post in posts)
        {
            await fan.Likes(post);
            await author.Settled();
        }
        var first = await author.Mail(first: 2);
        Assert.Equal([3, 2], Shown(first));
        await other.Likes(posts[0]);

        Assert.Equal([1], Shown(await author.Mail(after: first["notifications.pageInfo.endCursor"])));
        Assert.Equal([0, 3, 2, 1], Shown(await author.Mail()));

        IEnumerable<int> Shown(GraphAnswer mail) => mail.List("notifications.edges").Select(e => posts.FindIndex(post => Belongings.PostId(post) == e!["node"]!["subject"]!["id"]!.ToString()));
    }
}
