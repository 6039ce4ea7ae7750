using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Photos on their way up in a real browser: over a connection that breaks, paused, and refused.</summary>
[Collection(UploadHouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class UploadTransferTests(UploadHouse house) : AtTheUploadPage(house)
{
    [Fact]
    public async Task Photos_that_the_connection_breaks_off_go_on_by_themselves_and_only_what_is_missing_is_sent()
    {
        var page = await OpenUpload();
        var sent = 0;
        await page.RouteAsync("**/blobs/**", async route =>
        {
            if (Interlocked.Increment(ref sent) == 5) await page.Context.SetOfflineAsync(true);
            await route.ContinueAsync();
        });
        await Choose(page, "camera.jpg", "portrait.png", "upright.jpg");
        await page.GetByText("Waiting for the connection").First.WaitForAsync();
        Assert.InRange(Arrived.Count, 1, 18);
        await page.Context.SetOfflineAsync(false);
        await ShouldBeReady(page, 3);

        var parts = new[] { "camera.jpg", "portrait.png", "upright.jpg" }.Sum(file => (int)Math.Ceiling(new FileInfo(Repository.Photo(file)).Length / (double)UploadHouse.PartSize));
        Assert.Equal(Arrived.Distinct().Order(), Arrived.Order());
        // Two go at a time: at the break each has sent one in vain, or one whose answer was lost.
        Assert.InRange(Arrived.Count, parts - 2, parts);
        Assert.InRange(sent, parts, parts + 2);
        Assert.Equal(3, await House.Database(db => db.Photos.CountAsync(p => p.OwnerId == Person.Viewer.Id)));
        Chromium.ShouldHaveNoErrors("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED");
    }

    [Fact]
    public async Task A_paused_photo_waits_and_then_goes_on_where_it_was()
    {
        var page = await OpenUpload();
        var (sent, pressed) = (0, new TaskCompletionSource());
        await page.RouteAsync("**/blobs/**", async route =>
        {
            if (Interlocked.Increment(ref sent) == 3) await pressed.Task;
            await route.ContinueAsync();
        });
        await Choose(page, "portrait.png");
        await Eventually.Becomes(() => Task.FromResult(sent), count => count == 3, "the third part is on its way");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await page.GetByText("Paused").WaitForAsync();
        pressed.SetResult();
        await Share(page);
        await page.GetByText("A photo is paused.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on", Exact = true }).ClickAsync();
        await ShouldBeReady(page, 1);

        Assert.Equal(Arrived.Distinct().Order(), Arrived.Order());
        Chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task An_answer_that_is_older_than_the_news_does_not_undo_them()
    {
        var page = await OpenUpload();
        var (news, late) = (new TaskCompletionSource(), new List<Task>());
        await page.RouteAsync("**/graphql", async route =>
        {
            if (route.Request.PostData?.Contains("\"ids\"", StringComparison.Ordinal) != true) { await route.ContinueAsync(); return; }
            var answer = await route.FetchAsync();
            if (!(await answer.TextAsync()).Contains("READY", StringComparison.Ordinal))
            {
                lock (late) late.Add(page.WaitForResponseAsync(response => response.Request == route.Request));
                await news.Task;
            }
            await route.FulfillAsync(new() { Response = answer });
        });
        var photos = 0;
        // On a busy machine a photo may be ready before anybody asks for it.
        while (late.Count == 0 && photos < Post.MaxPhotos)
        {
            await Choose(page, "camera.jpg");
            await ShouldBeReady(page, ++photos);
        }
        news.SetResult();
        await Task.WhenAll(late);

        await page.EvaluateAsync("() => new Promise((done) => setTimeout(done, 100))");
        Assert.NotEmpty(late);
        await ShouldBeReady(page, photos);
        Chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task What_is_wrong_is_said_where_it_is_wrong_and_nothing_is_lost()
    {
        var page = await OpenUpload();
        await Choose(page, [.. Enumerable.Repeat("gray.jpg", Post.MaxPhotos + 1)]);
        await Assertions.Expect(page.Locator("#photos-refusal")).ToHaveTextAsync("A post has at most 10 photos.");
        foreach (var _ in Enumerable.Range(0, Post.MaxPhotos - 1)) await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).Last.ClickAsync();
        await Choose(page, "empty.jpg");
        await Assertions.Expect(page.Locator("#photos-refusal")).ToHaveTextAsync("empty.jpg: the file is empty.");
        await ShouldBeReady(page, 1);
        await page.Locator("#caption").EvaluateAsync("field => { field.removeAttribute('maxlength'); field.value = 'x'.repeat(2201); }");
        await page.GetByText("Content warning, comments, likes, place").ClickAsync();
        await Share(page);
        await Assertions.Expect(page.Locator("#caption-refusal")).ToHaveTextAsync("A caption has at most 2,200 characters; this one has 2,201.");
        await page.GetByLabel("Caption").FillAsync("Short");
        await page.GetByLabel("Place", new() { Exact = true }).FillAsync("A place that nobody knows");
        await Share(page);
        await Assertions.Expect(page.Locator("#coordinates-refusal")).ToHaveTextAsync("No post names this place yet. Say where it is, too.");
        await Assertions.Expect(page.Locator("#caption-refusal")).ToBeHiddenAsync();
        await page.GetByLabel("Coordinates").FillAsync("47.6333, 9.3667");
        await Share(page);
        await page.WaitForURLAsync("**/posts/*");
        await page.GetByRole(AriaRole.Link, new() { Name = "A place that nobody knows" }).WaitForAsync();
        Chromium.ShouldHaveNoErrors("422");
    }
}
