using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What people say against a decision, who decides about that, and the trail of it all.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class AppealTests(House house)
{
    [Fact]
    public async Task Against_a_decision_one_appeals_once_and_another_moderator_decides()
    {
        var (author, one, two) = (await house.Somebody(), await house.Staff(), await house.Staff());
        var post = await author.AddQuickPost("Harmless");
        await house.Bob.Report(ReportSubject.Post, post);
        using var desk = await one.Browser();
        using var other = await two.Browser();
        using var browser = await author.Browser();
        using var stranger = await house.Bob.Browser();
        await desk.Judge(ReportSubject.Post, post, "Hide");

        var decision = await browser.ReadDecision("hid a post of yours");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(decision.Address.AbsolutePath)).Status);
        var empty = await decision.Submit("main form", ("appeal", " "));
        Assert.Equal((HttpStatusCode)422, empty.Status);
        await decision.Submit("main form", ("appeal", "It shows a wall"));
        Assert.Equal((HttpStatusCode)422, (await decision.Submit("main form", ("appeal", "And again"))).Status);

        var own = await desk.Decide(decision, "reverse");
        Assert.Contains("Another moderator decides", own.Text, StringComparison.Ordinal);
        Assert.Contains("It shows a wall", (await other.Get("/moderation/appeals")).Text, StringComparison.Ordinal);
        await other.Decide(decision, "reverse", ("word", "You are right"));

        Assert.True(await house.Stranger.Sees(Belongings.PostId(post)));
        Assert.Contains("You are right", (await browser.ReadDecision("Your appeal was right")).Text, StringComparison.Ordinal);
        Assert.Empty((await browser.Get(decision.Address.AbsolutePath)).Document.QuerySelectorAll("main form"));
        Assert.DoesNotContain("It shows a wall", (await other.Get("/moderation/appeals")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_that_stands_leaves_all_as_it_is_and_its_author_is_told()
    {
        var (author, one, two) = (await house.Somebody(), await house.Staff(), await house.Staff());
        var post = await author.AddQuickPost();
        await house.Bob.Report(ReportSubject.Post, post);
        using var desk = await one.Browser();
        using var other = await two.Browser();
        using var browser = await author.Browser();
        await desk.Judge(ReportSubject.Post, post, "Warn", ("warning", "Loud colours"));
        var decision = await browser.ReadDecision("gave your post a content warning");
        await decision.Submit("main form", ("appeal", "They are soft"));

        await other.Decide(decision, "uphold");

        Assert.Equal("Loud colours", await house.Database(db => db.Posts.Where(p => p.Id == post).Select(p => p.ContentWarning).SingleAsync()));
        Assert.Contains("the decision stands", (await browser.ReadDecision("their decision stands")).Text, StringComparison.Ordinal);
        var action = Assert.Single(await house.ActionsOn(post));
        Assert.Equal((false, two.Viewer.Id), (action.IsReversed, action.AppealDecidedById));
    }

    [Fact]
    public async Task The_log_tells_what_each_moderator_did_and_what_was_done_about_somebody()
    {
        var (author, one, two) = (await house.Somebody(), await house.Staff(), await house.Staff());
        var (first, second) = (await author.AddQuickPost("The first"), await author.AddQuickPost("The second"));
        foreach (var post in (Guid[])[first, second]) await house.Bob.Report(ReportSubject.Post, post);
        using var desk = await one.Browser();
        using var other = await two.Browser();
        await desk.Judge(ReportSubject.Post, first, "Hide", ("note", "For the record"));
        await other.Judge(ReportSubject.Post, second, "Dismiss");

        var mine = await desk.Get($"/moderation/log?by={one.Viewer.Id}");
        var about = await desk.Get($"/moderation/log?of={author.Viewer.Id}");
        var whole = await desk.Get("/moderation/log?by=&of=");

        Assert.Contains("For the record", Assert.Single(mine.Document.QuerySelectorAll(".act")).TextContent, StringComparison.Ordinal);
        Assert.Equal(["Dismissed the reports", "Hid it"], about.Document.QuerySelectorAll(".act > p > b").Select(b => b.TextContent));
        Assert.True(whole.Document.QuerySelectorAll(".act").Length >= 2);
    }

    [Fact]
    public async Task With_an_account_go_the_words_of_what_was_decided_about_it()
    {
        var (author, moderator) = (await house.Somebody(), await house.Staff());
        var post = await author.AddQuickPost("My own words");
        await house.Bob.Report(ReportSubject.Post, post);
        await house.Use<Moderating>(moderating => moderating.Hide(moderator.Viewer with { Moderates = true }, ReportSubject.Post, post, new Remark("Why", "Because"), default));

        await house.Use<AccountDeletion>(deletion => deletion.Ask(author.Viewer, Person.Password, "en", default));

        var action = Assert.Single(await house.ActionsOn(post));
        Assert.Equal((null, null, null), (action.Excerpt, action.Note, action.Word));
    }
}
