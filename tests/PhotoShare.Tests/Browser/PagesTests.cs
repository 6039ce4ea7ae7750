using AngleSharp.Html.Parser;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>
/// Every page, at a desk and on a phone, light and dark: it answers, is well-formed, complains of nothing, asks nobody else for anything, is no
/// wider than the narrowest screen in either direction of writing, and axe finds nothing against WCAG 2.2 AA. Pictures of all lie in TestResults/pages.
/// </summary>
[Trait("Kind", "Browser")]
public sealed class PagesTests(PagesHouse house) : IClassFixture<PagesHouse>
{
    /// <summary>Name, who looks (<c>-</c> is a stranger), path (<see cref="PagesHouse.Ids"/> in braces), and the status where it is not 200.</summary>
    public static TheoryData<string, string, string, int> Pages => new()
    {
        { "landing", "-", "/", 200 },
        { "sign-in", "-", "/signin", 200 },
        { "sign-in-code", "half", "/signin/code", 200 },
        { "sign-in-recovery", "half", "/signin/code?recovery=true", 200 },
        { "sign-up", "-", "/signup", 200 },
        { "explore-stranger", "-", "/explore", 200 },
        { "post-stranger", "-", "/posts/{post}", 200 },
        { "profile-stranger", "-", "/@ann", 200 },
        { "profile-private", "-", "/@dora", 200 },
        { "search-stranger", "-", "/search?q=welcome", 200 },
        { "not-found-stranger", "-", "/nothing/here", 404 },
        { "home", "ann", "/", 200 },
        { "home-empty", "carol", "/", 200 },
        { "explore", "ann", "/explore", 200 },
        { "post", "ann", "/posts/{post}", 200 },
        { "post-of-several", "ann", "/posts/{several}", 200 },
        { "post-with-warning", "bob", "/posts/{warned}", 200 },
        { "answering", "bob", "/posts/{post}?replyTo={comment}", 200 },
        { "profile-own", "ann", "/@ann", 200 },
        { "profile-other", "ann", "/@bob", 200 },
        { "profile-empty", "carol", "/@carol", 200 },
        { "profile-requests", "dora", "/@dora", 200 },
        { "followers", "ann", "/@ann/followers", 200 },
        { "following-nobody", "carol", "/@carol/following", 200 },
        { "search-start", "ann", "/search", 200 },
        { "search", "ann", "/search?q=welcome", 200 },
        { "search-nothing", "ann", "/search?q=xyzzyx", 200 },
        { "tag", "ann", "/tags/welcome", 200 },
        { "tag-nothing", "ann", "/tags/xyzzyx", 200 },
        { "place", "ann", "/places/{place}", 200 },
        { "upload", "ann", "/upload", 200 },
        { "edit", "ann", "/posts/{several}/edit", 200 },
        { "notifications", "ann", "/notifications", 200 },
        { "notifications-none", "carol", "/notifications", 200 },
        { "saved", "ann", "/saved", 200 },
        { "saved-nothing", "carol", "/saved", 200 },
        { "collection", "ann", "/saved/{collection}", 200 },
        { "settings", "ann", "/settings", 200 },
        { "import", "bob", "/import", 200 },
        { "import-half-sent", "carol", "/import", 200 },
        { "imported", "bob", "/import/{import}", 200 },
        { "importing", "ann", "/import/{running}", 200 },
        { "goodbye", "-", "/goodbye/{goodbye}", 200 },
        { "goodbye-nothing", "-", "/goodbye/nothing", 404 },
        { "kept", "ann", "/kept", 200 },
        { "report", "ann", "/report/user/{bob}", 200 },
        { "report-done", "ann", "/report/user/{bob}?done=true", 200 },
        { "offline", "-", "/offline", 200 },
        { "password-forgot", "-", "/password/forgot", 200 },
        { "password-reset", "-", "/password/reset?person=1&secret=2", 200 },
        { "upload-shared", "-", "/upload/shared", 200 },
        { "moderation", "ann", "/moderation", 200 },
        { "moderation-judge", "ann", "/moderation/post/{reported}", 200 },
        { "moderation-appeals", "ann", "/moderation/appeals", 200 },
        { "moderation-log", "ann", "/moderation/log", 200 },
        { "moderation-words", "ann", "/moderation/words?text=That+is+quite+a+swearw0rd%2C+and+an+old+phrasebook", 200 },
        { "two-factor", "bob", "/settings/two-factor", 200 },
        { "confirm", "bob", "/confirm?returnUrl=/settings", 200 },
        { "developers", "bob", "/developers", 200 },
        { "developer-app", "bob", "/developers/{app}", 200 },
        { "let-in", "bob", "{ask}", 200 },
        { "let-in-wrong", "bob", "{ask}&redirect_uri=https://elsewhere.example/", 400 },
        { "device", "bob", "/device", 200 },
        { "apps-let-in", "bob", "/settings#apps", 200 },
        { "admin", "ann", "/admin", 200 },
        { "outbox", "ann", "/admin/outbox", 200 },
        { "audit", "ann", "/admin/audit", 200 },
        { "email-link", "-", "/email?done=true", 200 },
        { "not-found", "ann", "/nothing/here", 404 },
    };

    static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_whole(string name, string who, string path, int status)
    {
        foreach (var (id, value) in house.Ids) path = path.Replace($"{{{id}}}", value, StringComparison.Ordinal);
        List<string> found = [];
        foreach (var phone in (bool[])[false, true])
        {
            var window = await house.Window(who, phone);
            house.Complaints.Clear();
            house.Asked.Clear();
            await window.EmulateMediaAsync(new() { ColorScheme = phone ? ColorScheme.Dark : ColorScheme.Light });
            var answer = await window.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
            if (answer!.Status != status) found.Add($"The status is {answer.Status}.");
            if (!phone) found.AddRange(Malformed(await answer.TextAsync()));
            found.AddRange(await window.Problems());
            found.AddRange(await Against(window));
            await Picture(window, name, phone, phone ? "dark" : "light");
            await window.EmulateMediaAsync(new() { ColorScheme = phone ? ColorScheme.Light : ColorScheme.Dark });
            await Picture(window, name, phone, phone ? "light" : "dark");
            if (phone) found.AddRange(await window.ProblemsWhenNarrow());
            found.AddRange(house.Complaints.Where(complaint => status == 200 || !complaint.Contains($"{status}", StringComparison.Ordinal)));
            found.AddRange(house.Asked.Where(IsElsewhere).Select(url => $"It asks {url}."));
        }
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found.Distinct()));
    }

    /// <summary>As compressed, with all that comes by itself a moment later.</summary>
    [Fact]
    public async Task The_feed_is_light()
    {
        var window = await house.Window("bob", phone: true);
        await window.GotoAsync("/", new() { WaitUntil = WaitUntilState.Load });
        await Eventually.Becomes(() => window.EvaluateAsync<bool>(HasAll), all => all, "every module of the feed is there");
        var files = await window.EvaluateAsync<string[]>("() => performance.getEntriesByType('resource').map((file) => file.name)");

        Assert.InRange(await Bytes(files, ".css"), 1_000, MostStyles);
        Assert.InRange(await Bytes(files, ".js"), 1_000, MostScript);
    }

    /// <summary>Asked for anew, since a browser that has a file already tells of it as it is unpacked.</summary>
    async Task<long> Bytes(IEnumerable<string> urls, string end)
    {
        var sum = 0L;
        foreach (var url in urls.Select(url => new Uri(url)).Where(url => url.AbsolutePath.EndsWith(end, StringComparison.Ordinal)).Distinct())
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Accept-Encoding", "br" } } };
            using var answer = await house.Stranger.Http.SendAsync(request);
            Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
            sum += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }
        return sum;
    }

    const int MostStyles = 20 * 1024;
    const int MostScript = 30 * 1024;
    const string HasAll = "() => ['likes.js', 'graph.js', 'live.js'].every((name) => performance.getEntriesByType('resource').some((file) => file.name.endsWith(name)))";

    bool IsElsewhere(string url) => !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal) && new Uri(url).Authority != house.Address.Authority;

    static List<string> Malformed(string html)
    {
        List<string> errors = [];
        var parser = new HtmlParser();
        parser.Error += (_, error) => errors.Add(error is AngleSharp.Html.Dom.Events.HtmlErrorEvent { } e ? $"HTML: {e.Message} at {e.Position}" : "HTML: broken");
        parser.ParseDocument(html);
        return errors;
    }

    static async Task<IEnumerable<string>> Against(IPage window)
    {
        var result = await window.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Tags] }, ResultTypes = [ResultType.Violations] });
        return result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"axe {violation.Id}: {node.Html} {node.Any.FirstOrDefault()?.Message ?? node.All.FirstOrDefault()?.Message ?? violation.Help}"));
    }

    static Task Picture(IPage window, string name, bool phone, string theme) => window.ScreenshotAsync(new()
    {
        Path = Repository.PathOf("TestResults", "pages", $"{name}-{(phone ? "phone" : "desk")}-{theme}.jpg"),
        Type = ScreenshotType.Jpeg,
        Quality = 60,
        Animations = ScreenshotAnimations.Disabled,
    });
}
