using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Debian's Chromium without a window. Each page is another person's browser; what one complains of is kept.</summary>
sealed class Chromium : IAsyncDisposable
{
    internal const string Program = "/usr/bin/chromium";

    internal static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>What Playwright says where it lets no service worker in.</summary>
    const string Blocked = "Service Worker registration blocked";

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

    /// <param name="worker">Whether the service worker stands between the pages and the network. It does so for a test of it alone: what it asks for, others could not watch.</param>
    public async Task<IPage> Open(bool javaScript = true, ReducedMotion motion = ReducedMotion.NoPreference, bool worker = false)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = house.Address.ToString(),
            JavaScriptEnabled = javaScript,
            ReducedMotion = motion,
            ServiceWorkers = worker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.StartsWith(Blocked, StringComparison.Ordinal)) Note($"{page.Url}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Note($"{page.Url}: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) Note($"{response.Request.Method} {response.Url}: {response.Status}");
        };
        return page;
    }

    /// <summary>The browser of somebody who has signed in. It shows nothing yet, so that nothing of an earlier page is taken for the next one's.</summary>
    public async Task<IPage> Open(Person person, bool javaScript = true, ReducedMotion motion = ReducedMotion.NoPreference, bool worker = false)
    {
        var page = await Open(javaScript, motion, worker);
        await SignIn(page, person);
        await page.GotoAsync("about:blank");
        return page;
    }

    public static async Task SignIn(IPage page, Person person)
    {
        await page.GotoAsync("/signin");
        await page.Locator("#login").FillAsync(person.Username);
        await page.Locator("#password").FillAsync(Person.Password);
        await page.Locator("main form:has(#password) button").ClickAsync();
        await page.Locator($"nav a[href='/@{person.Username}']").WaitForAsync();
    }

    /// <param name="except">What a test has brought about itself, by a part of the complaint.</param>
    public void ShouldHaveNoErrors(params string[] except)
    {
        lock (errors)
        {
            var unexpected = errors.Where(error => !except.Any(part => error.Contains(part, StringComparison.Ordinal))).ToList();
            Assert.True(unexpected.Count == 0, string.Join('\n', unexpected));
        }
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
