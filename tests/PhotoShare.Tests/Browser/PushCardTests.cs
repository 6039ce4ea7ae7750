using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The settings of a device's news. A browser that is to reach its maker's service is stood in for where it would ask there.</summary>
[Collection(HouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class PushCardTests(House house) : IAsyncLifetime
{
    Chromium chromium = null!;

    public async Task InitializeAsync() => chromium = await Chromium.Launch(house);

    [Fact]
    public async Task News_are_turned_on_when_asked_for_and_off_again()
    {
        var person = await house.Somebody();
        using var browser = new PushBrowser($"b{Guid.NewGuid():n}", "https://fcm.googleapis.com");
        var page = await chromium.Open(person, motion: ReducedMotion.Reduce, worker: true);
        await page.Context.GrantPermissionsAsync(["notifications"]);
        await page.AddInitScriptAsync($$"""
            let subscription = null;
            PushManager.prototype.getSubscription = async () => subscription;
            PushManager.prototype.subscribe = async (options) => subscription = {
              toJSON: () => ({ endpoint: "{{browser.Endpoint}}", keys: { p256dh: "{{browser.P256dh}}", auth: "{{browser.Auth}}" } }),
              unsubscribe: async () => subscription = null,
            };
            """);
        await page.GotoAsync("/settings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        await page.GetByText("It is on.").WaitForAsync();
        Assert.Equal(1, await Rows(browser));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn off" }).ClickAsync();
        await page.GetByText("It is off.").WaitForAsync();

        Assert.Equal(0, await Rows(browser));
        chromium.ShouldHaveNoErrors();
    }

    Task<int> Rows(PushBrowser browser) => house.Database(db => db.PushSubscriptions.CountAsync(p => p.Endpoint == browser.Endpoint));

    public async Task DisposeAsync() => await chromium.DisposeAsync();
}
