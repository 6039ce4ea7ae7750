using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The main job in a real browser: sign up, share a photo from a camera, see it, hear of a comment without a reload.</summary>
[Collection(HouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class MainJobTests(House house) : IAsyncLifetime
{
    static readonly string Screenshots = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    Chromium chromium = null!;

    public async Task InitializeAsync() => chromium = await Chromium.Launch(house);

    [Fact]
    public async Task A_photo_is_shared_and_a_second_browser_sees_a_comment_arrive_without_a_reload()
    {
        var author = await chromium.Open();
        await SignUp(author, "emma");
        await author.GotoAsync("/upload");
        await author.Locator("input[type=file]").SetInputFilesAsync(Repository.Photo("camera.jpg"));
        await author.GetByLabel("Caption").FillAsync("Night over the city #lights");
        await author.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        await author.WaitForURLAsync("**/posts/*", new() { Timeout = 60_000 });
        await ShouldShowPhoto(author);
        await author.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, "post.png") });

        var reader = await chromium.Open();
        await SignUp(reader, "frida");
        await reader.GotoAsync(author.Url);
        await ShouldShowPhoto(reader);
        await reader.EvaluateAsync("window.notReloaded = true");

        await Comment(author, "Taken from the tower <b>last night</b>");
        await Said(reader, "Taken from the tower <b>last night</b>").WaitForAsync();
        await Comment(reader, "What a view!");
        await Said(author, "What a view!").WaitForAsync();
        Assert.True(await reader.EvaluateAsync<bool>("window.notReloaded"));
        Assert.Equal(2, await reader.Locator("li.comment").CountAsync());
        await reader.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, "comments.png"), FullPage = true });
        chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task Without_script_the_same_is_done_by_plain_forms()
    {
        var page = await chromium.Open(javaScript: false);
        await SignUp(page, "gustav");
        await page.GotoAsync("/upload");
        await page.Locator("input[type=file]").SetInputFilesAsync(Repository.Photo("photo.heic"));
        await page.GetByLabel("Caption").FillAsync("A kingfisher");
        await page.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/posts/*");
        await Eventually.Becomes(async () =>
        {
            await page.ReloadAsync();
            return await page.Locator("article picture img").CountAsync();
        }, count => count == 1, "the photo is on its page");
        await page.Locator("textarea[name=body]").FillAsync("Said without script");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Said(page, "Said without script").WaitForAsync();

        Assert.Equal(1, await page.Locator("li.comment").CountAsync());
        chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task A_like_and_a_follow_need_no_reload_and_last()
    {
        var author = await house.Somebody();
        var post = await author.AddQuickPost("Likeable");
        var page = await chromium.Open();
        await SignUp(page, "hilda");
        await page.GotoAsync($"/posts/{post}");
        await page.EvaluateAsync("window.notReloaded = true");
        await page.Locator("article .actions [data-like] button").ClickAsync();
        await page.WaitForFunctionAsync("document.querySelector('article .actions [data-count]').textContent === '1'");
        // What is shown at once is saved a moment later.
        await Eventually.Becomes(() => house.Database(db => Task.FromResult(db.Likes.Count(l => l.PostId == post))), count => count == 1, "the like is saved");
        Assert.True(await page.EvaluateAsync<bool>("window.notReloaded"));

        await page.GotoAsync($"/@{author.Username}");
        await page.EvaluateAsync("window.notReloaded = true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Follow", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Following", Exact = true }).WaitForAsync();
        await Eventually.Becomes(
            () => house.Database(db => Task.FromResult(db.Follows.Count(f => f.FolloweeId == author.Viewer.Id))), count => count == 1, "the follow is saved");
        Assert.True(await page.EvaluateAsync<bool>("window.notReloaded"));
        chromium.ShouldHaveNoErrors();
    }

    static async Task SignUp(IPage page, string username)
    {
        await page.GotoAsync("/signup");
        await page.Locator("#username").FillAsync(username);
        await page.Locator("#email").FillAsync($"{username}@example.org");
        await page.Locator("#password").FillAsync(Person.Password);
        await page.Locator("main form button").ClickAsync();
        await page.Locator($"nav a[href='/@{username}']").WaitForAsync();
    }

    static async Task Comment(IPage page, string body)
    {
        await page.Locator("textarea[name=body]").FillAsync(body);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
    }

    static ILocator Said(IPage page, string body) => page.Locator("li.comment .body", new() { HasText = body });

    /// <summary>The photo's bytes have come and are a picture, not only its frame.</summary>
    static Task ShouldShowPhoto(IPage page) => page.WaitForFunctionAsync(
        "() => [...document.querySelectorAll('article picture img')].some(img => img.complete && img.naturalWidth > 100)", null, new() { Timeout = 60_000 });

    public async Task DisposeAsync() => await chromium.DisposeAsync();
}
