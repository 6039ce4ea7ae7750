using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Suggestions while one types what to look for.</summary>
[Collection(HouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class SuggestTests(House house) : IAsyncLifetime
{
    Chromium chromium = null!;

    public async Task InitializeAsync() => chromium = await Chromium.Launch(house);

    [Fact]
    public async Task People_hashtags_and_places_are_offered_chosen_by_keys_and_put_away()
    {
        var author = await house.Somebody();
        var word = author.Username;
        await house.Use<Posts, Post>(async posts => await posts.Create(
            author.Viewer, [await author.AddQuickPhoto()], $"#{word}", Visibility.Public, null, true, PlaceChoice.Of(new NewPlace($"{word} pier", 47.5, 9.25)), null, default));
        var page = await chromium.Open();
        await page.GotoAsync("/explore");
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Search" });
        var options = page.GetByRole(AriaRole.Option);
        // At once: what each letter alone finds would come and go beside what follows.
        await field.FillAsync(word[..12]);
        await Assertions.Expect(options.Locator("b")).ToHaveTextAsync([word, $"#{word}", $"{word} pier"]);
        Assert.Equal("true", await field.GetAttributeAsync("aria-expanded"));
        Assert.Equal("3 suggestions", await page.Locator("form.search [role=status]").TextContentAsync());

        await field.PressAsync("ArrowUp");
        await field.PressAsync("ArrowUp");
        Assert.Equal("true", await options.Nth(1).GetAttributeAsync("aria-selected"));
        Assert.Equal(await options.Nth(1).GetAttributeAsync("id"), await field.GetAttributeAsync("aria-activedescendant"));
        await field.PressAsync("Escape");
        Assert.Equal(("false", 0, word[..12]), (await field.GetAttributeAsync("aria-expanded"), await options.CountAsync(), await field.InputValueAsync()));
        await field.PressAsync("ArrowDown");
        Assert.Equal("true", await options.Nth(0).GetAttributeAsync("aria-selected"));
        await field.PressAsync("ArrowUp");
        await field.PressAsync("ArrowUp");
        await field.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = $"{word} pier" }).WaitForAsync();

        await page.GotoAsync("/explore");
        await field.FillAsync(word);
        await options.First.ClickAsync();
        await page.WaitForURLAsync($"**/@{word}");
        await page.GotoAsync("/explore");
        await field.FillAsync(word);
        await options.First.WaitForAsync();
        await field.PressAsync("Enter");
        await page.WaitForURLAsync($"**/search?q={word}");
        chromium.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task What_was_typed_last_wins_whichever_answer_comes_last()
    {
        var (early, late) = (await house.Somebody(), await house.Somebody());
        var page = await chromium.Open();
        var held = new TaskCompletionSource();
        await page.RouteAsync("**/graphql", async route =>
        {
            if (route.Request.PostData?.Contains(early.Username, StringComparison.Ordinal) == true) await held.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/explore");
        var field = page.Locator("#q");
        var asked = page.WaitForRequestAsync("**/graphql");
        await field.FillAsync(early.Username);
        await asked;
        await field.FillAsync(late.Username);
        await page.GetByRole(AriaRole.Option, new() { Name = late.Username }).First.WaitForAsync();
        var answered = page.WaitForResponseAsync(response => response.Request.PostData?.Contains(early.Username, StringComparison.Ordinal) == true);
        held.SetResult();
        await (await answered).FinishedAsync();
        await page.WaitForTimeoutAsync(100);

        Assert.Equal(0, await page.GetByRole(AriaRole.Option, new() { Name = early.Username }).CountAsync());
        Assert.Equal(1, await page.GetByRole(AriaRole.Option, new() { Name = late.Username }).CountAsync());
        chromium.ShouldHaveNoErrors();
    }

    public async Task DisposeAsync() => await chromium.DisposeAsync();
}
