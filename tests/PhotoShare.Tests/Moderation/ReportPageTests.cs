using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

[Collection(NextDoorCollection.Name)]
public sealed class ReportPageTests(House house)
{
    [Fact]
    public async Task A_post_a_comment_and_a_person_are_reported_with_a_reason()
    {
        var (reporter, author) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        var comment = await author.AddComment(post, "Something unkind");
        using var visitor = house.Browse();
        await visitor.SignIn(reporter.Username);
        var page = await visitor.Get($"/posts/{post}");
        var links = page.Document.QuerySelectorAll("main a[href^='/report/']").Select(link => link.GetAttribute("href")!).Append($"/report/user/{author.Viewer.Required}").ToList();

        foreach (var link in links)
            Assert.Contains("Thank you", (await (await visitor.Get(link)).Submit("main form", ("reason", "Harassment"), ("note", "See for yourself"))).Text, StringComparison.Ordinal);

        var reports = await house.Database(db => db.Reports.Where(r => r.ReporterId == reporter.Viewer.Required).ToListAsync());
        Assert.Equal([author.Viewer.Required, post, comment], reports.OrderByDescending(r => r.Subject).Select(r => r.SubjectId).OrderBy(id => id));
        Assert.All(reports, report => Assert.Equal((ReportReason.Harassment, "See for yourself"), (report.Reason, report.Note)));
    }

    [Fact]
    public async Task What_cannot_be_reported_says_so_and_what_is_not_there_is_not_found()
    {
        using var visitor = house.Browse();
        await visitor.SignIn("ann");

        var own = await (await visitor.Get($"/report/post/{house.PublicPost}")).Submit("main form", ("reason", "Spam"));

        Assert.Equal((HttpStatusCode)422, own.Status);
        Assert.Contains("Delete it instead", own.One("main [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/report/planet/{house.PublicPost}")).Status);
    }
}
