using Xunit;

namespace PhotoShare.Tests;

/// <summary>The feed by keyboard alone: past the menu by one key, to every control in the order in which it is read, and one always sees where one is.</summary>
[Trait("Kind", "Browser")]
[Collection(HouseCollection.Name)]
public sealed class KeyboardTests(House house)
{
    const string Where = """
        () => {
          const at = document.activeElement, style = getComputedStyle(at);
          const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
          return [at.dataset.test ?? at.tagName, String(seen), at.getAttribute("href") ?? ""];
        }
        """;

    const string Number = """
        () => {
          const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select, summary, [tabindex='0']")]
            .filter((element) => element.tabIndex >= 0 && !element.disabled && element.getClientRects().length > 0);
          controls.forEach((element, i) => { element.dataset.test = String(i); });
          return controls.length;
        }
        """;

    [Fact]
    public async Task The_feed_is_used_by_keyboard()
    {
        await house.Bob.AddQuickPost("Reached without a mouse #keys");
        await using var chromium = await Chromium.Launch(house);
        var page = await chromium.Open();
        await page.GotoAsync("/signin");
        // The cursor stands in the first field.
        await page.Keyboard.TypeAsync("bob");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Person.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("nav a[href='/@bob']").WaitForAsync();
        await page.GotoAsync("/");

        var count = await page.EvaluateAsync<int>(Number);
        var (reached, hidden) = (new List<string>(), new List<string>());
        for (var i = 0; i < 4 * count && reached.Distinct().Count() < count; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (at, seen, href) = await page.EvaluateAsync<string[]>(Where) is [var a, var s, var h] ? (a, s, h) : default;
            if (i == 0) Assert.Equal("#main", href);
            reached.Add(at!);
            if (seen == "false") hidden.Add(at!);
        }

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i}"), reached.Where(at => int.TryParse(at, out _)).Distinct());
        Assert.Empty(hidden.Distinct());
        await page.EvaluateAsync("scrollTo(0, 0)");
        await page.Locator(".skip").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.closest('main') !== null"));
        chromium.ShouldHaveNoErrors();
    }
}
