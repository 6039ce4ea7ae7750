using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What people are told, what is told together, and what is read.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class NotificationTests(House house)
{
    [Fact]
    public async Task People_who_like_the_same_are_told_together_the_latest_first()
    {
        var author = await house.Somebody();
        var post = await author.AddQuickPost();
        var fans = await People(5);
        foreach (var fan in fans) await fan.Likes(post);

        Assert.Equal([$"LIKE Post: {fans[4].Username}, {fans[3].Username}, {fans[2].Username} of 5"], await author.Told());
        var mail = await author.Mail();
        Assert.Equal((1, 1, Belongings.PostId(post)), (mail.Number("notifications.unreadCount"), mail.Number("viewer.unreadNotificationCount"), mail["notifications.edges.0.node.subject.id"]));
    }

    [Fact]
    public async Task They_are_counted_also_where_more_did_it_than_are_looked_at_to_name_the_last()
    {
        var author = await house.Somebody();
        var post = await author.AddQuickPost();
        var fans = await People(26);
        foreach (var fan in fans) await fan.Likes(post);

        Assert.Equal([$"LIKE Post: {fans[25].Username}, {fans[24].Username}, {fans[23].Username} of 26"], await author.Told());
    }

    [Fact]
    public async Task They_are_counted_in_as_many_statements_for_several_as_for_one()
    {
        const string Counts = "query ($first: Int) { notifications(first: $first) { nodes { actorCount } } }";
        var author = await house.Somebody();
        var fans = await People(2);
        for (var i = 0; i < 3; i++)
        {
            var post = await author.AddQuickPost();
            foreach (var fan in fans) await fan.Likes(post);
        }
        await author.Mail();

        var (_, forOne) = await SqlCounter.Count(() => author.Graph(Counts, new { first = 1 }));
        var (all, forAll) = await SqlCounter.Count(() => author.Graph(Counts, new { first = 3 }));
        Assert.Equal(["2", "2", "2"], all.ShouldSucceed().List("notifications.nodes").Select(node => node!["actorCount"]!.ToString()));
        Assert.Equal(forOne.Count, forAll.Count);
    }

    [Fact]
    public async Task Comments_replies_and_names_reach_whom_they_concern_once()
    {
        var (author, reader, other) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        var comment = await reader.AddComment(post, $"Lovely, @{author.Username}");
        await other.AddComment(post, $"So it is, @{reader.Username} and @{author.Username}", comment);
        await author.AddComment(post, $"Thank you, @{author.Username}", comment);

        // Named and answered, or named and the author: told once, of what concerns them most. Nobody is told of themselves.
        Assert.Equal([$"COMMENT Post: {other.Username}, {reader.Username} of 2"], await author.Told());
        Assert.Equal([$"REPLY Comment: {author.Username}, {other.Username} of 2"], await reader.Told());
        Assert.Empty(await other.Told());
        Assert.StartsWith("Lovely", (await reader.Mail())["notifications.edges.0.node.subject.body"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_answered_in_a_thread_is_told_beside_who_began_it()
    {
        var (author, first, second, third) = (await house.Somebody(), await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        var reply = await second.AddComment(post, "Second", await first.AddComment(post, "First"));
        await third.AddComment(post, "Third", reply);

        Assert.Equal([$"REPLY Comment: {third.Username} of 1"], await second.Told());
        Assert.Equal([$"REPLY Comment: {third.Username}, {second.Username} of 2"], await first.Told());
    }

    [Fact]
    public async Task A_caption_tells_whom_it_names_when_the_post_is_published_and_not_before()
    {
        var (author, named) = (await house.Somebody(), await house.Somebody());
        var photo = await author.AddQuickPhoto();
        await house.Database(db => db.Photos.Where(p => p.Id == photo).ExecuteUpdateAsync(set => set.SetProperty(p => p.Status, PhotoStatus.Uploaded).SetProperty(p => p.LeaseUntil, DateTime.MaxValue)));
        var post = await author.AddPost($"With @{named.Username}", photo);
        Assert.Empty(await named.Told());

        await house.Database(db => db.Photos.Where(p => p.Id == photo).ExecuteUpdateAsync(set => set.SetProperty(p => p.Status, PhotoStatus.Ready)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => house.Use<Processing, int>(processing => processing.PublishForgotten(default))));
        Assert.Equal([$"MENTION Post: {author.Username} of 1"], await named.Told());
        Assert.Equal(Belongings.PostId(post), (await named.Mail())["notifications.edges.0.node.subject.id"]);
    }

    [Fact]
    public async Task A_name_put_in_by_an_edit_tells_once()
    {
        var (author, named) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost("Alone");
        var comment = await author.AddComment(post, "Alone");
        await Caption($"With @{named.Username}");
        await Words($"With @{named.Username}");
        string[] both = [$"MENTION Comment: {author.Username} of 1", $"MENTION Post: {author.Username} of 1"];
        Assert.Equal(both, await named.Told());

        await Caption("Alone");
        await Words("Alone");
        Assert.Empty(await named.Told());
        await Caption($"With @{named.Username} again");
        await Words($"With @{named.Username} again");
        Assert.Equal(both, await named.Told());

        // Read, it has been told.
        (await named.MarkRead()).ShouldSucceed();
        foreach (var words in (string[])["Alone", $"With @{named.Username}"])
        {
            await Caption(words);
            await Words(words);
        }
        Assert.Equal(both, await named.Told());
        Assert.Equal(0, (await named.Mail()).Number("notifications.unreadCount"));

        Task Caption(string caption) => house.Use<Posts>(posts => posts.Update(author.Viewer, post, caption, null, null, null, null, default));
        Task Words(string body) => house.Use<Comments>(comments => comments.Update(author.Viewer, comment, body, default));
    }

    [Fact]
    public async Task Followers_requests_and_a_yes_are_told_and_a_request_is_gone_when_it_is_decided()
    {
        var (open, closed, reader) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        await house.Use<Accounts>(accounts => accounts.SetPrivate(closed.Viewer, true, default));
        await reader.Follow(open);
        await reader.Follow(closed);
        Assert.Equal([$"FOLLOW User: {reader.Username} of 1"], await open.Told());
        Assert.Equal([$"FOLLOW_REQUEST User: {reader.Username} of 1"], await closed.Told());

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => house.Use<Follows>(follows => follows.Accept(closed.Viewer, reader.Viewer.Required, default))));
        Assert.Empty(await closed.Told());
        Assert.Equal([$"FOLLOW_ACCEPTED User: {closed.Username} of 1"], await reader.Told());
        await house.Use<Follows>(follows => follows.Unfollow(reader.Viewer, open.Viewer.Required, default));
        Assert.Empty(await open.Told());
    }

    [Fact]
    public async Task A_photo_that_is_ready_and_one_that_failed_are_told_to_their_owner()
    {
        var owner = await house.Somebody();
        await owner.AddPhoto("gray.jpg");
        Assert.Equal(["PHOTO_READY Photo:  of 0"], await owner.Told());

        await owner.Processed(await owner.Upload("truncated.jpg"));
        Assert.Equal(["PHOTO_FAILED Photo:  of 0", "PHOTO_READY Photo:  of 0"], await owner.Told());
    }

    [Fact]
    public async Task What_is_taken_back_was_never_told()
    {
        var (author, fan, other) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        await fan.Likes(post);
        await other.Likes(post);
        var comment = await fan.AddComment(post, "Words");
        await author.Settled();

        await house.Use<Likes>(likes => likes.UnlikePost(other.Viewer, post, default));
        await house.Use<Comments>(comments => comments.Delete(fan.Viewer, comment, default));
        Assert.Equal([$"LIKE Post: {fan.Username} of 1"], await author.Told());
        await house.Use<Likes>(likes => likes.UnlikePost(fan.Viewer, post, default));
        Assert.Empty(await author.Told());
        Assert.Equal(0, (await author.Mail()).Number("notifications.unreadCount"));
        await fan.Likes(post);
        Assert.Equal([$"LIKE Post: {fan.Username} of 1"], await author.Told());
    }

    [Fact]
    public async Task What_happens_after_it_was_read_begins_a_new_one()
    {
        var author = await house.Somebody();
        var (one, two) = (await author.AddQuickPost(), await author.AddQuickPost());
        var fans = await People(3);
        await fans[0].Likes(one);
        await fans[0].Likes(two);
        var before = await author.Mail();
        (await author.MarkRead(before["notifications.edges.1.node.id"])).ShouldSucceed();
        await fans[1].Likes(one);
        await fans[2].Likes(two);

        var mail = await author.Mail();
        Assert.Equal(["3", "2", "1"], mail.List("notifications.edges").Select(e => Place(e!["node"]!["actors"]![0]!["username"]!.ToString())).ToList());
        Assert.Equal(["2", "1", "1"], mail.List("notifications.edges").Select(e => e!["node"]!["actorCount"]!.ToString()));
        Assert.Equal(["False", "False", "True"], mail.List("notifications.edges").Select(e => ((bool)e!["node"]!["isRead"]!).ToString()));
        Assert.Equal(2, mail.Number("notifications.unreadCount"));
        Assert.Equal(2, (await author.Mail(unreadOnly: true)).List("notifications.nodes").Count);
        Assert.Equal(0, (await author.MarkRead()).ShouldSucceed().Number("markNotificationsRead.unreadCount"));
        Assert.Empty((await author.Mail(unreadOnly: true)).List("notifications.nodes"));

        string Place(string username) => (Array.FindIndex(fans, fan => fan.Username == username) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    async Task<Person[]> People(int count)
    {
        var people = new Person[count];
        for (var i = 0; i < count; i++) people[i] = await house.Somebody();
        return people;
    }
}
