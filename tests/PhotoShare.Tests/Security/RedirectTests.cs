using System.Net;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>No link to this site leads elsewhere, and none writes a header.</summary>
[Collection(HouseCollection.Name)]
public sealed class RedirectTests(House house)
{
    public static TheoryData<string> Elsewhere => new(
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "javascript:alert(1)", "data:text/html,x", "https:evil.example", "/%0d%0aSet-Cookie:%20a=b",
        "/\r\nSet-Cookie: planted=1", "evil.example");

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task Every_door_that_leads_back_stays_here(string url)
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        var form = await visitor.Get($"/signin?returnUrl={Uri.EscapeDataString(url)}");
        ShouldBeHere(await form.Submit("main form:has([name=password])", ("login", person.Username), ("password", Person.Password)));
        var post = await visitor.Get($"/posts/{house.PublicPost}");
        ShouldBeHere(await post.Submit(".actions form[data-like]", ("returnUrl", url)));
        var settings = await visitor.Get("/settings");
        foreach (var choice in settings.Document.QuerySelectorAll("form:has([name=returnUrl])").Select(found => found.GetAttribute("action")!).Where(action => action is "/language" or "/theme").Distinct())
            ShouldBeHere(await settings.Submit($"main form[action='{choice}']", ("returnUrl", url)));
    }

    void ShouldBeHere(WebPage page)
    {
        Assert.Equal(house.Address.Authority, page.Address.Authority);
        Assert.Empty(page.Header("planted"));
        Assert.DoesNotContain("planted", page.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.True(page.Status is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity, $"{page.Status} at {page.Address}");
    }
}
