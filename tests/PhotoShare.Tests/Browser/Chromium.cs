using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Debian's Chromium without a window. Each page is another person's browser; what one complains of is kept.</summary>
sealed class Chromium : IAsyncDisposable
{
    const string Program = "/usr/bin/chromium";

    static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    readonly House house;
    readonly IPlaywright playwright;
    readonly IBrowser browser;
    readonly List<string> errors = [];

    Chromium(House house, IPlaywright playwright, IBrowser browser) => (this.house, this.playwright, this.browser) = (house, playwright, browser);

    public static async Task<Chromium> Launch(House house)
    {
        var playwright = await Playwright.CreateAsync();
        return new Chromium(house, playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Arguments }));
    }

    public async Task<IPage> Open(bool javaScript = true)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = house.Address.ToString(), JavaScriptEnabled = javaScript });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Note($"{page.Url}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Note($"{page.Url}: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) Note($"{response.Request.Method} {response.Url}: {response.Status}");
        };
        return page;
    }

    public void ShouldHaveNoErrors()
    {
        lock (errors) Assert.Empty(errors);
    }

    void Note(string error)
    {
        lock (errors) errors.Add(error);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
