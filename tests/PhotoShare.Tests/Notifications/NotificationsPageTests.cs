using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

[Collection(NextDoorCollection.Name)]
public sealed class NotificationsPageTests(House house)
{
    [Fact]
    public async Task What_happened_is_told_in_words_with_the_way_there_until_it_is_read()
    {
        var (author, first, second, third) = (await house.Somebody(), await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        foreach (var person in (Person[])[first, second, third]) await person.Like(post);
        await first.AddComment(post, "How calm");
        using var visitor = house.Browse();
        await visitor.SignIn(author.Username);

        var page = await Eventually.Becomes(() => visitor.Get("/notifications"),
            page => page.Text.Contains("2 others", StringComparison.Ordinal) && page.Text.Contains("commented", StringComparison.Ordinal), "likes and comment are told");
        Assert.Contains(page.Document.QuerySelectorAll($"a.told[href='/posts/{post}']"), link => link.TextContent.Contains($"{third.Username} and 2 others liked your post", StringComparison.Ordinal));
        Assert.Equal(2, page.Document.QuerySelectorAll("li[data-unread]").Length);

        var read = await page.Submit("main form");
        Assert.Empty(read.Document.QuerySelectorAll("li[data-unread]"));
        Assert.Equal(2, read.Document.QuerySelectorAll("ol.notifications li").Length);
    }

    [Fact]
    public async Task Every_page_says_how_much_is_unread()
    {
        var (author, fan) = (await house.Somebody(), await house.Somebody());
        using var visitor = house.Browse();
        await visitor.SignIn(author.Username);
        Assert.True((await visitor.Get("/explore")).One("nav [data-unread-count]").HasAttribute("hidden"));
        var post = await author.AddQuickPost();
        await fan.Likes(post);
        await fan.Follow(author);
        await author.Settled();

        var page = await visitor.Get("/explore");
        Assert.Equal("2", page.One("nav [data-unread-count] b").TextContent);
        Assert.False(page.One("nav [data-unread-count]").HasAttribute("hidden"));
        await (await visitor.Get("/notifications")).Submit("main form");
        Assert.True((await visitor.Get("/explore")).One("nav [data-unread-count]").HasAttribute("hidden"));
    }

    [Fact]
    public async Task A_request_to_follow_is_answered_where_one_is_told_of_it()
    {
        var (asking, other, author) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, true, default));
        await asking.Follow(author);
        await other.Follow(author);
        using var visitor = house.Browse();
        await visitor.SignIn(author.Username);

        var accepted = await (await visitor.Get("/notifications")).Submit($"form[action='/people/{asking.Viewer.Required}/accept']");
        Assert.Equal("/notifications", accepted.Address.AbsolutePath);
        var declined = await accepted.Submit($"form[action='/people/{other.Viewer.Required}/decline']");

        Assert.Null(declined.Document.QuerySelector(".requests"));
        Assert.Equal([asking.Viewer.Required], await house.Database(async db => await db.Follows.Where(f => f.FolloweeId == author.Viewer.Id).Select(f => f.FollowerId).ToListAsync()));
    }

    [Fact]
    public async Task One_row_is_given_to_its_owner_and_to_nobody_else()
    {
        var (author, fan) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        await fan.Likes(post);
        await author.Settled();
        using var visitor = house.Browse();
        await visitor.SignIn(author.Username);
        var listed = (await visitor.Get("/notifications")).One("ol.notifications li");
        var path = $"/notifications/{listed.GetAttribute("data-node")}/row";
        using var other = house.Browse();
        await other.SignIn(fan.Username);
        using var stranger = house.Browse();

        var row = await visitor.Get(path);
        Assert.Equal(listed.Id, row.One("li").Id);
        Assert.Contains($"{fan.Username} liked your post", row.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/notifications/nonsense/row")).Status);
    }
}
