using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PhotoShare.Media;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Sharing photos in a real browser: cut, put in order, dropped and pasted, previewed, and without script.</summary>
[Collection(UploadHouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class UploadPageTests(UploadHouse house) : AtTheUploadPage(house)
{
    [Fact]
    public async Task Photos_are_put_in_order_cut_and_previewed_and_published_exactly_so()
    {
        var page = await OpenUpload();
        await Choose(page, "camera.jpg", "portrait.png", "upright.jpg");
        await Row(page, "upright.jpg").GetByRole(AriaRole.Button, new() { Name = "Move earlier" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-news]")).ToHaveTextAsync("upright.jpg is photo 1 of 3 now.");
        await Drag(page, from: "portrait.png", before: "camera.jpg");
        await Row(page, "camera.jpg").GetByLabel("Alt text").FillAsync("Paris at night");
        await Crop(page, "camera.jpg", "Square");
        await Crop(page, "portrait.png", "4:5", "+", "+", "ArrowDown");
        await ShouldBeReady(page, 3);
        await page.GetByLabel("Caption").FillAsync("Three of them #three");
        await page.GetByText("Content warning, comments, likes, place").ClickAsync();
        await page.GetByLabel("Content warning", new() { Exact = true }).FillAsync("Heights");
        await page.GetByLabel("Others may comment").UncheckAsync();
        await page.GetByLabel("Show the camera").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();

        var preview = page.GetByRole(AriaRole.Dialog).Locator(".preview");
        await Assertions.Expect(preview.Locator(".slide")).ToHaveCountAsync(3);
        var told = await preview.Locator(".traces li").AllInnerTextsAsync();
        Assert.Equal(
            ["Everyone sees it.", "Comments are closed.", "Photo 1 · No location in its file · No camera data in its file · No alt text yet", "Photo 2 · No location in its file · No camera data in its file · No alt text yet", "Photo 3 · Location removed · Camera shown: SONY ILCE-6000 · Alt text: Paris at night"],
            told.Select(line => line.Trim()));
        Assert.Contains("Heights", await preview.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("/tags/three", await preview.Locator(".caption a").GetAttributeAsync("href"));
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/posts/*");

        var post = await House.Database(db => db.Posts.Include(p => p.Photos).SingleAsync(p => p.AuthorId == Person.Viewer.Id));
        Assert.Equal(("Three of them #three", "Heights", false), (post.Caption, post.ContentWarning, post.CommentsEnabled));
        var photos = post.Photos.OrderBy(photo => photo.Position).ToList();
        Assert.Equal(["upright.jpg", "portrait.webp", "camera.jpg"], photos.Select(photo => photo.FileName));
        var (portrait, camera) = (photos[1], photos[2]);
        Assert.Equal(0.8, (double)portrait.Width!.Value / portrait.Height!.Value, 2);
        Assert.Equal((2000, 2000), (camera.Width, camera.Height));
        Assert.All(camera.Renditions, rendition => Assert.Equal(rendition.Width, rendition.Height));
        Assert.True(camera.ShowCamera && !camera.ShowLocation);
        Assert.NotNull(camera.TakenAt);
        // Those that were cut are not kept whole.
        Assert.Equal(3, await House.Database(db => db.Photos.CountAsync(p => p.OwnerId == Person.Viewer.Id)));
        await ShouldCarryNoMoreThanWanted(camera);
        Chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task Dropped_and_pasted_photos_and_what_was_typed_survive_a_reload_that_is_asked_about()
    {
        var page = await OpenUpload();
        var asked = new List<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.Add(dialog.Type);
            await dialog.AcceptAsync();
        };
        await Bring(page, "dragenter", "dataTransfer");
        await page.GetByText("Drop the photos to add them").WaitForAsync();
        await Bring(page, "drop", "dataTransfer");
        await Bring(page, "paste", "clipboardData");
        await ShouldBeReady(page, 2);
        await Choose(page, "pdf.png");
        await page.GetByText("It is no kind of image that can be read.", new() { Exact = true }).WaitForAsync();
        await page.GetByLabel("Caption").ClickAsync();
        await page.GetByLabel("Caption").PressSequentiallyAsync("Half a thought");
        await page.GetByLabel("Alt text").First.FillAsync("Swans");
        await page.GetByText("Only you", new() { Exact = true }).ClickAsync();
        await page.ReloadAsync();

        Assert.Equal(["beforeunload"], asked);
        await Assertions.Expect(page.GetByLabel("Caption")).ToHaveValueAsync("Half a thought");
        await ShouldBeReady(page, 2);
        Assert.Equal("Swans", await page.GetByLabel("Alt text").First.InputValueAsync());
        Assert.True(await page.Locator("[name=visibility][value=Private]").IsCheckedAsync());
        // What came before the page was made can be cut too.
        await Crop(page, "gray.jpg", "Square");
        await ShouldBeReady(page, 2);
        await Share(page);
        await page.WaitForURLAsync("**/posts/*");
        // The post is there before the last photo is.
        await Eventually.Becomes(() => House.Database(db => db.Photos.CountAsync(p => p.OwnerId == Person.Viewer.Id && p.PostId != null && p.Status == PhotoStatus.Ready)), ready => ready == 2, "two photos that are ready");
        Assert.Equal([1.0, 1.8], await House.Database(db => db.Photos.Where(p => p.OwnerId == Person.Viewer.Id && p.PostId != null).OrderBy(p => p.Position).Select(p => Math.Round((double)p.Width! / (double)p.Height!, 1)).ToListAsync()));
        Chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task Without_script_several_photos_are_previewed_put_in_order_described_and_shared()
    {
        var page = await OpenUpload(javaScript: false);
        await Choose(page, "camera.jpg", "portrait.png");
        await page.GetByLabel("Caption").FillAsync("By hand");
        await page.Locator("[name=visibility][value=Followers]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(page.Locator(".upload")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Move later" }).First.ClickAsync();
        await page.Locator(".upload textarea").First.FillAsync("A koala");
        var told = await Eventually.Becomes(async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
            return await page.Locator(".preview .traces").InnerTextAsync();
        }, text => text.Contains("Location removed", StringComparison.Ordinal), "the photo's file was read");
        Assert.Contains("Your followers see it.", told, StringComparison.Ordinal);
        Assert.Contains("Alt text: A koala", told, StringComparison.Ordinal);
        await Share(page);
        await page.WaitForURLAsync("**/posts/*");

        var post = await House.Database(db => db.Posts.Include(p => p.Photos).SingleAsync(p => p.AuthorId == Person.Viewer.Id));
        Assert.Equal(("By hand", Visibility.Followers), (post.Caption, post.Visibility));
        Assert.Equal([("portrait.png", "A koala"), ("camera.jpg", null)], post.Photos.OrderBy(photo => photo.Position).Select(photo => (photo.FileName, photo.AltText)));
        Chromium.ShouldHaveNoErrors();
    }

    static async Task Drag(IPage page, string from, string before)
    {
        await Row(page, from).ScrollIntoViewIfNeededAsync();
        var (grip, target) = ((await Row(page, from).Locator(".grip").BoundingBoxAsync())!, (await Row(page, before).BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(grip.X + grip.Width / 2, grip.Y + grip.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(target.X + 20, target.Y + 5, new() { Steps = 4 });
        await page.Mouse.UpAsync();
    }

    /// <summary>With the keyboard alone.</summary>
    static async Task Crop(IPage page, string name, string shape, params string[] keys)
    {
        await Row(page, name).GetByRole(AriaRole.Button, new() { Name = "Crop" }).PressAsync("Enter");
        var dialog = page.Locator("#crop[open]");
        await dialog.GetByLabel(shape).CheckAsync();
        foreach (var key in keys) await dialog.Locator(".window").PressAsync(key);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Crop" }).PressAsync("Enter");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    /// <summary>Files as they come from outside of the page.</summary>
    static async Task Bring(IPage page, string type, string carrier) => await page.EvaluateAsync(
        """
        async ([type, carrier, base64]) => {
          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
          const files = new DataTransfer();
          files.items.add(new File([bytes], "gray.jpg", { type: "image/jpeg" }));
          const event = carrier === "clipboardData" ? new ClipboardEvent(type, { clipboardData: files, bubbles: true, cancelable: true }) : new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true });
          document.body.dispatchEvent(event);
        }
        """,
        new[] { type, carrier, Convert.ToBase64String(await File.ReadAllBytesAsync(Repository.Photo("gray.jpg"))) });

    /// <summary>What the camera wrote is carried over for its owner, but no preview of what was cut away, and nothing that was not asked for.</summary>
    async Task ShouldCarryNoMoreThanWanted(Photo camera)
    {
        var seen = (await Person.LookAt(new GlobalId("Photo", camera.Id).Text)).ShouldSucceed();
        Assert.Equal("ILCE-6000", seen["photo.camera.model"]);
        Assert.NotNull(seen["photo.location.latitude"]);
        await using var original = await House.Services.GetRequiredService<IBlobStore>().Open(BlobKeys.Original(camera.Id), default);
        using var memory = new MemoryStream();
        await original!.CopyToAsync(memory);
        var text = Encoding.Latin1.GetString(memory.ToArray());
        Assert.Contains("ILCE-6000", text, StringComparison.Ordinal);
        Assert.DoesNotContain("TEST", text, StringComparison.OrdinalIgnoreCase);
        Assert.Single(text.Split("\u00ff\u00d8\u00ff")[1..]);
    }
}
