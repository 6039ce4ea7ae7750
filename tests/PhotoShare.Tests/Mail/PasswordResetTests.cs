using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Who has lost their password gets a new one by mail, and nobody else does.</summary>
[Collection(HouseCollection.Name)]
public sealed partial class PasswordResetTests(House house)
{
    const string NewPassword = "another few good words";

    [Fact]
    public async Task A_link_by_mail_leads_to_a_new_password()
    {
        var person = await house.Somebody();
        using var visitor = new WebVisitor(house);
        var asked = await Ask(visitor, person.Username);
        Assert.Contains("If there is such an account", asked.Text);

        var link = await LinkTo(person);
        var done = await (await visitor.Get(link)).Submit("main form:has([name=password])", ("password", NewPassword));

        Assert.Equal("/signin", done.Address.AbsolutePath);
        Assert.Contains("Your password is changed", done.Text);
        Assert.Equal("/", (await visitor.SignIn(person.Username, NewPassword)).Address.AbsolutePath);
        Assert.Contains("was changed", (await MailsTo(person, 2))[0].Subject);
    }

    [Fact]
    public async Task The_old_password_and_every_session_end_with_it()
    {
        var person = await house.Somebody();
        using var elsewhere = new WebVisitor(house);
        await elsewhere.SignIn(person.Username);
        using var visitor = new WebVisitor(house);
        await Ask(visitor, person.Username);
        await (await visitor.Get(await LinkTo(person))).Submit("main form:has([name=password])", ("password", NewPassword));

        Assert.Equal("/signin", (await elsewhere.Get("/settings")).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SignIn(person.Username)).Status);
    }

    [Fact]
    public async Task A_link_holds_once()
    {
        var person = await house.Somebody();
        using var visitor = new WebVisitor(house);
        await Ask(visitor, person.Username);
        var link = await LinkTo(person);
        await (await visitor.Get(link)).Submit("main form:has([name=password])", ("password", NewPassword));

        var again = await (await visitor.Get(link)).Submit("main form:has([name=password])", ("password", "and yet another one"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("does not hold any more", again.Text);
        Assert.Equal("/", (await visitor.SignIn(person.Username, NewPassword)).Address.AbsolutePath);
    }

    [Theory]
    [InlineData("?person=1&secret=2")]
    [InlineData("?secret=%")]
    [InlineData("")]
    public async Task A_link_that_was_made_up_or_cut_off_is_refused(string query)
    {
        using var visitor = new WebVisitor(house);
        var refused = await (await visitor.Get($"/password/reset{query}")).Submit("main form:has([name=password])", ("password", NewPassword));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("does not hold any more", refused.Text);
    }

    [Fact]
    public async Task Anothers_link_does_not_open_an_account()
    {
        var (owner, thief) = (await house.Somebody(), await house.Somebody());
        using var visitor = new WebVisitor(house);
        await Ask(visitor, thief.Username);
        var link = (await LinkTo(thief)).Replace($"{thief.Viewer.Required:n}", $"{owner.Viewer.Required:n}", StringComparison.Ordinal);

        var refused = await (await visitor.Get(link)).Submit("main form:has([name=password])", ("password", NewPassword));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("/", (await visitor.SignIn(owner.Username)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_weak_password_is_refused_beside_its_field_and_the_link_still_holds()
    {
        var person = await house.Somebody();
        using var visitor = new WebVisitor(house);
        await Ask(visitor, person.Username);
        var link = await LinkTo(person);

        var weak = await (await visitor.Get(link)).Submit("main form:has([name=password])", ("password", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.Status);
        Assert.Contains("at least", weak.One("#password-refusal").TextContent);

        Assert.Equal("/signin", (await (await visitor.Get(link)).Submit("main form:has([name=password])", ("password", NewPassword))).Address.AbsolutePath);
    }

    [Fact]
    public async Task Nobody_learns_whether_there_is_an_account()
    {
        using var visitor = new WebVisitor(house);
        var known = await Ask(visitor, (await house.Somebody()).Username);
        var unknown = await Ask(visitor, "nobody.at.all@example.org");

        Assert.Equal((known.Status, known.Address), (unknown.Status, unknown.Address));
        Assert.Equal(known.One("main").InnerHtml, unknown.One("main").InnerHtml);
    }

    [Fact]
    public async Task Nobodys_post_is_flooded()
    {
        var person = await house.Somebody();
        using var visitor = new WebVisitor(house);
        for (var i = 0; i < 3; i++) await Ask(visitor, person.Username);

        Assert.Equal(1, await house.Database(db => db.OutboundMails.CountAsync(m => m.UserId == person.Viewer.Id)));
    }

    [Fact]
    public async Task The_link_leads_to_this_server_whatever_a_request_called_it()
    {
        var person = await house.Somebody();
        using var visitor = new WebVisitor(house);
        var form = await visitor.Get("/password/forgot");
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/password/forgot") { Headers = { Host = "evil.example" } };
        await visitor.Send(forged);
        await form.Submit("main form:has([name=login])", ("login", person.Username));

        Assert.StartsWith($"{house.Address}password/reset?", await Whole(person));
    }

    [Fact]
    public async Task A_mail_speaks_its_readers_language_and_says_who_wrote_it()
    {
        var person = await house.Somebody();
        using var visitor = new WebVisitor(house);
        visitor.Speaks("de");
        await Ask(visitor, person.Username);

        var mail = (await MailsTo(person, 1))[0];

        Assert.Equal("Ein neues Passwort für PhotoShare", mail.Subject);
        Assert.Contains($"Hallo {person.Username},", mail.TextBody);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
    }

    [Fact]
    public async Task Who_is_signed_in_changes_it_and_stays_signed_in_here_alone()
    {
        var person = await house.Somebody();
        using var here = new WebVisitor(house);
        using var elsewhere = new WebVisitor(house);
        await here.SignIn(person.Username);
        await elsewhere.SignIn(person.Username);

        var wrong = await (await here.Get("/settings")).Submit("form:has([name=newPassword])", ("currentPassword", "not my password"), ("newPassword", NewPassword));
        Assert.Contains("not your password", wrong.One("#currentPassword-refusal").TextContent);
        var weak = await (await here.Get("/settings")).Submit("form:has([name=newPassword])", ("currentPassword", Person.Password), ("newPassword", "short"));
        Assert.Contains("at least", weak.One("#newPassword-refusal").TextContent);
        var done = await (await here.Get("/settings")).Submit("form:has([name=newPassword])", ("currentPassword", Person.Password), ("newPassword", NewPassword));

        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Equal("/settings", (await here.Get("/settings")).Address.AbsolutePath);
        Assert.Equal("/signin", (await elsewhere.Get("/settings")).Address.AbsolutePath);
        Assert.Equal("/", (await elsewhere.SignIn(person.Username, NewPassword)).Address.AbsolutePath);
    }

    [Fact]
    public async Task The_outbox_is_the_admins()
    {
        var (admin, member) = (await house.Somebody(), await house.Somebody());
        await house.Use<Accounts>(accounts => accounts.Grant(admin.Username, UserRole.Admin, default));
        using var visitor = new WebVisitor(house);
        await Ask(visitor, member.Username);
        var link = await Whole(member);

        await visitor.SignIn(member.Username);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/admin/outbox")).Status);
        await visitor.SignIn(admin.Username);
        Assert.Contains(link, (await visitor.Get("/admin/outbox")).Text);
    }

    static async Task<WebPage> Ask(WebVisitor visitor, string login) => await (await visitor.Get("/password/forgot")).Submit("main form:has([name=login])", ("login", login));

    async Task<string> LinkTo(Person person) => new Uri(await Whole(person)).PathAndQuery;

    async Task<string> Whole(Person person) => Link().Match((await MailsTo(person, 1))[0].TextBody!).Value;

    /// <summary>The newest first, once there are so many.</summary>
    Task<IReadOnlyList<MimeMessage>> MailsTo(Person person, int count) => Eventually.Becomes(
        async () => (IReadOnlyList<MimeMessage>)[.. (await house.Use<OutboxTransport, IReadOnlyList<MimeMessage>>(outbox => outbox.Read(default))).Where(mail => mail.To.Mailboxes.Single().Address == $"{person.Username}@example.org")],
        mails => mails.Count == count, $"{count} mails to {person.Username}");

    [GeneratedRegex(@"http\S+/password/reset\S+")]
    private static partial Regex Link();
}
