using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class PersonMenuTests(House house)
{
    [Fact]
    public async Task Somebody_is_muted_blocked_and_let_in_again_from_their_profile()
    {
        var (me, other) = (await house.Somebody(), await house.Somebody());
        await other.Follow(me);
        await me.Follow(other);
        var post = await other.AddQuickPost();
        using var visitor = house.Browse();
        await visitor.SignIn(me.Username);
        var profile = $"/@{other.Username}";
        Assert.NotEmpty((await visitor.Get("/")).Document.QuerySelectorAll($".feed a[href='/posts/{post}']"));

        await (await visitor.Get(profile)).Submit("form[action$='/mute']");
        Assert.Empty((await visitor.Get("/")).Document.QuerySelectorAll($".feed a[href='/posts/{post}']"));
        await (await visitor.Get(profile)).Submit("form[action$='/unmute']");
        Assert.NotEmpty((await visitor.Get("/")).Document.QuerySelectorAll($".feed a[href='/posts/{post}']"));

        await (await visitor.Get(profile)).Submit("form[action$='/remove']");
        Assert.Empty((await visitor.Get($"/@{me.Username}/followers")).Document.QuerySelectorAll($"main a[href='{profile}']"));
        await (await visitor.Get(profile)).Submit("form[action$='/block']");
        Assert.Empty((await visitor.Get("/")).Document.QuerySelectorAll($".feed a[href='/posts/{post}']"));
        Assert.Contains("You blocked them", (await visitor.Get(profile)).Text, StringComparison.Ordinal);
        var unblocked = await (await visitor.Get(profile)).Submit("form[action$='/unblock']");
        Assert.NotNull(unblocked.One("form[data-follow]"));
    }
}
