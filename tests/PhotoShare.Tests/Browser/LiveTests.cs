using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What others do appears without a reload, also after a broken connection, nothing twice and nothing lost.</summary>
[Collection(HouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class LiveTests(House house) : IAsyncLifetime
{
    Chromium chromium = null!;

    public async Task InitializeAsync() => chromium = await Chromium.Launch(house);

    [Fact]
    public async Task A_comment_an_edit_a_like_and_a_deletion_are_seen_by_whoever_has_the_post_open()
    {
        var (author, other) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost("Seen by two");
        var (reader, writer) = (await chromium.Open(author), await chromium.Open(other));
        await Task.WhenAll(Listening(reader, $"/posts/{post}"), Listening(writer, $"/posts/{post}"));

        await writer.Locator(".actions form[data-like] button").ClickAsync();
        await Shows(reader, ".actions form[data-like] [data-count]", "1");
        await Comment(writer, "How still the water is");
        await Said(reader, "How still the water is").WaitForAsync();
        await Shows(reader, "[data-comment-count]", "1");
        Assert.Contains("How still the water is", await reader.Locator(".comments [data-announce]").TextContentAsync(), StringComparison.Ordinal);

        await writer.Locator("[data-edit]").ClickAsync();
        await writer.Locator("form.edit textarea").FillAsync("How calm the water is");
        await writer.Locator("form.edit button.primary").ClickAsync();
        await Said(reader, "How calm the water is").WaitForAsync();
        await Said(reader, "How still the water is").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        // The first press asks.
        var delete = writer.Locator("[data-delete-comment] button");
        await delete.ClickAsync();
        Assert.Equal("Delete for good?", await delete.TextContentAsync());
        await delete.ClickAsync();
        await Said(reader, "How calm the water is").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await Shows(reader, "[data-comment-count]", "0");

        await house.Use<Posts>(posts => posts.Delete(author.Viewer, post, default));
        await writer.GetByRole(AriaRole.Alert).Filter(new() { HasText = "has been deleted" }).WaitForAsync();
        Assert.True(await writer.Locator("#body").IsDisabledAsync());
        chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task What_was_missed_offline_is_caught_up_once_and_what_was_typed_is_kept()
    {
        var (author, other) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost("Under the tunnel");
        await other.AddComment(post, "Before");
        var reader = await chromium.Open(author);
        await Listening(reader, $"/posts/{post}");

        await reader.Context.SetOfflineAsync(true);
        await reader.Locator("#offline").WaitForAsync();
        await other.AddComment(post, "First in the tunnel");
        await other.AddComment(post, "Second in the tunnel");
        await other.Like(post);
        await reader.Locator("#body").FillAsync("Said in the tunnel");
        await reader.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await reader.Locator("#body-refusal", new() { HasText = "You are offline." }).WaitForAsync();
        Assert.Equal("Said in the tunnel", await reader.Locator("#body").InputValueAsync());
        await reader.Locator(".actions form[data-like] button").ClickAsync();
        await reader.Locator("#telling", new() { HasText = "You are offline." }).WaitForAsync();
        Assert.Equal("false", await reader.Locator(".actions form[data-like] button").GetAttributeAsync("aria-pressed"));

        // What comes while the page looks for deletions is not taken for one.
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await reader.RouteAsync($"**/posts/{post}", async route =>
        {
            var page = await route.FetchAsync();
            asked.TrySetResult();
            await answer.Task;
            await route.FulfillAsync(new() { Response = page });
        });
        await reader.Context.SetOfflineAsync(false);
        await Said(reader, "Second in the tunnel").WaitForAsync();
        await Shows(reader, ".actions form[data-like] [data-count]", "1");
        await asked.Task.WaitAsync(Eventually.Patience);
        await other.AddComment(post, "After");
        await Said(reader, "After").WaitForAsync();
        answer.SetResult();
        await reader.WaitForTimeoutAsync(300);
        Assert.Equal(["Before", "First in the tunnel", "Second in the tunnel", "After"], await reader.Locator("li.comment .body").AllTextContentsAsync());
        Assert.True(await reader.Locator("#offline").IsHiddenAsync());
        await reader.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Said(reader, "Said in the tunnel").WaitForAsync();
        // A question may have been on its way when the way broke.
        chromium.ShouldHaveNoErrors(except: "ERR_INTERNET_DISCONNECTED");
    }

    [Fact]
    public async Task A_page_that_was_cut_off_before_all_of_it_listened_catches_up()
    {
        var (author, other) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost("At the portal");
        var comment = await other.AddComment(post, "Spoken too soon");
        var reader = await chromium.Open(author);
        // A part of the page that is there, and begins late.
        var url = "";
        await reader.RouteAsync("**/post.js", async route =>
        {
            url = route.Request.Url;
            var module = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = module, Body = $"await new Promise((go) => {{ globalThis.begin = go; }});\n{await module.TextAsync()}" });
        });
        await Listening(reader, $"/posts/{post}");
        await reader.WaitForFunctionAsync("() => globalThis.begin");

        await reader.Context.SetOfflineAsync(true);
        await reader.Locator("#offline").WaitForAsync();
        await reader.EvaluateAsync("url => { begin(); return import(url).then(() => null); }", url);
        await house.Use<Comments>(comments => comments.Update(other.Viewer, comment, "Spoken in time", default));
        await reader.Context.SetOfflineAsync(false);

        await Said(reader, "Spoken in time").WaitForAsync();
        chromium.ShouldHaveNoErrors(except: "ERR_INTERNET_DISCONNECTED");
    }

    [Fact]
    public async Task New_posts_are_told_above_the_feed_and_put_there_when_asked_for()
    {
        var (reader, author) = (await house.Somebody(), await house.Somebody());
        await reader.Follow(author);
        for (var i = 0; i < 3; i++) await author.AddQuickPost($"Old {i}");
        var page = await chromium.Open(reader);
        await Listening(page, "/");
        await page.EvaluateAsync("scrollTo({ top: 900, behavior: 'instant' })");
        var top = await page.EvaluateAsync<double>("scrollY");

        await author.AddQuickPost("News 1");
        var pill = page.Locator("[data-feed-news] button");
        await pill.Filter(new() { HasText = "1 new post" }).WaitForAsync();
        await page.Context.SetOfflineAsync(true);
        await author.AddQuickPost("News 2");
        await page.Context.SetOfflineAsync(false);
        await pill.Filter(new() { HasText = "2 new posts" }).WaitForAsync();
        Assert.Equal(top, await page.EvaluateAsync<double>("scrollY"));
        Assert.Equal(3, await page.Locator(".feed > article").CountAsync());

        await pill.ClickAsync();
        await page.Locator(".feed > article", new() { HasText = "News 2" }).WaitForAsync();
        Assert.Equal(["News 2", "News 1", "Old 2", "Old 1", "Old 0"], (await page.Locator(".feed > article .caption").AllTextContentsAsync()).Select(text => text.Trim()));
        Assert.True(await pill.IsHiddenAsync());
        Assert.Contains("News 2", await page.EvaluateAsync<string>("document.activeElement.textContent"), StringComparison.Ordinal);
        await page.WaitForFunctionAsync("() => scrollY === 0");
        await author.AddQuickPost("News 3");
        await pill.Filter(new() { HasText = "1 new post" }).WaitForAsync();
        chromium.ShouldHaveNoErrors(except: "ERR_INTERNET_DISCONNECTED");
    }

    [Fact]
    public async Task The_post_that_one_looks_at_in_the_feed_counts_its_likes_and_comments()
    {
        var (reader, author) = (await house.Somebody(), await house.Somebody());
        await reader.Follow(author);
        var post = await author.AddQuickPost("Looked at");
        var page = await chromium.Open(reader);
        var watching = new TaskCompletionSource();
        page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) =>
        {
            if (frame.Text?.Contains(Belongings.PostId(post), StringComparison.Ordinal) == true) socket.FrameReceived += (_, answer) =>
            {
                if (answer.Text?.Contains("pong", StringComparison.Ordinal) == true) watching.TrySetResult();
            };
        };
        await page.GotoAsync("/");
        await watching.Task.WaitAsync(Eventually.Patience);
        await author.Like(post);
        await Shows(page, ".feed form[data-like] [data-count]", "1");
        await author.AddComment(post, "Mine, too");
        await Shows(page, ".feed [data-comment-count]", "1");
        await house.Use<Posts>(posts => posts.Delete(author.Viewer, post, default));
        await page.Locator(".feed .gone").WaitForAsync();
        chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task A_page_has_one_connection_which_rests_while_nobody_looks()
    {
        var (author, other) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost("Left open");
        var page = await chromium.Open(author);
        var sockets = new List<IWebSocket>();
        page.WebSocket += (_, socket) => sockets.Add(socket);
        await Listening(page, $"/posts/{post}");
        Assert.Single(sockets);

        await Look(page, hidden: true);
        await Eventually.Becomes(() => Task.FromResult(sockets[0].IsClosed), gone => gone, "the page rests");
        await other.AddComment(post, "While you were away");
        await Look(page, hidden: false);
        await Said(page, "While you were away").WaitForAsync();
        Assert.Equal((2, 1), (sockets.Count, await page.Locator("li.comment").CountAsync()));
        chromium.ShouldHaveNoErrors();

        static Task Look(IPage page, bool hidden) => page.EvaluateAsync(
            "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);
    }

    /// <summary>Opens a page and waits until its subscriptions stand.</summary>
    internal static async Task Listening(IPage page, string path)
    {
        var standing = new TaskCompletionSource();
        void Hear(object? sender, IWebSocket socket) => socket.FrameReceived += (_, frame) =>
        {
            if (frame.Text?.Contains("\"pong\"", StringComparison.Ordinal) == true) standing.TrySetResult();
        };
        page.WebSocket += Hear;
        await page.GotoAsync(path);
        await standing.Task.WaitAsync(Eventually.Patience);
        page.WebSocket -= Hear;
    }

    internal static async Task Comment(IPage page, string body)
    {
        await page.Locator("#body").FillAsync(body);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
    }

    internal static ILocator Said(IPage page, string body) => page.Locator("li.comment .body", new() { HasText = body });

    internal static Task Shows(IPage page, string selector, string text) => page.Locator(selector).First.Filter(new() { HasTextRegex = new($"^{text}$") }).WaitForAsync();

    public async Task DisposeAsync() => await chromium.DisposeAsync();
}
