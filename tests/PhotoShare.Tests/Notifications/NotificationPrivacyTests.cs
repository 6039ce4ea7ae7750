using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Nobody is told what they may not know, or do not want to.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class NotificationPrivacyTests(House house)
{
    [Fact]
    public async Task People_who_are_blocked_or_muted_tell_nothing_and_what_they_told_is_gone()
    {
        var (author, blocked, muted, fan) = (await house.Somebody(), await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        foreach (var person in (Person[])[blocked, muted, fan])
        {
            await person.Likes(post);
            await person.AddComment(post, "Before");
        }
        Assert.Equal([$"COMMENT Post: {fan.Username}, {muted.Username}, {blocked.Username} of 3", $"LIKE Post: {fan.Username}, {muted.Username}, {blocked.Username} of 3"], await author.Told());

        await house.Use<Blocks>(blocks => blocks.Block(author.Viewer, blocked.Viewer.Required, default));
        await house.Use<Blocks>(blocks => blocks.Mute(author.Viewer, muted.Viewer.Required, default));
        Assert.Equal([$"COMMENT Post: {fan.Username} of 1", $"LIKE Post: {fan.Username} of 1"], await author.Told());

        await muted.AddComment(post, $"After, @{author.Username}");
        await muted.Likes(await author.AddQuickPost());
        await muted.Follow(author);
        Assert.Equal([$"COMMENT Post: {fan.Username} of 1", $"LIKE Post: {fan.Username} of 1"], await author.Told());
        Assert.Equal(2, (await author.Mail()).Number("notifications.unreadCount"));
    }

    [Fact]
    public async Task Who_lets_nobody_mention_them_or_only_people_they_follow_is_not_told_of_others()
    {
        var (author, nobody, friends) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        await Mentionable(nobody, Audience.Nobody);
        await Mentionable(friends, Audience.Following);
        var post = await author.AddQuickPost($"@{nobody.Username} @{friends.Username}");
        await author.AddComment(post, $"@{nobody.Username} @{friends.Username}");
        Assert.Empty(await nobody.Told());
        Assert.Empty(await friends.Told());

        await friends.Follow(author);
        await author.AddComment(post, $"Again, @{nobody.Username} @{friends.Username}");
        Assert.Empty(await nobody.Told());
        Assert.Equal([$"MENTION Comment: {author.Username} of 1"], await friends.Told());
    }

    [Fact]
    public async Task Nothing_tells_of_a_post_that_one_may_not_see()
    {
        var (author, named) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost($"With @{named.Username}");
        await author.AddComment(post, $"And @{named.Username}");
        var mail = await named.Mail();
        Assert.Equal(2, mail.Number("notifications.unreadCount"));
        var id = mail["notifications.edges.0.node.id"];

        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, true, default));
        Assert.Empty(await named.Told());
        Assert.Equal(0, (await named.Mail()).Number("viewer.unreadNotificationCount"));
        Assert.Null((await named.Graph("query ($id: ID!) { node(id: $id) { id } }", new { id })).ShouldSucceed().At("node"));
    }

    [Fact]
    public async Task A_notification_is_its_recipients_alone()
    {
        var (author, fan) = (await house.Somebody(), await house.Somebody());
        await fan.Likes(await author.AddQuickPost());
        var id = (await author.Mail())["notifications.edges.0.node.id"];
        const string Node = "query ($id: ID!) { node(id: $id) { ... on Notification { kind } } }";

        Assert.Equal("LIKE", (await author.Graph(Node, new { id })).ShouldSucceed()["node.kind"]);
        Assert.Null((await fan.Graph(Node, new { id })).ShouldSucceed().At("node"));
        (await fan.MarkRead(id)).ShouldBeRefused("NOT_FOUND", "before");
        (await house.Stranger.Graph("{ notifications { unreadCount } }")).ShouldBeRefused("UNAUTHENTICATED");
        Assert.Equal(1, (await author.Mail()).Number("notifications.unreadCount"));
    }

    Task Mentionable(Person person, Audience audience) =>
        house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.WhoCanMention, audience)));
}
