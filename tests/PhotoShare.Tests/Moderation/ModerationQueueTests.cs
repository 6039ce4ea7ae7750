using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What moderators have before them, and who sees it.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class ModerationQueueTests(House house)
{
    [Fact]
    public async Task The_pages_of_moderation_are_not_there_for_anybody_else()
    {
        var (post, moderator) = (await (await house.Somebody()).AddQuickPost(), await house.Staff());
        await house.Bob.Report(ReportSubject.Post, post);
        using var visitor = house.Browse();
        using var member = await (await house.Somebody()).Browser();
        using var desk = await moderator.Browser();
        var nowhere = (await member.Get($"/moderation/planet/{post}")).Text;

        foreach (var path in (string[])["/moderation", "/moderation/appeals", "/moderation/log", Bench.CaseUrl(ReportSubject.Post, post)])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get(path)).Status);
            var hidden = await member.Get(path);
            Assert.Equal((HttpStatusCode.NotFound, nowhere), (hidden.Status, hidden.Text));
            Assert.Equal(HttpStatusCode.OK, (await desk.Get(path)).Status);
        }
    }

    [Fact]
    public async Task What_several_reported_is_one_case_with_their_reasons_and_words()
    {
        var (author, one, two) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost("A picture of a wall");
        await one.Report(ReportSubject.Post, post, ReportReason.Nudity, "Look at the left");
        await two.Report(ReportSubject.Post, post, ReportReason.Hate);
        using var desk = await (await house.Staff()).Browser();

        var shown = (await desk.Get("/moderation?kind=Post&reason=Hate")).One($"article[aria-labelledby='case-{post}']");

        Assert.Contains("2 reports", shown.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nakedness", shown.TextContent, StringComparison.Ordinal);
        Assert.Contains("Look at the left", shown.TextContent, StringComparison.Ordinal);
        Assert.Contains("A picture of a wall", shown.TextContent, StringComparison.Ordinal);
        Assert.Contains($"@{author.Username}", shown.TextContent, StringComparison.Ordinal);
        Assert.Single(shown.QuerySelectorAll(".thumbs img"));
        Assert.DoesNotContain($"{post}", (await desk.Get("/moderation?reason=SelfHarm")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"{post}", (await desk.Get("/moderation?kind=User")).Html, StringComparison.Ordinal);
        var whole = await desk.Get(Bench.CaseUrl(ReportSubject.Post, post));
        Assert.Contains($"@{one.Username}", whole.Text, StringComparison.Ordinal);
        Assert.Contains($"@{two.Username}", whole.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_page_of_the_queue_goes_on_where_the_one_before_ended()
    {
        var (author, reporter) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        List<Guid> comments = [];
        for (var i = 0; i < 14; i++) comments.Add(await author.AddComment(post, $"Comment {i}"));
        foreach (var comment in comments) await reporter.Report(ReportSubject.Comment, comment, ReportReason.SelfHarm);
        using var desk = await (await house.Staff()).Browser();

        var first = await desk.Get("/moderation?kind=Comment&reason=SelfHarm");
        var second = await desk.Get(first.One("a[rel=next]").GetAttribute("href")!);

        Assert.Equal(comments.AsEnumerable().Reverse().Select(id => $"case-{id}"), Cases(first).Concat(Cases(second)).Take(14));
        await house.Database(db => db.Reports.Where(r => r.ReporterId == reporter.Viewer.Id).ExecuteDeleteAsync());

        static IEnumerable<string?> Cases(WebPage page) => page.Document.QuerySelectorAll("article.case").Select(c => c.GetAttribute("aria-labelledby"));
    }

    [Fact]
    public async Task A_moderator_finds_the_way_in_their_profile_and_a_member_does_not()
    {
        await house.Bob.Report(ReportSubject.Post, await (await house.Somebody()).AddQuickPost());
        var (moderator, member) = (await house.Staff(), await house.Somebody());
        using var desk = await moderator.Browser();
        using var browser = await member.Browser();

        Assert.Matches(@"Moderation ?\d+ waits?", System.Text.RegularExpressions.Regex.Replace((await desk.Get($"/@{moderator.Username}")).One(".profile a[href='/moderation']").TextContent, @"\s+", " "));
        Assert.Empty((await browser.Get($"/@{member.Username}")).Document.QuerySelectorAll("a[href='/moderation']"));
    }
}
