using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The operator's page: its figures, who sees it, and roles.</summary>
[Collection(HouseCollection.Name)]
public sealed class AdminPageTests(House house)
{
    [Fact]
    public async Task An_admin_sees_the_figures_as_pictures_and_as_numbers()
    {
        var (admin, member) = (await house.Staff(UserRole.Admin), await house.Somebody());
        await member.AddPhoto();
        var broken = await member.AddQuickPhoto();
        await house.Database(db => db.Photos.Where(p => p.Id == broken).ExecuteUpdateAsync(set => set.SetProperty(p => p.Status, PhotoStatus.Failed).SetProperty(p => p.FailureCode, Media.ProcessingFailureCode.Corrupt)));
        using var desk = await admin.Browser();

        var (page, statements) = await SqlCounter.Count(() => desk.Get("/admin"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var plots = page.Document.QuerySelectorAll("figure.plot");
        Assert.Equal(6, plots.Length);
        Assert.All(plots, plot =>
        {
            var svg = plot.QuerySelector("svg[role=img]")!;
            Assert.All(svg.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.NotEmpty(page.One($"#{id}").TextContent));
        });
        var uploads = page.One("figure:has(#uploads-day-title)");
        var (counted, today) = (await house.Database(db => db.Photos.CountAsync()), uploads.QuerySelector("tbody tr td")!.TextContent);
        Assert.InRange(int.Parse(today, System.Globalization.CultureInfo.InvariantCulture), 1, counted);
        Assert.Equal(30, uploads.QuerySelectorAll("tbody tr").Length);
        Assert.NotEmpty(uploads.QuerySelectorAll("rect"));
        Assert.Contains(page.One("figure:has(#latency-title)").QuerySelectorAll("tbody td:last-child"), cell => cell.TextContent.EndsWith(" s", StringComparison.Ordinal));
        Assert.Contains("Damaged", page.One("#failures-desc").TextContent, StringComparison.Ordinal);
        Assert.NotEqual("0", page.One("figure:has(#active-title)").QuerySelector("tbody td")!.TextContent);
        Assert.Equal(6, page.Document.QuerySelectorAll(".parts .well").Length);
        Assert.Empty(page.Document.QuerySelectorAll("[style], figure script"));
        Assert.InRange(statements.Count, 10, 25);
    }

    [Fact]
    public async Task An_admin_sees_how_the_operations_of_the_pages_did_and_those_of_everybody_else_together()
    {
        var admin = await house.Staff(UserRole.Admin);
        await admin.GraphRequest(new { documentId = $"sha256:{Ticket.Hash(System.Text.Encoding.UTF8.GetBytes(Web.Operations.All["PhotoStatus"]))}", variables = new { ids = Array.Empty<string>() } });
        await admin.Graph("query MadeUp { nonsense }");
        using var desk = await admin.Browser();

        var table = (await desk.Get("/admin")).One("section[aria-labelledby=operations]");

        Assert.Contains(Environment.MachineName, table.TextContent, StringComparison.Ordinal);
        var rows = table.QuerySelectorAll("tbody tr").ToDictionary(row => row.QuerySelector("th")!.TextContent.Trim(), row => row.QuerySelectorAll("td").Select(cell => cell.TextContent).ToList());
        Assert.All(rows["PhotoStatus"][2..], time => Assert.Matches("^[0-9.,]+ m?s$", time));
        Assert.NotEqual("0", rows["PhotoStatus"][0]);
        Assert.NotEqual("0", rows["all others, by apps and programs"][1]);
        Assert.DoesNotContain(rows.Keys, name => name.Contains("MadeUp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_is_not_there_for_anybody_else()
    {
        await house.Staff(UserRole.Admin);
        using var visitor = house.Browse();
        using var moderator = await (await house.Staff()).Browser();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/admin")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await moderator.Get("/admin")).Status);
        await Assert.ThrowsAsync<Refused>(() => house.Use<Figures, PhotoShare.Dashboard>(figures => figures.Read(house.Bob.Viewer, default)));
    }

    [Fact]
    public async Task An_admin_gives_and_takes_roles_but_not_their_own()
    {
        var (admin, member) = (await house.Staff(UserRole.Admin), await house.Somebody());
        using var desk = await admin.Browser();
        using var browser = await member.Browser();

        var done = await (await desk.Get("/admin")).Submit("#grant", ("username", $"@{member.Username}"), ("role", "Moderator"));
        Assert.Contains($"@{member.Username}", done.One("section[aria-labelledby=roles]").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/moderation")).Status);
        Assert.Contains("Moderator", (await browser.ReadDecision("You have another role now")).Text, StringComparison.Ordinal);

        await (await desk.Get("/admin")).Submit("#grant", ("username", member.Username), ("role", "Member"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/moderation")).Status);
        Assert.Equal([ModerationKind.Role, ModerationKind.Role], (await house.ActionsOn(member.Viewer.Required)).Select(a => a.Kind));

        var own = await (await desk.Get("/admin")).Submit("#grant", ("username", admin.Username), ("role", "Member"));
        Assert.Equal(((HttpStatusCode)422, "Nobody changes their own role. Another admin can."), (own.Status, own.One("#username-refusal").TextContent));
        Assert.Contains("nobody called nemo", (await (await desk.Get("/admin")).Submit("#grant", ("username", "nemo"), ("role", "Admin"))).One("#username-refusal").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_on_which_somebody_was_here_is_counted_once_and_forgotten_after_a_month()
    {
        var person = await house.Somebody();
        using var browser = await person.Browser();
        using var other = await person.Browser();
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await house.Database(async db =>
        {
            db.AddRange(new ActiveDay { Day = today.AddDays(-40), UserId = person.Viewer.Required }, new ActiveDay { Day = today.AddDays(-3), UserId = person.Viewer.Required });
            return await db.SaveChangesAsync();
        });

        await house.Use<ActiveDays, int>(days => days.Forget(default));

        Assert.Equal([today.AddDays(-3), today], await house.Database(db => db.ActiveDays.Where(a => a.UserId == person.Viewer.Id).OrderBy(a => a.Day).Select(a => a.Day).ToListAsync()));
    }
}
