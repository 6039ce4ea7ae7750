using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using MimeKit.Utils;

namespace PhotoShare.Web;

/// <summary>Writes a mail when it is sent, in its reader's language. Plain text: it is to be read anywhere, and nothing in it tells who opened it.</summary>
sealed class MailWriter(PhotoShareDb db, UserManager<User> users, Passwords passwords, SecurityMail security, EmailLinks links, Texts L, SiteAddress site, MailSettings settings)
{
    /// <summary>The mail; <c>null</c> for who has no address that is known to be theirs, or whose link was used meanwhile.</summary>
    public async Task<MimeMessage?> Write(MailClaim claim, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(u => u.Id == claim.UserId, ct);
        var link = claim.LinkId is { } id ? await db.EmailLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, ct) : null;
        if (claim.LinkId is null ? user.EmailIndex is null : link is null) return null;
        var email = link is null ? await users.GetEmailAsync(user) ?? throw new InvalidOperationException($"{user.Id} has no address.") : await links.AddressIn(link, ct);
        CultureInfo.CurrentUICulture = new CultureInfo(claim.Language);
        var (subject, body) = claim.Kind switch
        {
            MailKind.PasswordReset => Reset(user, await passwords.LinkSecret(user)),
            MailKind.PasswordChanged => Changed(user),
            MailKind.Security => await security.Write(user, claim.EventId!.Value, ct),
            MailKind.ConfirmEmail => Confirm(user, link!),
            MailKind.EmailChanged => EmailChanged(user, link!),
            MailKind.AddressTaken => AddressTaken(user),
            MailKind.AccountLeaving => Leaving(user),
            MailKind.AccountKept => Kept(user),
            _ => throw new InvalidOperationException($"Nobody writes mails of the kind {claim.Kind}."),
        };
        return Mail(new MailboxAddress(user.DisplayName ?? user.Username, email), subject, Text(body));
    }

    /// <summary>The last mail to somebody who is gone: their receipt. It knows no more of them than the address.</summary>
    public MimeMessage Write(LastMail last)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(last.Language);
        var receipt = new MimePart("application", "json")
        {
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(last.Receipt))),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            ContentTransferEncoding = ContentEncoding.Base64,
            FileName = "photoshare-receipt.json",
        };
        var body = $"""
            {L["Everything of yours on PhotoShare is deleted, and the key that sealed your data is destroyed."]}

            {L["The receipt is attached: signed, and without your name. This was the last mail; your address is deleted too."]}
            """;
        return Mail(new MailboxAddress("", last.Address!), L["Your account is deleted"], new Multipart("mixed") { Text(body), receipt });
    }

    TextPart Text(string body) => new("plain") { Text = $"{body}\n\n-- \nPhotoShare\n{site.Url}\n" };

    MimeMessage Mail(MailboxAddress to, string subject, MimeEntity body) => new()
    {
        From = { new MailboxAddress("PhotoShare", settings.From) },
        To = { to },
        Subject = subject,
        // By the site: the name of this machine is nobody else's business.
        MessageId = MimeUtils.GenerateMessageId(site.Url.Host),
        Body = body,
        // No mail server is to answer it by itself (RFC 3834).
        Headers = { { "Auto-Submitted", "auto-generated" } },
    };

    (string Subject, string Body) Reset(User user, string secret) =>
    (
        L["A new password for PhotoShare"],
        $"""
        {L["Hello {0},", user.Username]}

        {L["somebody, probably you, asked for a new password. Choose it here within an hour:"]}

        {new Uri(site.Url, ResetPath(user.Id, secret))}

        {L["If it was not you, do nothing: your password stays as it is."]}
        """
    );

    (string Subject, string Body) Changed(User user) =>
    (
        L["Your password was changed"],
        $"""
        {L["Hello {0},", user.Username]}

        {L["your password was just changed, and you were signed out everywhere. If it was not you, choose a new one at once:"]}

        {new Uri(site.Url, "/password/forgot")}
        """
    );

    (string Subject, string Body) Confirm(User user, EmailLink link) =>
    (
        L["Confirm your address for PhotoShare"],
        $"""
        {L["Hello {0},", user.Username]}

        {L["this address was given for your account. Is it yours? Confirm it within two days:"]}

        {new Uri(site.Url, LinkPath(link.Id))}

        {L["If you know of no account here, do nothing."]}
        """
    );

    (string Subject, string Body) EmailChanged(User user, EmailLink link) =>
    (
        L["Your account has another address"],
        $"""
        {L["Hello {0},", user.Username]}

        {L["your account has another e-mail address now, so this one gets no more mails. If it was not you, put it back within seven days:"]}

        {new Uri(site.Url, LinkPath(link.Id))}
        """
    );

    (string Subject, string Body) AddressTaken(User user) =>
    (
        L["You have an account already"],
        $"""
        {L["Hello {0},", user.Username]}

        {L["somebody, perhaps you, gave your address for another account. Yours is @{0}; sign in to it:", user.Username]}

        {new Uri(site.Url, "/signin")}

        {L["If it was not you, do nothing: the address stays yours."]}
        """
    );

    string LinkPath(Guid link) => QueryHelpers.AddQueryString("/email", new Dictionary<string, string?> { ["link"] = $"{link}", ["secret"] = links.SecretOf(link) });

    (string Subject, string Body) Leaving(User user) =>
    (
        L["Your account will be deleted"],
        $"""
        {L["Hello {0},", user.Username]}

        {L["somebody who knows your password asked to have your account deleted. Nobody sees anything of yours any more, and on {0} all of it is deleted for good.", L.Moment(user.LeavesAt ?? DateTime.UtcNow)]}

        {L["To keep it, sign in before then. If it was not you, choose a new password as well:"]}

        {new Uri(site.Url, "/signin")}
        """
    );

    (string Subject, string Body) Kept(User user) =>
    (
        L["Your account stays"],
        $"""
        {L["Hello {0},", user.Username]}

        {L["your account was to be deleted, and you have just signed in: it stays, and everything is as it was. If it was not you, choose a new password at once:"]}

        {new Uri(site.Url, "/password/forgot")}
        """
    );

    static string ResetPath(Guid userId, string secret) =>
        QueryHelpers.AddQueryString("/password/reset", new Dictionary<string, string?> { ["person"] = userId.ToString("n"), ["secret"] = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(secret)) });
}
