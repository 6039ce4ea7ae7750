using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The end of an account: asked for, out of sight at once, taken back, and in the end nothing is left but a receipt.</summary>
public sealed class LeavingTests(LeavingHouse house) : IClassFixture<LeavingHouse>
{
    const string Delete = "mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { deletedUserId deletedAt receiptUrl errors { ... on Error { code message path } } } }";
    const string Seen = "query ($id: ID!, $user: ID!) { post(id: $id) { caption } node(id: $user) { ... on User { username } } }";

    [Fact]
    public async Task Whoever_asked_is_out_of_sight_at_once_and_comes_back_by_signing_in()
    {
        var (leaver, friend) = (await house.Somebody(), await house.Somebody());
        var post = await leaver.AddQuickPost("Mine for now");
        await friend.Follow(leaver);
        var comment = await leaver.AddComment(house.PublicPost, "Said by who leaves");
        using var browser = house.Browse();
        await browser.SignIn(leaver.Username);

        var page = await (await browser.Get("/settings")).Submit("section:has(#deletion) form", ("password", Person.Password));
        Assert.StartsWith("/goodbye/", page.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("Your account will be deleted", page.One("h1").TextContent);

        async Task<(bool Post, bool Person, bool Comment)> Visible(Person reader)
        {
            var answer = (await reader.Graph(Seen, new { id = Belongings.PostId(post), user = leaver.NodeId })).ShouldSucceed();
            var said = (await reader.Graph("query ($id: ID!) { node(id: $id) { id } }", new { id = Belongings.CommentId(comment) })).ShouldSucceed();
            return (answer.At("post") is not null, answer.At("node") is not null, said.At("node") is not null);
        }

        foreach (var reader in (Person[])[house.Stranger, friend]) Assert.Equal((false, false, false), await Visible(reader));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/@{leaver.Username}")).Status);
        using var refused = await leaver.Http.GetAsync("/graphql?query={__typename}");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("/signin", (await browser.Get("/settings")).Address.AbsolutePath);
        Assert.Contains("sign in before then", (await MailTo(leaver, "Your account will be deleted")).TextBody, StringComparison.Ordinal);

        var back = await browser.SignIn(leaver.Username);
        Assert.Equal("/kept", back.Address.AbsolutePath);
        foreach (var reader in (Person[])[house.Stranger, friend]) Assert.Equal((true, true, true), await Visible(reader));
        await MailTo(leaver, "Your account stays");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(page.Address.AbsolutePath)).Status);
        Assert.Equal(1, await house.Database(db => db.Users.CountAsync(u => u.Id == leaver.Viewer.Id && u.LeavesAt == null)));
    }

    [Fact]
    public async Task In_the_end_no_row_and_no_blob_tells_of_them_and_they_have_a_receipt()
    {
        var leaver = await house.Somebody();
        var (me, address) = (leaver.Viewer.Required, $"{leaver.Username}@example.org");
        var (photo, post) = await OneOfEverything(leaver);
        var picture = await leaver.Processed(photo);
        (await leaver.Graph("mutation { requestExport(input: {}) { export { id } errors { ... on Error { code } } } }")).ShouldSucceed();
        var export = (await leaver.ExportWhenReady())["viewer.latestExport.id"]!;
        string[] keys = [BlobKeys.Original(photo), picture.Renditions[0].Key, BlobKeys.Export(me, new Web.GlobalId(export).KeyOf("Export", "id")), BlobKeys.UserKey(me)];
        foreach (var key in keys) Assert.NotNull(await Size(key));
        Assert.NotEmpty(await Traces.Find(house, [me], [leaver.Username]));

        var asked = (await leaver.Graph(Delete, new { input = new { password = Person.Password } })).ShouldSucceed();
        var place = new Uri(asked["deleteAccount.receiptUrl"]!).AbsolutePath;
        // Nothing of it goes before its time.
        await house.Use<IEventBus>(async bus => await bus.Publish(new AccountLeft()));
        Assert.Equal(1, await house.Database(db => db.Users.CountAsync(u => u.Id == me)));
        await house.Database(db => db.Departures.Where(d => d.UserId == me).ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, DateTime.UtcNow.AddMinutes(-1))));
        await house.Use<IEventBus>(async bus => await bus.Publish(new AccountLeft()));
        using var visitor = house.Browse();
        var gone = await Eventually.Becomes(() => visitor.Get(place), page => page.One("h1").TextContent == "Everything is deleted", "the account is deleted", TimeSpan.FromMinutes(2));

        // Hints and folded news of the moment before may still be on their way.
        // Only the audit log, which nobody may change, still has the id of an account that is gone.
        var left = await Eventually.Becomes(() => Traces.Find(house, [me, photo, post], [leaver.Username, address, "wordplanted"]), found => found.TrueForAll(IsOfTheLog), "nothing is left of them");
        Assert.NotEmpty(left);
        foreach (var key in keys) Assert.Null(await Size(key));
        foreach (var file in Directory.EnumerateFiles(house.DataDirectory, "*", SearchOption.AllDirectories))
            Assert.False(file.Contains($"{me:n}", StringComparison.Ordinal) || file.Contains($"{photo:n}", StringComparison.Ordinal), file);

        var mailed = (await MailTo(address, "Your account is deleted")).Attachments.OfType<MimePart>().Single();
        using var attached = new MemoryStream();
        await mailed.Content!.DecodeToAsync(attached);
        var fetched = await gone.Submit("form[action$='/receipt']");
        Assert.Equal(HttpStatusCode.OK, fetched.Status);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(attached.ToArray()), fetched.Html);
        Assert.Equal(HttpStatusCode.NotFound, (await gone.Submit("form[action$='/receipt']")).Status);
        Assert.Contains("was fetched", (await visitor.Get(place)).Text, StringComparison.Ordinal);

        foreach (var personal in (string[])[$"{me}", $"{me:n}", leaver.Username, address]) Assert.DoesNotContain(personal, fetched.Html, StringComparison.OrdinalIgnoreCase);
        var said = JsonNode.Parse(fetched.Html)!["receipt"]!;
        Assert.Equal((1, 2, true), ((int)said["deleted"]!["posts"]!, (int)said["deleted"]!["photos"]!, (bool)said["keyDestroyed"]!));
        Assert.NotNull(await house.Use<ReceiptKey, DeletionReceipt?>(key => Task.FromResult(key.Verify(fetched.Html))));
        foreach (var forged in (string[])[fetched.Html.Replace("\"posts\":1", "\"posts\":2", StringComparison.Ordinal), "{}", "nonsense"])
            Assert.Null(await house.Use<ReceiptKey, DeletionReceipt?>(key => Task.FromResult(key.Verify(forged))));
        await house.SignUp(leaver.Username);
    }

    [Fact]
    public async Task A_deletion_that_broke_off_goes_on_and_one_that_has_begun_is_not_taken_back()
    {
        var leaver = await house.Somebody();
        await leaver.AddQuickPost();
        (await leaver.Graph(Delete, new { input = new { password = Person.Password } })).ShouldSucceed();
        // A worker has it, and died.
        await house.Database(db => db.Departures.Where(d => d.UserId == leaver.Viewer.Id).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.DueAt, DateTime.UtcNow.AddMinutes(-1)).SetProperty(d => d.LeaseId, Guid.NewGuid()).SetProperty(d => d.LeaseUntil, DateTime.UtcNow.AddMinutes(5))));
        using var browser = house.Browse();
        var refused = await browser.SignIn(leaver.Username);
        Assert.Contains("is being deleted", refused.One("[role=alert]").TextContent, StringComparison.Ordinal);

        await house.Database(db => db.Departures.Where(d => d.UserId == leaver.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseUntil, DateTime.UtcNow.AddSeconds(-1))));
        await house.Use<IEventBus>(async bus => await bus.Publish(new AccountLeft()));
        await Eventually.Becomes(() => house.Database(db => db.Users.CountAsync(u => u.Id == leaver.Viewer.Id)), left => left == 0, "the account is deleted", TimeSpan.FromMinutes(1));
    }

    async Task<(Guid Photo, Guid Post)> OneOfEverything(Person leaver)
    {
        await house.Use<Accounts>(accounts => accounts.UpdateProfile(leaver.Viewer, "wordplanted", "wordplanted", null, default));
        var photo = await leaver.AddPhoto("camera.jpg");
        var loose = await leaver.AddQuickPhoto();
        var post = (await house.Use<Posts, Post>(posts => posts.Create(leaver.Viewer, [photo], $"wordplanted #{leaver.Username} @bob", Visibility.Public, null, true, PlaceChoice.Of(new NewPlace("wordplanted", 1, 2)), null, default))).Id;
        await house.Use<Accounts>(accounts => accounts.UpdateProfile(leaver.Viewer, null, null, photo, default));
        var thread = await leaver.AddComment(house.PublicPost, "wordplanted @ann");
        await house.Bob.AddComment(house.PublicPost, "Answers", thread);
        await house.Bob.AddComment(post, "Under it");
        await leaver.Like(house.PublicPost);
        await house.Bob.Like(post);
        await leaver.Follow(house.Ann);
        await house.Bob.Follow(leaver);
        await house.Use<HashtagFollows>(follows => follows.Follow(leaver.Viewer, "welcome", default));
        var (blocked, muted) = (await house.Somebody(), await house.Somebody());
        await house.Use<Blocks>(blocks => blocks.Block(leaver.Viewer, blocked.Viewer.Required, default));
        await leaver.Mute(muted);
        (await leaver.Save(house.PublicPost, await leaver.AddCollection("wordplanted"))).ShouldSucceed();
        await house.Use<Reports>(reports => reports.Add(leaver.Viewer, ReportSubject.Post, house.PublicPost, ReportReason.Other, "wordplanted", default));
        await house.Use<Reports>(reports => reports.Add(house.Bob.Viewer, ReportSubject.User, leaver.Viewer.Required, ReportReason.Other, null, default));
        await house.Use<Reports>(reports => reports.Add(house.Bob.Viewer, ReportSubject.Post, post, ReportReason.Other, null, default));
        await leaver.Import(false, Importer.Zip(("content/posts_1.json", Importer.Json(new[] { new { title = "wordplanted", media = new[] { new { uri = "media/none.jpg" } } } }))));
        await house.Use<Passwords>(passwords => passwords.Forget(leaver.Username, "en", default));
        await leaver.Settled();
        await house.Bob.Settled();
        Assert.NotEqual(Guid.Empty, loose);
        return (photo, post);
    }

    static bool IsOfTheLog(string found) => found.StartsWith("audit_events.actor_id:", StringComparison.Ordinal) || found.StartsWith("audit_events.person_id:", StringComparison.Ordinal);

    Task<MimeMessage> MailTo(Person person, string subject) => MailTo($"{person.Username}@example.org", subject);

    async Task<MimeMessage> MailTo(string address, string subject) => (await Eventually.Becomes(
        async () => (await house.Use<OutboxTransport, IReadOnlyList<MimeMessage>>(outbox => outbox.Read(default))).Where(mail => mail.To.Mailboxes.Single().Address == address && mail.Subject == subject).ToList(),
        mails => mails.Count == 1, $"there is a mail: {subject}"))[0];

    Task<long?> Size(string key) => house.Use<IBlobStore, long?>(blobs => blobs.Size(key, default));
}
