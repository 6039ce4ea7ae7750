using Microsoft.EntityFrameworkCore;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

[Collection(NextDoorCollection.Name)]
public sealed class ReportTests(House house)
{
    const string Errors = "errors { ... on Error { code message path } }";
    const string Report = $"mutation ($input: ReportInput!) {{ report(input: $input) {{ subject {{ __typename id viewerCanReport }} {Errors} }} }}";
    const string Node = "query ($id: ID!) { node(id: $id) { id ... on Deletable { viewerCanDelete } } }";

    [Fact]
    public async Task Whatever_one_sees_and_is_not_ones_own_can_be_reported_and_again()
    {
        var author = await house.Somebody();
        var photo = await author.AddQuickPhoto();
        var post = await author.AddPost("Reported", photo);
        var comment = await author.AddComment(post, "Reported");
        foreach (var (type, id) in ((string, string)[])[("Post", Belongings.PostId(post)), ("Comment", Belongings.CommentId(comment)), ("Photo", Belongings.PhotoId(photo)), ("User", author.NodeId)])
        {
            var first = (await house.Bob.Graph(Report, new { input = new { subjectId = id, reason = "SPAM", note = "See?" } })).ShouldSucceed();
            (await house.Bob.Graph(Report, new { input = new { subjectId = id, reason = "SELF_HARM" } })).ShouldSucceed();
            Assert.Equal((type, id, true), (first["report.subject.__typename"], first["report.subject.id"], first.Is("report.subject.viewerCanReport")));
            (await author.Graph(Report, new { input = new { subjectId = id, reason = "OTHER" } })).ShouldBeRefused("REPORT_SELF", "subjectId");
        }

        var reports = await house.Database(db => db.Reports.Where(r => r.ReporterId == house.Bob.Viewer.Id && r.SubjectId == post).ToListAsync());
        Assert.Equal((ReportReason.SelfHarm, "See?"), (Assert.Single(reports).Reason, reports[0].Note));
    }

    [Fact]
    public async Task What_one_does_not_see_cannot_be_reported()
    {
        (await Tell(house.Bob, Belongings.PostId(house.PrivatePost))).ShouldBeRefused("NOT_FOUND", "subjectId");
        (await Tell(house.Bob, Belongings.PhotoId(house.PrivatePhoto))).ShouldBeRefused("NOT_FOUND", "subjectId");
        (await Tell(house.Bob, new GlobalId("Hashtag", "welcome").Text)).ShouldBeRefused("NOT_FOUND", "subjectId");
        (await Tell(house.Stranger, Belongings.PostId(house.PublicPost))).ShouldBeRefused("UNAUTHENTICATED");
        (await house.Bob.Graph(Report, new { input = new { subjectId = house.Ann.NodeId, reason = "OTHER", note = new string('x', 1001) } })).ShouldBeRefused("REPORT_NOTE", "note");
    }

    [Fact]
    public async Task A_moderator_sees_and_deletes_what_was_reported_and_nothing_else()
    {
        var (author, follower, moderator) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var (post, other) = (await author.AddQuickPost(), await author.AddQuickPost());
        var comment = await author.AddComment(other, "Hidden");
        await follower.Follow(author);
        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, true, default));
        await house.Use<Blocks>(blocks => blocks.Block(author.Viewer, moderator.Viewer.Required, default));
        (await Tell(follower, Belongings.PostId(post))).ShouldSucceed();
        Assert.False(await Sees(moderator, Belongings.PostId(post)));

        await house.Use<Accounts>(accounts => accounts.Grant(moderator.Username, UserRole.Moderator, default));
        var seen = (await moderator.Graph("query ($id: ID!) { post(id: $id) { viewerCanDelete viewerCanUpdate viewerCanComment author { username viewerCanFollow } photos { id } } }", new { id = Belongings.PostId(post) })).ShouldSucceed();
        Assert.Equal((true, false, false), (seen.Is("post.viewerCanDelete"), seen.Is("post.viewerCanUpdate"), seen.Is("post.viewerCanComment")));
        Assert.Equal((author.Username, false), (seen["post.author.username"], seen.Is("post.author.viewerCanFollow")));
        Assert.Single(seen.List("post.photos"));
        Assert.False(await Sees(moderator, Belongings.PostId(other)));
        Assert.False(await Sees(house.Bob, Belongings.PostId(post)));

        (await Tell(follower, Belongings.CommentId(comment))).ShouldSucceed();
        var judged = (await moderator.Graph(Node, new { id = Belongings.CommentId(comment) })).ShouldSucceed();
        Assert.True(judged.Is("node.viewerCanDelete"));
        Assert.False((await moderator.Graph(Node, new { id = Belongings.PostId(other) })).ShouldSucceed().Is("node.viewerCanDelete"));
        (await Delete(moderator, "Comment", Belongings.CommentId(comment))).ShouldSucceed();
        (await Delete(moderator, "Post", Belongings.PostId(post))).ShouldSucceed();
        Assert.False(await Sees(author, Belongings.PostId(post)));
        Assert.False(await house.Database(db => db.Reports.AnyAsync(r => r.ReporterId == follower.Viewer.Id && r.ClosedAt == null)));
    }

    [Fact]
    public async Task Whoever_moderates_no_longer_sees_no_more_than_others()
    {
        var (author, follower, moderator) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = Belongings.PostId(await author.AddQuickPost());
        await follower.Follow(author);
        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, true, default));
        (await Tell(follower, post)).ShouldSucceed();
        await house.Use<Accounts>(accounts => accounts.Grant(moderator.Username, UserRole.Admin, default));
        Assert.True(await Sees(moderator, post));

        // An open connection still believes what it was told when it began; the query asks again.
        await house.Use<Accounts>(accounts => accounts.Grant(moderator.Username, UserRole.Member, default));
        Assert.False(await house.Database(db => db.Posts.VisibleTo(moderator.Viewer with { Moderates = true }).AnyAsync(p => p.AuthorId == author.Viewer.Id)));
        Assert.False(await Sees(moderator, post));
        (await Delete(moderator, "Post", post)).ShouldBeRefused("NOT_FOUND");
    }

    static Task<GraphAnswer> Tell(Person who, string subjectId) => who.Graph(Report, new { input = new { subjectId, reason = "HATE" } });

    static Task<GraphAnswer> Delete(Person who, string type, string id) => who.Graph(
        $"mutation ($input: Delete{type}Input!) {{ delete{type}(input: $input) {{ deleted{type}Id {Errors} }} }}",
        new { input = new Dictionary<string, string> { [$"{type.ToLowerInvariant()}Id"] = id } });

    static async Task<bool> Sees(Person person, string id) => (await person.Graph(Node, new { id })).ShouldSucceed().At("node") is not null;
}
