using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What moderators do about posts, photos and comments, in the form of a case, and what everybody sees of it then.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class ModeratingTests(House house)
{
    const string Everywhere = """
        query ($id: ID!, $name: String!, $words: String!) {
          node(id: $id) { id } user(by: { username: $name }) { postCount posts(first: 5) { nodes { id } } }
          search(query: $words, type: POST, first: 5) { nodes { ... on Post { id } } } hashtags: search(query: $words, type: HASHTAG, first: 5) { nodes { ... on Hashtag { name } } }
          explore(first: 50) { nodes { id } }
        }
        """;

    [Fact]
    public async Task Dismissed_reports_are_closed_and_nobody_is_told()
    {
        var (author, moderator) = (await house.Somebody(), await house.Staff());
        var post = await author.AddQuickPost();
        await house.Bob.Report(ReportSubject.Post, post);
        using var desk = await moderator.Browser();

        var done = await desk.Judge(ReportSubject.Post, post, "Dismiss", ("note", "A wall is a wall"));

        Assert.Contains("The reports are closed", done.Text, StringComparison.Ordinal);
        var action = Assert.Single(await house.ActionsOn(post));
        Assert.Equal((ModerationKind.Dismiss, moderator.Viewer.Required, author.Viewer.Required, "A wall is a wall"), (action.Kind, action.ModeratorId, action.PersonId, action.Note));
        Assert.Equal(action.Id, await house.Database(db => db.Reports.Where(r => r.SubjectId == post && r.ClosedAt != null).Select(r => r.ActionId).SingleAsync()));
        Assert.False(await house.Database(db => db.NotificationCauses.AnyAsync(c => c.RecipientId == author.Viewer.Id && c.Kind == NotificationKind.Moderation)));
        Assert.True(await house.Bob.Sees(Belongings.PostId(post)));
    }

    [Fact]
    public async Task A_hidden_post_is_seen_by_its_author_and_moderators_alone_until_it_is_shown_again()
    {
        var (author, follower, moderator) = (await house.Somebody(), await house.Somebody(), await house.Staff());
        await follower.Follow(author);
        var tag = $"hide{author.Username}";
        var post = await author.AddQuickPost($"Words of {author.Username} #{tag}");
        var id = Belongings.PostId(post);
        await house.Bob.Report(ReportSubject.Post, post);
        using var desk = await moderator.Browser();
        Assert.Equal((true, true, true, true, true), await Seen(follower));

        await desk.Judge(ReportSubject.Post, post, "Hide", ("word", "Not here, please"));

        foreach (var other in (Person[])[follower, house.Stranger]) Assert.Equal((false, false, false, false, false), await Seen(other));
        Assert.Empty((await follower.Graph("{ feed(first: 50) { nodes { id } } }")).ShouldSucceed().Each("feed.nodes", "id"));
        Assert.Equal((true, true, true, true, false), await Seen(author));
        Assert.True(await moderator.Sees(id));
        Assert.DoesNotContain(id, (await moderator.Graph("{ explore(first: 50) { nodes { id } } }")).ShouldSucceed().Each("explore.nodes", "id"));
        using var browser = await author.Browser();
        Assert.Contains("The moderators hid this", (await browser.Get($"/posts/{post}")).Text, StringComparison.Ordinal);
        var told = await browser.ReadDecision("The moderators hid a post of yours");
        Assert.Contains("Not here, please", told.Text, StringComparison.Ordinal);
        Assert.Equal($"/posts/{post}", told.One("main a.button").GetAttribute("href"));

        await desk.Judge(ReportSubject.Post, post, "Show");
        Assert.Equal((true, true, true, true, true), await Seen(follower));

        async Task<(bool Node, bool Profile, bool Found, bool Tag, bool Explore)> Seen(Person person)
        {
            var seen = (await person.Graph(Everywhere, new { id, name = author.Username, words = tag })).ShouldSucceed();
            var found = (await person.Graph(Everywhere, new { id, name = author.Username, words = author.Username })).ShouldSucceed();
            Assert.Equal(seen.List("user.posts.nodes").Count, (int)seen.At("user.postCount")!);
            return (seen.At("node") is not null, seen.List("user.posts.nodes").Count > 0, found.List("search.nodes").Count > 0, seen.List("hashtags.nodes").Count > 0, seen.Each("explore.nodes", "id").Contains(id));
        }
    }

    [Fact]
    public async Task Whoever_looks_at_a_post_hears_that_it_is_gone_and_its_author_that_it_is_otherwise()
    {
        const string changes = "subscription ($id: ID!) { onPostChanged(postId: $id) { change post { id } } }";
        var (author, moderator) = (await house.Somebody(), await house.Staff());
        var post = await author.AddQuickPost();
        var id = Belongings.PostId(post);
        await house.Bob.Report(ReportSubject.Post, post);
        await using var others = await EventStream.Open(house.Bob, changes, new { id });
        await using var own = await EventStream.Open(author, changes, new { id });

        await house.Use<Moderating>(moderating => moderating.Hide(moderator.Viewer with { Moderates = true }, ReportSubject.Post, post, new Remark(), default));

        var (heard, told) = ((await others.Next())!.ShouldSucceed(), (await own.Next())!.ShouldSucceed());
        Assert.Equal(("DELETED", true), (heard["onPostChanged.change"], heard.At("onPostChanged.post") is null));
        Assert.Equal(("EDITED", id), (told["onPostChanged.change"], told["onPostChanged.post.id"]));
    }

    [Fact]
    public async Task A_hidden_comment_goes_from_everybodys_thread_and_count_with_its_replies()
    {
        var (author, moderator) = (await house.Somebody(), await house.Staff());
        var post = await house.Ann.AddQuickPost();
        var comment = await author.AddComment(post, "Something unkind");
        var reply = await house.Bob.AddComment(post, "Indeed", comment);
        await house.Bob.Report(ReportSubject.Comment, comment, ReportReason.Harassment);
        using var desk = await moderator.Browser();

        await desk.Judge(ReportSubject.Comment, comment, "Hide");

        const string comments = "query ($id: ID!) { post(id: $id) { commentCount comments(first: 5) { nodes { body } totalCount } } }";
        foreach (var other in (Person[])[house.Ann, house.Bob, house.Stranger])
        {
            var seen = (await other.Graph(comments, new { id = Belongings.PostId(post) })).ShouldSucceed();
            Assert.Equal((0, 0), ((int)seen.At("post.commentCount")!, seen.List("post.comments.nodes").Count));
            Assert.False(await other.Sees(Belongings.CommentId(reply)));
        }
        Assert.True(await author.Sees(Belongings.CommentId(comment)));
        Assert.True(await moderator.Sees(Belongings.CommentId(comment)));
        await desk.Judge(ReportSubject.Comment, comment, "Show");
        Assert.True(await house.Stranger.Sees(Belongings.CommentId(reply)));
    }

    [Fact]
    public async Task A_content_warning_of_the_moderators_stands_before_the_photos_and_its_author_cannot_take_it_away()
    {
        var (author, moderator) = (await house.Somebody(), await house.Staff());
        var photo = await author.AddQuickPhoto();
        var post = (await house.Use<Posts, Post>(posts => posts.Create(author.Viewer, [photo], null, Visibility.Public, "Spoilers", true, null, null, default))).Id;
        await house.Bob.Report(ReportSubject.Photo, photo, ReportReason.Violence);
        using var desk = await moderator.Browser();

        var empty = await desk.Judge(ReportSubject.Photo, photo, "Warn");
        await desk.Judge(ReportSubject.Photo, photo, "Warn", ("warning", "Shows an injury"));

        Assert.Equal(((HttpStatusCode)422, "Say what the warning is."), (empty.Status, empty.One("#warning-refusal").TextContent));
        Assert.Equal("Shows an injury", await Warning());
        const string update = "mutation ($input: UpdatePostInput!) { updatePost(input: $input) { errors { ... on Error { code message path } } } }";
        (await author.Graph(update, new { input = new { postId = Belongings.PostId(post), contentWarning = "" } })).ShouldBeRefused("FORBIDDEN", "contentWarning");
        (await author.Graph(update, new { input = new { postId = Belongings.PostId(post), caption = "Hm", contentWarning = "Shows an injury" } })).ShouldSucceed();
        await desk.Judge(ReportSubject.Post, post, "Show");
        Assert.Equal("Spoilers", await Warning());

        async Task<string?> Warning() => (await house.Bob.Graph("query ($id: ID!) { post(id: $id) { contentWarning } }", new { id = Belongings.PostId(post) })).ShouldSucceed()["post.contentWarning"];
    }

    [Fact]
    public async Task What_is_removed_is_gone_for_good_with_its_bytes_and_its_author_reads_why()
    {
        var (author, moderator) = (await house.Somebody(), await house.Staff());
        var ((one, _), two) = (await author.AddUniquePhoto(), await author.AddQuickPhoto());
        var post = await author.AddPost("Two photos", one, two);
        var comment = await author.AddComment(post, "And a comment");
        foreach (var (subject, id) in ((ReportSubject, Guid)[])[(ReportSubject.Photo, one), (ReportSubject.Post, post), (ReportSubject.Comment, comment)]) await house.Bob.Report(subject, id);
        using var desk = await moderator.Browser();

        await desk.Judge(ReportSubject.Photo, one, "Remove", ("forGood", "true"));
        Assert.Equal([two], await house.Database(db => db.Photos.Where(p => p.PostId == post).Select(p => p.Id).ToListAsync()));
        Assert.True(await house.Database(db => db.Reports.AnyAsync(r => r.SubjectId == post && r.ClosedAt == null)));
        await desk.Judge(ReportSubject.Comment, comment, "Remove");
        await desk.Judge(ReportSubject.Photo, two, "Remove", ("word", "Both of them"));

        Assert.False(await author.Sees(Belongings.PostId(post)));
        Assert.False(await house.Database(db => db.Comments.AnyAsync(c => c.Id == comment)));
        Assert.False(await house.Database(db => db.Reports.AnyAsync(r => r.ClosedAt == null && (r.SubjectId == post || r.SubjectId == one || r.SubjectId == comment))));
        Assert.Equal(1, await house.Database(db => db.RemovedImages.CountAsync(i => db.ModerationActions.Any(a => a.Id == i.ActionId && a.SubjectId == one))));
        using var browser = await author.Browser();
        Assert.Contains("Both of them", (await browser.ReadDecision("removed a photo of yours")).Text, StringComparison.Ordinal);
        Assert.Contains("And a comment", (await browser.ReadDecision("removed a comment of yours")).Text, StringComparison.Ordinal);
        Assert.Contains("Removed it", (await desk.Get(Bench.CaseUrl(ReportSubject.Photo, two))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_by_a_moderator_through_the_API_is_written_down_and_told_too()
    {
        var (author, moderator) = (await house.Somebody(), await house.Staff());
        var post = await author.AddQuickPost("Deleted from afar");
        await house.Bob.Report(ReportSubject.Post, post);

        (await moderator.Graph("mutation ($id: ID!) { deletePost(input: { postId: $id }) { deletedPostId } }", new { id = Belongings.PostId(post) })).ShouldSucceed();

        Assert.Equal((ModerationKind.Remove, "Deleted from afar"), (await house.ActionsOn(post)) is [var action] ? (action.Kind, action.Excerpt) : default);
        using var browser = await author.Browser();
        Assert.Contains("Deleted from afar", (await browser.ReadDecision("removed a post of yours")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_what_has_gone_can_still_be_dismissed()
    {
        var (author, commenter) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        var comment = await commenter.AddComment(post, "Gone with its post");
        await house.Bob.Report(ReportSubject.Comment, comment);
        await house.Use<Posts>(posts => posts.Delete(author.Viewer, post, default));
        using var desk = await (await house.Staff()).Browser();

        Assert.Contains("It is gone", (await desk.Get(Bench.CaseUrl(ReportSubject.Comment, comment))).Text, StringComparison.Ordinal);
        await desk.Judge(ReportSubject.Comment, comment, "Dismiss");

        Assert.False(await house.Database(db => db.Reports.AnyAsync(r => r.SubjectId == comment && r.ClosedAt == null)));
    }

    [Fact]
    public async Task Nobody_judges_what_is_theirs_or_an_admins_and_a_member_judges_nothing()
    {
        var (moderator, admin) = (await house.Staff(), await house.Staff(UserRole.Admin));
        var (own, admins) = (await moderator.AddQuickPost(), await admin.AddQuickPost());
        await house.Bob.Report(ReportSubject.Post, own);
        await house.Bob.Report(ReportSubject.Post, admins);
        using var desk = await moderator.Browser();

        Assert.Empty((await desk.Get(Bench.CaseUrl(ReportSubject.Post, own))).Document.QuerySelectorAll("#judge"));
        var refused = await desk.Judge(ReportSubject.Post, admins, "Hide", ("note", "Kept"));
        Assert.Equal(((HttpStatusCode)422, "Only an admin may act on an admin."), (refused.Status, refused.One("#judge [role=alert]").TextContent));
        Assert.Equal("Kept", refused.One("#note").TextContent);
        foreach (var (who, what) in ((Person, Guid)[])[(moderator, own), (house.Bob, own), (house.Stranger, own)])
            await Assert.ThrowsAsync<Refused>(() => house.Use<Moderating>(moderating => moderating.Hide(who.Viewer with { Moderates = true }, ReportSubject.Post, what, new Remark(), default)));
        Assert.True(await house.Bob.Sees(Belongings.PostId(own)) && await house.Bob.Sees(Belongings.PostId(admins)));
        Assert.Empty(await house.ActionsOn(own));

        using var other = await (await house.Staff(UserRole.Admin)).Browser();
        Assert.Contains("It is done", (await other.Judge(ReportSubject.Post, admins, "Hide")).Text, StringComparison.Ordinal);
    }
}
