using Xunit;

namespace PhotoShare.Tests;

/// <summary>Notifications as they come, and after a break.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class NotificationLiveTests(House house)
{
    const string OnNotification = $$"""
        subscription ($after: String) { onNotification(after: $after) { cursor unreadCount notification { {{Mailbox.Fields}} } } }
        """;

    [Fact]
    public async Task A_notification_comes_when_it_happens_and_again_when_it_grows()
    {
        var (author, fan, other) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        await author.Settled();
        await using var stream = await EventStream.Open(author, OnNotification);
        await fan.Likes(post);
        Assert.Equal(($"LIKE Post: {fan.Username} of 1", 1), Read(await stream.Next()));
        await other.Likes(post);
        Assert.Equal(($"LIKE Post: {other.Username}, {fan.Username} of 2", 1), Read(await stream.Next()));
        await other.Follow(author);
        Assert.Equal(($"FOLLOW User: {other.Username} of 1", 2), Read(await stream.Next()));
    }

    [Fact]
    public async Task After_a_break_comes_what_came_and_what_grew_each_as_it_is_now()
    {
        var (author, fan, other) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var (one, two) = (await author.AddQuickPost(), await author.AddQuickPost());
        string? cursor;
        await using (var stream = await EventStream.Open(author, OnNotification))
        {
            await fan.Likes(one);
            cursor = (await stream.Next())!["onNotification.cursor"];
        }
        await fan.Likes(two);
        await author.Settled();
        await other.Likes(one);
        await author.Settled();

        await using var resumed = await EventStream.Open(author, OnNotification, new { after = cursor });
        Assert.Equal(($"LIKE Post: {fan.Username} of 1", 2), Read(await resumed.Next()));
        Assert.Equal(($"LIKE Post: {other.Username}, {fan.Username} of 2", 2), Read(await resumed.Next()));
        await other.Follow(author);
        Assert.Equal(($"FOLLOW User: {other.Username} of 1", 3), Read(await resumed.Next()));
        // The list's cursors are the same.
        var listed = (await author.Mail())["notifications.edges.1.cursor"];
        await using var fromList = await EventStream.Open(author, OnNotification, new { after = listed });
        Assert.Equal(($"FOLLOW User: {other.Username} of 1", 3), Read(await fromList.Next()));
    }

    [Fact]
    public async Task A_stranger_hears_nothing()
    {
        await using var stream = await EventStream.Open(house.Stranger, OnNotification);

        (await stream.Next())!.ShouldBeRefused("UNAUTHENTICATED");
    }

    static (string, int) Read(GraphAnswer? heard) => (Mailbox.Line(heard!.At("onNotification.notification")!), heard.Number("onNotification.unreadCount"));
}
