using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Lists that go on: by themselves with script, by their link without.</summary>
[Collection(HouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class MoreTests(House house) : IAsyncLifetime
{
    Chromium chromium = null!;

    public async Task InitializeAsync() => chromium = await Chromium.Launch(house);

    [Fact]
    public async Task The_feed_goes_on_where_its_end_comes_into_sight_and_is_the_same_when_one_comes_back()
    {
        var author = await house.Somebody();
        for (var i = 0; i < 30; i++) await author.AddQuickPost($"Number {i}");
        var page = await chromium.Open(author);
        var (now, most) = (0, 0);
        page.Request += (_, request) => { if (request.Url.Contains("?after=", StringComparison.Ordinal)) most = Math.Max(most, ++now); };
        page.RequestFinished += (_, request) => { if (request.Url.Contains("?after=", StringComparison.Ordinal)) now--; };
        await page.GotoAsync("/");
        Assert.Equal(12, await page.Locator(".feed > article").CountAsync());
        await ScrollUntil(page, ".feed > article", 30);
        await page.Locator(".pager [role=status]", new() { HasText = "That is all." }).WaitForAsync();
        Assert.Equal(Enumerable.Range(0, 30).Reverse().Select(i => $"Number {i}"), (await page.Locator(".feed .caption").AllTextContentsAsync()).Select(text => text.Trim()));
        Assert.Equal(1, most);

        var far = page.Locator(".feed > article").Nth(25);
        await far.ScrollIntoViewIfNeededAsync();
        await page.WaitForTimeoutAsync(300);
        var before = await far.EvaluateAsync<double>("article => article.getBoundingClientRect().top");
        await far.Locator("a.time").ClickAsync();
        await page.WaitForURLAsync("**/posts/*");
        // Not out of the browser's own memory: the lists are fetched anew.
        await page.EvaluateAsync("addEventListener('unload', () => {})");
        await page.GoBackAsync();
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.feed > article').length === 30");
        await page.WaitForFunctionAsync("before => Math.abs(document.querySelectorAll('.feed > article')[25].getBoundingClientRect().top - before) < 2", before);
        chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task A_page_that_does_not_come_says_so_and_is_tried_again()
    {
        var author = await house.Somebody();
        for (var i = 0; i < 14; i++) await author.AddQuickPost($"Number {i}");
        var page = await chromium.Open(author);
        await page.RouteAsync("**/?after=*", route => route.FulfillAsync(new() { Status = 503, Body = "" }));
        await page.GotoAsync("/");
        await page.Locator(".pager").ScrollIntoViewIfNeededAsync();
        await page.Locator(".pager [role=status]", new() { HasText = "could not be loaded" }).WaitForAsync();
        Assert.Equal("Try again", (await page.Locator(".pager a[rel=next]").TextContentAsync())!.Trim());
        await page.UnrouteAsync("**/?after=*");
        await page.Locator(".pager a[rel=next]").PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.feed > article').length === 14");
        // By keyboard one goes on with the first that is new.
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.feed > article')[12].contains(document.activeElement)");
        chromium.ShouldHaveNoErrors(except: "503");
    }

    [Theory]
    [InlineData("/@{0}", ".gallery > li", 26)]
    [InlineData("/tags/{1}", ".gallery > li", 26)]
    [InlineData("/search?q={1}", ".gallery > li", 26)]
    public async Task Galleries_go_on_too(string path, string items, int count)
    {
        var author = await house.Somebody();
        var tag = $"t{Guid.NewGuid():n}"[..12];
        for (var i = 0; i < count; i++) await author.AddQuickPost($"A {tag} #{tag}");
        var page = await chromium.Open(author);
        await page.GotoAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, author.Username, tag));
        await ScrollUntil(page, items, count);
        Assert.Equal(count, await page.Locator($"{items} a").EvaluateAllAsync<int>("links => new Set(links.map(link => link.href)).size"));
        chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task Without_script_the_link_leads_to_the_next_page()
    {
        var author = await house.Somebody();
        for (var i = 0; i < 14; i++) await author.AddQuickPost($"Number {i}");
        var page = await chromium.Open(author, javaScript: false);
        await page.GotoAsync("/");
        // What only script could do is not offered.
        Assert.Equal(0, await page.Locator(".with-script:visible, #offline:visible, [data-feed-news] button:visible").CountAsync());
        await page.Locator(".pager a[rel=next]").ClickAsync();

        Assert.Equal(["Number 1", "Number 0"], (await page.Locator(".feed .caption").AllTextContentsAsync()).Select(text => text.Trim()));
    }

    static async Task ScrollUntil(IPage page, string items, int count)
    {
        await Eventually.Becomes(async () =>
        {
            await page.Mouse.WheelAsync(0, 4_000);
            return await page.Locator(items).CountAsync();
        }, shown => shown == count, $"{count} × {items}");
    }

    public async Task DisposeAsync() => await chromium.DisposeAsync();
}
