using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A post under one's fingers: its photos, its heart, its ribbon, its thread.</summary>
[Collection(HouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class PostTouchTests(House house) : IAsyncLifetime
{
    Chromium chromium = null!;

    public async Task InitializeAsync() => chromium = await Chromium.Launch(house);

    [Fact]
    public async Task Photos_are_turned_by_keys_buttons_and_dots_and_said()
    {
        var author = await house.Somebody();
        var post = await author.AddPost("Four of them", await author.AddQuickPhoto(), await author.AddQuickPhoto(), await author.AddQuickPhoto(), await author.AddQuickPhoto());
        var page = await chromium.Open(motion: ReducedMotion.Reduce);
        await page.GotoAsync($"/posts/{post}");
        await page.Locator(".carousel").PressAsync("ArrowRight");
        await At(page, 2);
        await page.Locator("[data-step='1']").PressAsync("Enter");
        await At(page, 3);
        await page.Locator("[data-slide='0']").ClickAsync();
        await At(page, 1);
        Assert.Equal("true", await page.Locator("[data-step='-1']").GetAttributeAsync("aria-disabled"));
        await page.Locator(".carousel").PressAsync("End");
        await At(page, 4);
        // As a finger leaves it.
        await page.Locator(".carousel").EvaluateAsync("box => box.scrollTo({ left: box.clientWidth })");
        await At(page, 2);
        chromium.ShouldHaveNoErrors();

        static async Task At(IPage page, int number)
        {
            await LiveTests.Shows(page, ".photos > [role=status]", $"{number} of 4");
            Assert.Equal(1, await page.Locator($"[data-slide='{number - 1}'][aria-current]").CountAsync());
            Assert.Equal(1, await page.Locator("[data-slide][aria-current]").CountAsync());
        }
    }

    [Theory]
    [InlineData(ReducedMotion.NoPreference)]
    [InlineData(ReducedMotion.Reduce)]
    public async Task Two_taps_on_a_photo_like_it_and_never_take_the_like_back(ReducedMotion motion)
    {
        var (author, reader) = (await house.Somebody(), await house.Somebody());
        await reader.Follow(author);
        var post = await author.AddQuickPost("Tap me");
        var page = await chromium.Open(reader, motion: motion);
        await page.GotoAsync("/");
        var photos = page.Locator(".feed .photos").First;
        await page.EvaluateAsync("window.hearts = 0; new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => window.hearts += node.classList?.contains('beating') ? 1 : 0))).observe(document.body, { childList: true, subtree: true })");
        for (var i = 0; i < 2; i++)
        {
            await photos.DblClickAsync();
            await LiveTests.Shows(page, ".actions form[data-like] [data-count]", "1");
            await page.WaitForTimeoutAsync(400);
        }
        await photos.ClickAsync();

        Assert.Equal("true", await page.Locator(".actions form[data-like] button").GetAttributeAsync("aria-pressed"));
        await Eventually.Becomes(() => house.Database(db => Task.FromResult(db.Likes.Count(l => l.PostId == post))), count => count == 1, "the like is saved");
        Assert.Equal(motion == ReducedMotion.Reduce ? 0 : 2, await page.EvaluateAsync<int>("window.hearts"));
        chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task A_post_is_saved_and_put_into_a_collection_in_place()
    {
        var (author, reader) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost("Worth keeping");
        var collection = (await house.Use<Collections, Collection>(collections => collections.Create(reader.Viewer, "Lakes", null, default))).Id;
        var page = await chromium.Open(reader);
        await page.GotoAsync($"/posts/{post}");
        await page.EvaluateAsync("window.notReloaded = true");
        var ribbon = page.Locator("form[data-save] button");
        await page.Locator("summary[aria-label=Collections]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lakes" }).ClickAsync();
        await Held(1);
        await page.Locator("form[data-save] button[aria-pressed=true]").WaitForAsync();
        await ribbon.ClickAsync();
        await Held(0);
        await page.Locator("form[data-collection] button[aria-pressed=false]").WaitForAsync();
        await ribbon.ClickAsync();
        await Eventually.Becomes(() => house.Database(db => Task.FromResult(db.SavedPosts.Count(s => s.UserId == reader.Viewer.Id))), count => count == 1, "it is saved");

        Assert.True(await page.EvaluateAsync<bool>("window.notReloaded"));
        chromium.ShouldHaveNoErrors();

        Task Held(int count) => Eventually.Becomes(() => house.Database(db => Task.FromResult(db.CollectionItems.Count(item => item.CollectionId == collection))), held => held == count, $"{count} in the collection");
    }

    [Fact]
    public async Task One_answers_below_the_comment_and_sees_more_answers_and_earlier_comments_in_place()
    {
        var (author, reader) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost("Much said");
        var first = await author.AddComment(post, "The very first");
        for (var i = 0; i < 20; i++) await author.AddComment(post, $"Comment {i}");
        for (var i = 0; i < 52; i++) await author.AddComment(post, $"Answer {i}", first);
        var page = await chromium.Open(reader);
        await LiveTests.Listening(page, $"/posts/{post}");
        Assert.Equal(0, await LiveTests.Said(page, "The very first").CountAsync());
        await page.Locator("a[data-earlier]").ClickAsync();
        await LiveTests.Said(page, "The very first").WaitForAsync();
        await page.Locator("li.comment", new() { HasText = "The very first" }).Locator("[data-reply]").First.ClickAsync();
        await page.Keyboard.TypeAsync("Seen at once");
        await page.Keyboard.PressAsync("Control+Enter");
        await LiveTests.Said(page, "Seen at once").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "All 52 replies" }).ClickAsync();
        await LiveTests.Said(page, "Answer 51").WaitForAsync();
        Assert.Equal((74, 1), (await page.Locator("li.comment").CountAsync(), await LiveTests.Said(page, "Seen at once").CountAsync()));

        var thread = page.Locator("li.comment", new() { HasText = "Comment 19" });
        await thread.Locator("[data-reply]").ClickAsync();
        Assert.Equal(1, await thread.Locator("form.comment-form").CountAsync());
        await page.Keyboard.TypeAsync("Just below");
        await page.Keyboard.PressAsync("Control+Enter");
        await thread.Locator("ol.replies .body", new() { HasText = "Just below" }).WaitForAsync();
        Assert.Equal(0, await page.Locator("li.comment form.comment-form").CountAsync());
        chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task The_link_of_a_post_is_passed_on()
    {
        var author = await house.Somebody();
        var post = await author.AddQuickPost("Tell others");
        var page = await chromium.Open();
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync($"/posts/{post}");
        await page.Locator("button[data-share]").ClickAsync();
        await page.Locator("#telling", new() { HasText = "The link is copied." }).WaitForAsync();

        Assert.Equal(new Uri(house.Address, $"/posts/{post}").ToString(), await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        chromium.ShouldHaveNoErrors();
    }

    public async Task DisposeAsync() => await chromium.DisposeAsync();
}
