using Microsoft.Playwright;

namespace PhotoShare.Tests;

/// <summary>What is wrong with a page that a browser shows, as sentences.</summary>
static class PageProblems
{
    const int Narrowest = 320;

    const string Look = """
        () => {
          const name = (element) => element.outerHTML.slice(0, 120);
          const all = (selector) => [...document.querySelectorAll(selector)];
          const ids = all("[id]").map((element) => element.id);
          const twice = [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
          return [
            ...twice.map((id) => `The id ${id} is there twice.`),
            ...all("img:not([alt])").map((image) => `No alt: ${name(image)}`),
            ...all("img[src]:not([width][height])").map((image) => `No size: ${name(image)}`),
            ...all("img").filter((image) => image.complete && image.getAttribute("src") && image.naturalWidth === 0).map((image) => `Not loaded: ${name(image)}`),
            ...all("[style]").map((element) => `A style of its own: ${name(element)}`),
            ...(all("h1").length === 1 ? [] : [`${all("h1").length} × h1`]),
            ...(document.title ? [] : ["No title"]),
            ...tooWide(),
          ];
        }
        """;

    const string TooWide = """
        function tooWide() {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          const scrolls = (element) => { for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) if (getComputedStyle(at).overflowX !== "visible") return true; return false; };
          const out = [...document.querySelectorAll("body *")].filter((element) => { const box = element.getBoundingClientRect(); return (box.right > width + 1 || box.left < -1) && box.width > 0 && !scrolls(element); });
          return [`Too wide at ${width} px, ${document.documentElement.dir}: ${document.documentElement.scrollWidth} px: ${out.slice(0, 2).map((element) => element.outerHTML.slice(0, 100))}`];
        }
        """;

    public static async Task<string[]> Problems(this IPage window) => await window.EvaluateAsync<string[]>($"() => {{ {TooWide} return ({Look})(); }}");

    /// <summary>Of the narrowest screen, written from left to right and from right to left.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsWhenNarrow(this IPage window)
    {
        var usual = window.ViewportSize!;
        await window.SetViewportSizeAsync(Narrowest, usual.Height);
        List<string> found = [.. await TooWideAs(window, "ltr"), .. await TooWideAs(window, "rtl")];
        await window.SetViewportSizeAsync(usual.Width, usual.Height);
        return found;
    }

    static Task<string[]> TooWideAs(IPage window, string direction) =>
        window.EvaluateAsync<string[]>($"() => {{ {TooWide} document.documentElement.dir = '{direction}'; return tooWide(); }}");
}
