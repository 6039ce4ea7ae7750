using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What there is to see without a connection, and for whom.</summary>
[Collection(HouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class OfflineTests(House house) : IAsyncLifetime
{
    /// <summary>What a browser says of whatever else a page asks for. Its fades from page to page are off: one that is cut short is complained of, too.</summary>
    static readonly string[] Offline = ["ERR_INTERNET_DISCONNECTED", "WebSocket"];

    Chromium chromium = null!;

    public async Task InitializeAsync() => chromium = await Chromium.Launch(house);

    [Fact]
    public async Task The_last_feed_shows_with_its_photos_and_any_other_page_says_that_there_is_no_connection()
    {
        var author = await house.Somebody();
        await author.AddPost("Seen on the train", await author.AddPhoto("photo.webp"));
        var page = await chromium.Open(author, motion: ReducedMotion.Reduce, worker: true);
        await Kept(page);

        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await page.Locator(".feed .caption", new() { HasText = "Seen on the train" }).WaitForAsync();
        await page.GetByText("This is your feed as you last saw it.").WaitForAsync();
        Assert.True(await page.Locator("#offline").IsHiddenAsync());
        await page.WaitForFunctionAsync("() => document.querySelector('.feed img').naturalWidth > 0");
        await page.WaitForFunctionAsync("() => getComputedStyle(document.body).margin === '0px'");

        await page.GotoAsync("/explore");
        await page.GetByRole(AriaRole.Heading, new() { Name = "No connection" }).WaitForAsync();
        Assert.Equal("/explore", new Uri(page.Url).AbsolutePath);
        Assert.DoesNotContain(author.Username, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "The last feed you saw" }).ClickAsync();
        await page.Locator(".feed .caption").WaitForAsync();

        await page.GotoAsync("/explore");
        await page.Locator("[data-offline]").WaitForAsync();
        await page.Context.SetOfflineAsync(false);
        // By itself.
        await page.Locator(".gallery").WaitForAsync();
        await page.GotoAsync("/");
        Assert.True(await page.Locator(".kept").IsHiddenAsync());
        chromium.ShouldHaveNoErrors(except: Offline);
    }

    [Fact]
    public async Task Whoever_signs_out_leaves_nothing_of_theirs()
    {
        var author = await house.Somebody();
        await author.AddQuickPost("Mine alone");
        var page = await chromium.Open(author, motion: ReducedMotion.Reduce, worker: true);
        await Kept(page);
        await page.GotoAsync("/settings");
        await page.Locator("main form[action='/signout'] button").ClickAsync();
        await page.Locator("a[href='/signup']").First.WaitForAsync();

        Assert.DoesNotContain("feed", await page.EvaluateAsync<string[]>("caches.keys()"));
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync("/");
        await page.Locator("[data-offline]").WaitForAsync();
        Assert.True(await page.Locator("[data-last-feed]").IsHiddenAsync());
        chromium.ShouldHaveNoErrors(except: Offline);
    }

    [Fact]
    public async Task Whoever_signs_in_sees_nothing_of_who_was_there_before()
    {
        var (first, second) = (await house.Somebody(), await house.Somebody());
        await first.AddQuickPost("Of the first");
        var page = await chromium.Open(first, motion: ReducedMotion.Reduce, worker: true);
        await Kept(page);
        // Their session ends elsewhere.
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/signin");
        Assert.Contains("feed", await page.EvaluateAsync<string[]>("caches.keys()"));
        await page.Locator("#login").FillAsync(second.Username);
        await page.Locator("#password").FillAsync("not theirs");
        await page.Locator("main form:has(#password) button").ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        Assert.DoesNotContain("feed", await page.EvaluateAsync<string[]>("caches.keys()"));

        await second.AddQuickPost("Of the second");
        await Chromium.SignIn(page, second);
        await Kept(page);
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await page.Locator(".feed .caption", new() { HasText = "Of the second" }).WaitForAsync();
        Assert.DoesNotContain("Of the first", await page.EvaluateAsync<string>("caches.match('/', { cacheName: 'feed' }).then(page => page.text())"), StringComparison.Ordinal);
    }

    /// <summary>Opens the feed and waits until the worker has it, with its photos and modules.</summary>
    static async Task Kept(IPage page)
    {
        await page.GotoAsync("/");
        await Eventually.Becomes(() => page.EvaluateAsync<int>("caches.open('feed').then(cache => cache.keys()).then(keys => keys.length)"), count => count > 1, "the feed and its photos are kept");
        await Eventually.Becomes(() => page.EvaluateAsync<bool>("Promise.all(performance.getEntriesByType('resource').filter(part => part.name.includes('/assets/')).map(part => caches.match(part.name, { ignoreVary: true }))).then(found => found.every(Boolean))"), whole => whole, "what the page consists of is kept");
    }

    public async Task DisposeAsync() => await chromium.DisposeAsync();
}
