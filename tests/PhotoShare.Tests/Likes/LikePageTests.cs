using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class LikePageTests(House house)
{
    [Fact]
    public async Task A_like_is_given_and_taken_back_by_the_same_button()
    {
        var post = await (await house.Somebody()).AddQuickPost();
        using var bob = house.Browse();
        await bob.SignIn("bob");

        var liked = await (await bob.Get($"/posts/{post}")).Submit($"form[data-like='/posts/{post}']");
        Assert.Equal(("true", "1"), Button(liked));
        Assert.Equal(("false", "0"), Button(await liked.Submit($"form[data-like='/posts/{post}']")));
    }

    static (string?, string) Button(WebPage page) =>
        (page.One("form[data-like^='/posts/'] button").GetAttribute("aria-pressed"), page.One("form[data-like^='/posts/'] [data-count]").TextContent);
}
