using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The playground in a real browser, under its own content policy: as whoever is signed in, over every transport, and from nowhere else.</summary>
[Collection(HouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class PlaygroundTests(House house) : IAsyncLifetime
{
    static readonly string Screenshots = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    readonly ConcurrentBag<string> asked = [];
    Chromium chromium = null!;

    public async Task InitializeAsync() => chromium = await Chromium.Launch(house);

    [Fact]
    public async Task Somebody_signed_in_asks_changes_and_watches()
    {
        var page = await Open(signedIn: true);
        await page.GetByText("Signed in as ann").WaitForAsync();
        await Send(page, "Who am I");
        await Answer(page, "\"username\": \"ann\"").WaitForAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, "playground.png") });
        await Send(page, "Explore");
        await Answer(page, "\"endCursor\"").WaitForAsync();
        await Send(page, "Comment");
        await Answer(page, "\"errors\": null").WaitForAsync();

        ShouldHaveStayedHere();
    }

    [Theory]
    [InlineData("Watch (WebSocket)")]
    [InlineData("Watch (events)")]
    public async Task A_comment_appears_as_it_is_made(string example)
    {
        // The examples are about the first post that explore shows.
        var page = await Open(signedIn: true);
        var post = await page.EvaluateAsync<string>(
            "async () => (await (await fetch('/graphql?query={explore(first:1){nodes{id}}}', { headers: { accept: 'application/json' } })).json()).data.explore.nodes[0].id");
        await Send(page, example);
        var heard = Answer(page, "Heard in the playground").First.WaitForAsync();
        // The page does not say when a subscription stands: comments are made until one is heard.
        while (!heard.IsCompleted)
        {
            (await house.Bob.Graph("mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } } }", new { input = new { postId = post, body = "Heard in the playground" } })).ShouldSucceed();
            await Task.WhenAny(heard, Task.Delay(200));
        }
        await heard;

        ShouldHaveStayedHere();
    }

    [Fact]
    public async Task A_stranger_is_told_so_and_may_look_around()
    {
        var page = await Open(signedIn: false);
        await page.GetByText("Not signed in").WaitForAsync();
        await Send(page, "Explore");
        await Answer(page, "\"endCursor\"").WaitForAsync();

        ShouldHaveStayedHere();
    }

    async Task<IPage> Open(bool signedIn)
    {
        var page = await chromium.Open();
        page.Request += (_, request) => asked.Add(request.Url);
        page.WebSocket += (_, socket) => asked.Add(socket.Url);
        if (signedIn)
        {
            await page.GotoAsync("/signin");
            await page.Locator("#login").FillAsync("ann");
            await page.Locator("#password").FillAsync(Person.Password);
            await page.Locator("main form:has(#password) button").ClickAsync();
            await page.Locator("nav a[href='/@ann']").WaitForAsync();
        }
        await page.GotoAsync("/graphql");
        return page;
    }

    static async Task Send(IPage page, string example)
    {
        await page.Locator(".window-switcher__item", new() { HasText = example }).ClickAsync();
        await page.Locator(".send-request__button:visible").First.ClickAsync();
    }

    static ILocator Answer(IPage page, string text) => page.Locator("app-query-result:visible, .app-result:visible").Filter(new() { HasText = text });

    /// <summary>No script complained, the policy stopped nothing, and nothing was asked of another server.</summary>
    void ShouldHaveStayedHere()
    {
        chromium.ShouldHaveNoErrors();
        Assert.All(asked.Where(url => !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal)), url => Assert.Equal(house.Address.Authority, new Uri(url).Authority));
    }

    public async Task DisposeAsync() => await chromium.DisposeAsync();
}
