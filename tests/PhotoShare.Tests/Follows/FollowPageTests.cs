using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class FollowPageTests(House house)
{
    [Fact]
    public async Task Following_shows_the_posts_at_home_and_unfollowing_takes_them_away_at_once()
    {
        var (reader, author) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost("From somebody new");
        using var visitor = house.Browse();
        await visitor.SignIn(reader.Username);

        await (await visitor.Get($"/@{author.Username}")).Submit("form[data-follow]");
        Assert.NotNull((await visitor.Get("/")).Document.QuerySelector($".feed a[href^='/posts/{post}']"));
        await (await visitor.Get($"/@{author.Username}")).Submit("form[data-follow]");
        Assert.Null((await visitor.Get("/")).Document.QuerySelector($".feed a[href^='/posts/{post}']"));
    }

    [Fact]
    public async Task A_private_account_is_asked_and_says_yes_on_its_profile()
    {
        var (reader, author) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, true, default));
        using var asking = house.Browse();
        await asking.SignIn(reader.Username);
        var asked = await (await asking.Get($"/@{author.Username}")).Submit("form[data-follow]");
        Assert.Contains("Requested", asked.One("form[data-follow]").TextContent, StringComparison.Ordinal);
        Assert.Null(asked.Document.QuerySelector($"a[href='/posts/{post}']"));

        using var host = house.Browse();
        await host.SignIn(author.Username);
        await (await host.Get($"/@{author.Username}")).Submit("form[action$='/accept']");
        Assert.NotNull((await asking.Get($"/@{author.Username}")).Document.QuerySelector($"a[href='/posts/{post}']"));
    }
}
