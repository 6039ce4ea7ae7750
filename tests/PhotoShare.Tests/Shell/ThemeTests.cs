using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class ThemeTests(House house)
{
    [Fact]
    public async Task Pages_are_as_bright_as_their_visitor_chose_and_then_as_the_system_is_again()
    {
        using var visitor = house.Browse();
        var system = await visitor.Get("/signin");
        var dark = await system.Submit("footer form[action='/theme']", ("theme", "dark"));
        var again = await dark.Submit("footer form[action='/theme']", ("theme", "system"));

        Assert.Null(system.One("html").GetAttribute("data-theme"));
        Assert.Equal("dark", dark.One("html").GetAttribute("data-theme"));
        Assert.Equal("dark", dark.One("meta[name=color-scheme]").GetAttribute("content"));
        Assert.Equal("/signin", dark.Address.AbsolutePath);
        Assert.Equal("true", dark.One("button[value=dark]").GetAttribute("aria-pressed"));
        Assert.Null(again.One("html").GetAttribute("data-theme"));
        Assert.Equal("light dark", again.One("meta[name=color-scheme]").GetAttribute("content"));
    }

    [Fact]
    public async Task Somebody_signed_in_chooses_in_their_settings()
    {
        using var visitor = house.Browse();
        await visitor.SignIn("carol");
        var chosen = await (await visitor.Get("/settings")).Submit("main form[action='/theme']", ("theme", "light"));

        Assert.Equal("light", chosen.One("html").GetAttribute("data-theme"));
        Assert.True(chosen.One("input[name=theme][value=light]").HasAttribute("checked"));
    }

    [Fact]
    public async Task A_brightness_that_there_is_not_is_refused()
    {
        using var visitor = house.Browse();

        Assert.Equal(422, (int)(await (await visitor.Get("/signin")).Submit("footer form[action='/theme']", ("theme", "dusk"))).Status);
    }
}
