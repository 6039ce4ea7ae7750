using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Whose an address is: shown by a link that was mailed to it, and told to nobody else.</summary>
[Collection(HouseCollection.Name)]
public sealed partial class EmailAddressTests(House house)
{
    [Fact]
    public async Task Signing_up_works_at_once_and_the_link_in_the_mail_confirms_the_address()
    {
        var (name, email) = NewOne();
        using var visitor = house.Browse();
        Assert.Equal("/", (await SignUp(visitor, name, email)).Address.AbsolutePath);
        Assert.Contains("not confirmed yet", (await visitor.Get("/settings")).Text, StringComparison.Ordinal);
        var link = Link(Assert.Single(await MailsTo(email, 1)));

        // What looks into mails before their reader does opens links, and presses no buttons.
        using var elsewhere = house.Browse();
        var asked = await elsewhere.Get(link);
        Assert.Contains(email, asked.Text, StringComparison.Ordinal);
        Assert.Contains("not confirmed yet", (await visitor.Get("/settings")).Text, StringComparison.Ordinal);
        Assert.Contains("is confirmed", (await asked.Submit("main form")).Text, StringComparison.Ordinal);

        Assert.DoesNotContain("not confirmed yet", (await visitor.Get("/settings")).Text, StringComparison.Ordinal);
        Assert.Contains("does not hold any more", (await elsewhere.Get(link)).Text, StringComparison.Ordinal);
        Assert.Contains("does not hold any more", (await elsewhere.Get(link[..^3])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signs_up_with_anothers_address_learns_nothing_and_its_owner_is_told()
    {
        var owner = await house.Somebody();
        var email = $"{owner.Username}@example.org";
        await Confirm(owner);
        var (name, free) = NewOne();
        using var known = house.Browse();
        using var unknown = house.Browse();
        var (taken, fresh) = (await SignUp(known, $"{name}a", email), await SignUp(unknown, $"{name}b", free));

        Assert.Equal((fresh.Status, fresh.Address), (taken.Status, taken.Address));
        var told = Assert.Single(await MailsTo(email, 1));
        Assert.Equal("You have an account already", told.Subject);
        Assert.DoesNotContain("/email?", told.TextBody, StringComparison.Ordinal);
        // The owner's account is the one that is found by it.
        using var visitor = house.Browse();
        Assert.Equal("/", (await visitor.SignIn(email)).Address.AbsolutePath);
        Assert.Contains($"/@{owner.Username}", (await visitor.Get("/settings")).Html, StringComparison.Ordinal);
        Assert.Null((await house.Database(db => db.Users.SingleAsync(u => u.UserName == $"{name}a"))).EmailIndex);
    }

    [Fact]
    public async Task An_address_is_whose_mail_it_is_and_not_whose_word_came_first()
    {
        var (name, email) = NewOne();
        using var first = house.Browse();
        using var second = house.Browse();
        await SignUp(first, $"{name}a", email);
        await SignUp(second, $"{name}b", email);
        var mails = await MailsTo(email, 2);
        await (await second.Get(Link(mails.Single(mail => mail.TextBody!.Contains($"{name}b", StringComparison.Ordinal))))).Submit("main form");

        var late = await (await first.Get(Link(mails.Single(mail => mail.TextBody!.Contains($"{name}a", StringComparison.Ordinal))))).Submit("main form");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        using var visitor = house.Browse();
        await visitor.SignIn(email);
        Assert.Contains($"/@{name}b", (await visitor.Get("/settings")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_address_holds_once_its_link_is_opened_and_the_old_one_can_be_put_back()
    {
        var person = await house.Somebody();
        var old = $"{person.Username}@example.org";
        await Confirm(person);
        var (_, email) = NewOne();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        var same = await (await visitor.Get("/settings")).Submit("form:has([name=newEmail])", ("newEmail", old));
        Assert.Contains("already", same.One("#newEmail-refusal").TextContent, StringComparison.Ordinal);
        await (await visitor.Get("/settings")).Submit("form:has([name=newEmail])", ("newEmail", email));

        Assert.Equal(old, (await person.Graph("{ viewer { email } }"))["viewer.email"]);
        await (await visitor.Get(Link(Assert.Single(await MailsTo(email, 1, "Confirm your address for PhotoShare"))))).Submit("main form");
        var now = (await person.Graph("{ viewer { email emailConfirmed } }")).ShouldSucceed();
        Assert.Equal((email, "true"), (now["viewer.email"], now["viewer.emailConfirmed"]));

        using var elsewhere = house.Browse();
        var undo = Link(Assert.Single(await MailsTo(old, 1, "Your account has another address")));
        Assert.Equal("/password/forgot", (await (await elsewhere.Get(undo)).Submit("main form")).Address.AbsolutePath);
        Assert.Equal(old, (await person.Graph("{ viewer { email } }"))["viewer.email"]);
        Assert.Equal("/signin", (await visitor.Get("/settings")).Address.AbsolutePath);
        Assert.Contains("does not hold any more", (await elsewhere.Get(undo)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_sign_in_by_a_browser_that_was_never_here_its_person_is_told()
    {
        var person = await house.Somebody();
        var email = $"{person.Username}@example.org";
        using var first = house.Browse();
        using var second = house.Browse();
        second.Speaks("de");
        await first.SignIn(person.Username);
        await first.SignIn(person.Username);
        await second.SignIn(person.Username);
        await second.SignIn(person.Username);

        var mail = Assert.Single(await MailsTo(email, 1));
        Assert.Equal("Auf einem neuen Gerät angemeldet", mail.Subject);
        Assert.Contains("127.0.0.0/24", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("/settings#sessions", mail.TextBody, StringComparison.Ordinal);
        var settings = await first.Get("/settings");
        Assert.Contains("127.0.0.0/24", settings.One("section[aria-labelledby=sessions]").TextContent, StringComparison.Ordinal);
        await settings.Submit("form[action$=revoke-others]");
        Assert.Equal("/signin", (await second.Get("/settings")).Address.AbsolutePath);
        Assert.Equal("/settings", (await first.Get("/settings")).Address.AbsolutePath);
    }

    Task<int> Confirm(Person person) => house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.EmailConfirmed, true)));

    static (string Name, string Email) NewOne() => ($"e{Guid.NewGuid():n}"[..16], $"{Guid.NewGuid():n}@example.org");

    static async Task<WebPage> SignUp(WebVisitor visitor, string name, string email) =>
        await (await visitor.Get("/signup")).Submit("main form:has([name=username])", ("username", name), ("email", email), ("password", Person.Password));

    Task<IReadOnlyList<MimeMessage>> MailsTo(string email, int count, string? subject = null) => Eventually.Becomes(
        async () => (IReadOnlyList<MimeMessage>)[.. (await house.Use<OutboxTransport, IReadOnlyList<MimeMessage>>(outbox => outbox.Read(default)))
            .Where(mail => mail.To.Mailboxes.Single().Address == email && (subject is null || mail.Subject == subject))],
        mails => mails.Count == count, $"{count} mails to {email}");

    static string Link(MimeMessage mail) => new Uri(Address().Match(mail.TextBody!).Value).PathAndQuery;

    [GeneratedRegex(@"http\S+/email\?\S+")]
    private static partial Regex Address();
}
