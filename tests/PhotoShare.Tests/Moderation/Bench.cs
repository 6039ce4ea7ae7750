using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Tests;

/// <summary>What the tests of moderation have in common: people with a role, reports, and the form in which moderators decide.</summary>
static class Bench
{
    public static async Task<Person> Staff(this House house, UserRole role = UserRole.Moderator)
    {
        var person = await house.Somebody();
        await house.Use<Accounts>(accounts => accounts.Grant(person.Username, role, default));
        return person;
    }

    /// <summary>Somebody's browser, signed in.</summary>
    public static async Task<WebVisitor> Browser(this Person person)
    {
        var browser = person.House.Browse();
        await browser.SignIn(person.Username);
        return browser;
    }

    public static Task Report(this Person reporter, ReportSubject subject, Guid id, ReportReason reason = ReportReason.Spam, string? note = null) =>
        reporter.House.Use<Reports>(reports => reports.Add(reporter.Viewer, subject, id, reason, note, default));

    public static string CaseUrl(ReportSubject subject, Guid id) => $"/moderation/{subject.ToString().ToLowerInvariant()}/{id}";

    /// <summary>Decides in the form of a case's page.</summary>
    public static async Task<WebPage> Judge(this WebVisitor desk, ReportSubject subject, Guid id, string what, params (string Name, string Value)[] values) =>
        await (await desk.Get(CaseUrl(subject, id))).Submit("#judge", [("do", what), .. values]);

    /// <summary>Decides about the appeal of a decision's page.</summary>
    public static async Task<WebPage> Decide(this WebVisitor desk, WebPage decision, string verdict, params (string Name, string Value)[] values) =>
        await (await desk.Get("/moderation/appeals")).Submit($"#appeal-{decision.Address.Segments[^1]} form", [("verdict", verdict), .. values]);

    /// <summary>A ready photo that looks like no other of the house.</summary>
    public static async Task<(Guid Id, long Hash)> AddUniquePhoto(this Person person, long? hash = null)
    {
        var (id, look) = (await person.AddQuickPhoto(), hash ?? Random.Shared.NextInt64());
        await person.House.Database(db => db.Photos.Where(p => p.Id == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.PerceptualHash, look)));
        return (id, look);
    }

    /// <summary>What was done about a thing, the latest last.</summary>
    public static Task<List<ModerationAction>> ActionsOn(this House house, Guid subjectId) =>
        house.Database(db => db.ModerationActions.AsNoTracking().Where(a => a.SubjectId == subjectId).OrderBy(a => a.Id).ToListAsync());

    /// <summary>The page of a decision, reached as one reaches it: by what the page of news tells first.</summary>
    public static async Task<WebPage> ReadDecision(this WebVisitor browser, string told)
    {
        var news = await Eventually.Becomes(() => browser.Get("/notifications"), page => page.Document.QuerySelectorAll("a.told").Any(a => a.TextContent.Contains(told, StringComparison.Ordinal)), $"they are told: {told}");
        return await browser.Get(news.Document.QuerySelectorAll("a.told").First(a => a.TextContent.Contains(told, StringComparison.Ordinal)).GetAttribute("href")!);
    }

    public static async Task<bool> Sees(this Person person, string id) =>
        (await person.Graph("query ($id: ID!) { node(id: $id) { id } }", new { id })).ShouldSucceed().At("node") is not null;
}
