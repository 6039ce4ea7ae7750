using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What one is told, as it happens.</summary>
[Collection(HouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class ActivityTests(House house) : IAsyncLifetime
{
    Chromium chromium = null!;

    public async Task InitializeAsync() => chromium = await Chromium.Launch(house);

    [Fact]
    public async Task A_like_is_counted_on_every_page_and_read_when_it_has_been_seen()
    {
        var (author, first, second) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        var page = await chromium.Open(author);
        await LiveTests.Listening(page, "/explore");
        Assert.True(await page.Locator("[data-unread-count]").IsHiddenAsync());
        await first.Like(post);
        await LiveTests.Shows(page, "[data-unread-count] b", "1");

        await LiveTests.Listening(page, "/notifications");
        Assert.Equal(1, await page.Locator("ol.notifications li[data-unread]").CountAsync());
        await page.Locator("[data-unread-count]").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        // What is read stays marked until one looks again; what comes now begins a new one, above it.
        await second.Like(post);
        await page.Locator("ol.notifications li[data-new]", new() { HasText = $"{second.Username} liked your post" }).WaitForAsync();
        Assert.Equal([second.Username, first.Username], (await page.Locator("ol.notifications .told").AllTextContentsAsync()).Select(told => told.Replace("New:", "", StringComparison.Ordinal).Trim().Split(' ')[0]));
        Assert.Contains(second.Username, await page.Locator("main [data-announce]").TextContentAsync(), StringComparison.Ordinal);
        await page.Locator("[data-unread-count]").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.ReloadAsync();
        Assert.Equal(0, await page.Locator("ol.notifications li[data-unread]").CountAsync());
        chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task What_came_while_offline_is_there_once_and_one_that_grew_moves_up()
    {
        var (author, fan, other) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var (one, two) = (await author.AddQuickPost("One"), await author.AddQuickPost("Two"));
        await fan.Likes(one);
        await fan.AddComment(two, "Lovely");
        await author.Settled();
        var page = await chromium.Open(author);
        // They stay unread, so that they grow.
        await page.RouteAsync("**/graphql", route => route.Request.PostData?.Contains("\"before\"", StringComparison.Ordinal) == true ? route.AbortAsync() : route.ContinueAsync());
        await LiveTests.Listening(page, "/notifications");
        await page.Context.SetOfflineAsync(true);
        await other.Likes(one);
        await other.Follow(author);
        await author.Settled();
        await page.Context.SetOfflineAsync(false);

        await page.Locator("ol.notifications li", new() { HasText = "started following you" }).WaitForAsync();
        await page.Locator("ol.notifications li", new() { HasText = $"{other.Username} and {fan.Username} liked your post" }).WaitForAsync();
        Assert.Equal(3, await page.Locator("ol.notifications li").CountAsync());
        await LiveTests.Shows(page, "[data-unread-count] b", "3");
        chromium.ShouldHaveNoErrors("ERR_FAILED", "ERR_INTERNET_DISCONNECTED");
    }

    [Fact]
    public async Task A_request_to_follow_appears_and_is_answered_in_place()
    {
        var (author, asking) = (await house.Somebody(), await house.Somebody());
        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, true, default));
        var page = await chromium.Open(author);
        await LiveTests.Listening(page, "/notifications");
        await page.EvaluateAsync("window.notReloaded = true");
        await asking.Follow(author);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Accept {asking.Username}" }).ClickAsync();
        await page.Locator("#telling", new() { HasText = $"{asking.Username} follows you now." }).WaitForAsync();

        Assert.Equal(0, await page.Locator(".requests").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("window.notReloaded"));
        Assert.True(await house.Database(db => Task.FromResult(db.Follows.Any(f => f.FollowerId == asking.Viewer.Id && f.FolloweeId == author.Viewer.Id && f.AcceptedAt != null))));
        chromium.ShouldHaveNoErrors();
    }

    public async Task DisposeAsync() => await chromium.DisposeAsync();
}
