using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>People who are suspended or banned: what they still may, what others see of them, and how it ends.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class ModeratingPeopleTests(House house)
{
    const string Errors = "errors { ... on Error { code message } }";

    [Fact]
    public async Task Somebody_suspended_reads_and_says_nothing_and_is_told_so_where_they_try()
    {
        var (person, moderator) = (await house.Somebody(), await house.Staff());
        var (mine, photo) = (await person.AddQuickPost("Before"), await person.AddQuickPhoto());
        var (begun, _) = await house.Use<Uploads, (Photo Photo, UploadTicket Ticket)>(async uploads => await uploads.Request(person.Viewer, "a.jpg", "image/jpeg", 1000, null, null, null, default));
        await house.Bob.Report(ReportSubject.User, person.Viewer.Required, ReportReason.Harassment);
        using var browser = await person.Browser();
        using var desk = await moderator.Browser();

        await desk.Judge(ReportSubject.User, person.Viewer.Required, "Suspend", ("days", "7"), ("word", "Calm down"));

        var post = await browser.Get($"/posts/{house.PublicPost}");
        Assert.Equal(HttpStatusCode.OK, post.Status);
        var until = (await house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).Select(u => u.SuspendedUntil).SingleAsync()))!.Value;
        Assert.InRange(until, DateTime.UtcNow.AddDays(6.9), DateTime.UtcNow.AddDays(7));
        var liked = await post.Submit("form[action$='/like']");
        Assert.Equal("/suspended", liked.Address.AbsolutePath);
        Assert.Contains("Until", liked.Text, StringComparison.Ordinal);
        Assert.Contains("Calm down", (await browser.Get(liked.One("a[href^='/decisions/']").GetAttribute("href")!)).Text, StringComparison.Ordinal);
        foreach (var (mutation, input) in ((string, object)[])
        [
            ("createPost", new { photoIds = new[] { Belongings.PhotoId(photo) } }), ("updatePost", new { postId = Belongings.PostId(mine), caption = "After" }),
            ("addComment", new { postId = Belongings.PostId(house.PublicPost), body = "Hello" }), ("like", new { subjectId = Belongings.PostId(house.PublicPost) }), ("followUser", new { userId = house.Ann.NodeId }),
            ("updateProfile", new { bio = "Buy this" }), ("updatePhoto", new { photoId = Belongings.PhotoId(photo), altText = "Buy this" }),
            ("requestUpload", new { fileName = "a.jpg", contentType = "image/jpeg", byteSize = 1000 }), ("completeUpload", new { photoId = Belongings.PhotoId(begun.Id) }),
        ])
        {
            var refused = await person.Graph($"mutation ($input: {char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input!) {{ {mutation}(input: $input) {{ {Errors} }} }}", new { input });
            refused.ShouldBeRefused("SUSPENDED");
        }
        Assert.False((await person.Graph("query ($id: ID!) { post(id: $id) { viewerCanComment } }", new { id = Belongings.PostId(house.PublicPost) })).ShouldSucceed().Is("post.viewerCanComment"));
        (await person.UploadInOneRequest(await File.ReadAllBytesAsync(Repository.Photo("gray.jpg")), "gray.jpg")).ShouldBeRefused("SUSPENDED");
        Assert.Contains("suspended until", (await (await browser.Get("/settings")).Submit("section[aria-labelledby=profile] form", ("displayName", "Buy this"))).One("section[aria-labelledby=profile] .refusal").TextContent, StringComparison.Ordinal);
        // To show less is no saying.
        await person.Does("updatePost", new { postId = Belongings.PostId(mine), visibility = "FOLLOWERS", commentsEnabled = false });
        (await person.Graph($"mutation ($input: UpdatePostInput!) {{ updatePost(input: $input) {{ {Errors} }} }}", new { input = new { postId = Belongings.PostId(mine), visibility = "PUBLIC" } })).ShouldBeRefused("SUSPENDED");
        (await person.Graph($"mutation {{ requestExport(input: {{}}) {{ export {{ id }} {Errors} }} }}")).ShouldSucceed();
        Assert.True(await person.Sees(Belongings.PostId(mine)));

        await desk.Judge(ReportSubject.User, person.Viewer.Required, "Unsuspend");
        await person.Like(house.PublicPost);
        Assert.Contains("not suspended", (await browser.Get("/suspended")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspension_ends_by_itself()
    {
        var (person, moderator) = (await house.Somebody(), await house.Staff());
        await house.Use<ModeratingPeople>(people => people.Suspend(moderator.Viewer, person.Viewer.Required, 1, new Remark(), default));
        await Assert.ThrowsAsync<Refused>(() => person.Like(house.PublicPost));

        await house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.SuspendedUntil, DateTime.UtcNow.AddSeconds(-1))));

        await person.Like(house.PublicPost);
    }

    [Fact]
    public async Task Somebody_banned_is_out_at_once_and_nothing_of_theirs_is_seen_until_it_is_taken_back()
    {
        var (person, follower, moderator) = (await house.Somebody(), await house.Somebody(), await house.Staff());
        await follower.Follow(person);
        await person.Follow(follower);
        var (theirs, others) = (await person.AddQuickPost("Mine"), await follower.AddQuickPost("Others'"));
        var comment = await person.AddComment(others, "And a comment");
        await person.Like(others);
        var open = (await house.Ann.Graph("query ($id: ID!) { post(id: $id) { likeCount commentCount } }", new { id = Belongings.PostId(others) })).ShouldSucceed();
        Assert.Equal((1, 1), ((int)open.At("post.likeCount")!, (int)open.At("post.commentCount")!));
        await follower.Report(ReportSubject.User, person.Viewer.Required);
        using var browser = await person.Browser();
        using var desk = await moderator.Browser();

        await desk.Judge(ReportSubject.User, person.Viewer.Required, "Ban", ("word", "Enough"));

        Assert.Equal("/signin", (await browser.Get("/settings")).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Http.GetAsync("/graphql?query={viewer{id}}")).StatusCode);
        foreach (var other in (Person[])[follower, house.Ann, house.Stranger])
        {
            var seen = (await other.Graph(
                "query ($post: ID!, $others: ID!, $name: String!) { user(by: { username: $name }) { id } node(id: $post) { id } post(id: $others) { likeCount commentCount author { followerCount followingCount } } search(query: $name, type: USER, first: 5) { nodes { __typename } } }",
                new { post = Belongings.PostId(theirs), others = Belongings.PostId(others), name = person.Username })).ShouldSucceed();
            Assert.True(seen.At("user") is null && seen.At("node") is null && seen.List("search.nodes").Count == 0);
            Assert.Equal((0, 0), ((int)seen.At("post.likeCount")!, (int)seen.At("post.commentCount")!));
            Assert.Equal((0, 0), ((int)seen.At("post.author.followerCount")!, (int)seen.At("post.author.followingCount")!));
            Assert.False(await other.Sees(Belongings.CommentId(comment)));
        }
        Assert.Contains("banned", (await desk.Get(Bench.CaseUrl(ReportSubject.User, person.Viewer.Required))).Text, StringComparison.Ordinal);
        using var wrong = house.Browse();
        Assert.Contains("name or the password is wrong", (await wrong.SignIn(person.Username, "a wrong password")).Text, StringComparison.Ordinal);
        var refused = await wrong.SignIn(person.Username);
        Assert.Equal((HttpStatusCode)422, refused.Status);
        Assert.Contains("closed this account", refused.One("form [role=alert]").TextContent, StringComparison.Ordinal);
        var why = await wrong.Get(refused.One("form [role=alert] a").GetAttribute("href")!);
        Assert.Contains("Enough", why.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await wrong.Get($"{why.Address.AbsolutePath}?proof=none")).Status);
        Assert.Contains("Another moderator looks at it", (await why.Submit("main form", ("appeal", "It was my brother"))).Text, StringComparison.Ordinal);

        using var other2 = await (await house.Staff()).Browser();
        await other2.Decide(why, "reverse");
        Assert.Equal("/", (await wrong.SignIn(person.Username)).Address.AbsolutePath);
        Assert.True(await house.Stranger.Sees(Belongings.PostId(theirs)));
        Assert.Contains("You were right", (await wrong.ReadDecision("Your appeal was right")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moderators_are_banned_by_admins_alone_and_nobody_acts_on_themselves()
    {
        var (moderator, colleague, admin, member) = (await house.Staff(), await house.Staff(), await house.Staff(UserRole.Admin), await house.Somebody());
        var (they, remark) = (colleague.Viewer.Required, new Remark());

        await Refuses(people => people.Ban(moderator.Viewer, they, remark, default));
        await Refuses(people => people.Suspend(moderator.Viewer, admin.Viewer.Required, 1, remark, default));
        await Refuses(people => people.Ban(moderator.Viewer, moderator.Viewer.Required, remark, default));
        await Refuses(people => people.Ban(member.Viewer, house.Ann.Viewer.Required, remark, default));
        await Refuses(people => people.Grant(moderator.Viewer, member.Username, UserRole.Moderator, remark, default));
        await Refuses(people => people.Grant(admin.Viewer, admin.Username, UserRole.Member, remark, default));
        Assert.Equal("SUSPENSION_DAYS", (await Refuses(people => people.Suspend(moderator.Viewer, member.Viewer.Required, 3, remark, default))).Code);

        await house.Use<ModeratingPeople>(people => people.Suspend(moderator.Viewer, they, 1, remark, default));
        await house.Use<ModeratingPeople>(people => people.Ban(admin.Viewer, they, remark, default));
        await Refuses(people => people.Unban(moderator.Viewer, they, remark, default));
        await Refuses(people => people.Suspend(colleague.Viewer, member.Viewer.Required, 1, remark, default));
        await house.Use<ModeratingPeople>(people => people.Unban(admin.Viewer, they, remark, default));
        Assert.Null(await house.Database(db => db.Users.Where(u => u.Id == they).Select(u => u.BannedAt).SingleAsync()));

        Task<Refused> Refuses(Func<ModeratingPeople, Task> act) => Assert.ThrowsAsync<Refused>(() => house.Use(act));
    }
}
