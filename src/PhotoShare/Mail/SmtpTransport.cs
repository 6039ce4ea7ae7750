using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace PhotoShare;

/// <summary>Sends mails by an SMTP server (RFC 5321). A connection a mail: there are few.</summary>
public sealed class SmtpTransport(string host, MailSettings settings) : IMailTransport
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task Send(MimeMessage mail, CancellationToken ct)
    {
        using var smtp = await Connect(ct);
        try
        {
            await smtp.SendAsync(mail, ct);
        }
        catch (SmtpCommandException refused)
        {
            // The server's own words repeat whose address it is; the log has no need of it.
            throw new IOException($"The mail server refused the mail: {refused.ErrorCode}, {(int)refused.StatusCode}.");
        }
        await smtp.DisconnectAsync(quit: true, ct);
    }

    public async Task Check(CancellationToken ct)
    {
        using var smtp = await Connect(ct);
        await smtp.NoOpAsync(ct);
        await smtp.DisconnectAsync(quit: true, ct);
    }

    async Task<SmtpClient> Connect(CancellationToken ct)
    {
        var smtp = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        try
        {
            await smtp.ConnectAsync(host, settings.Port, Security, ct);
            if (settings.Username is { Length: > 0 } username) await smtp.AuthenticateAsync(username, settings.Password ?? "", ct);
            return smtp;
        }
        catch
        {
            smtp.Dispose();
            throw;
        }
    }

    SecureSocketOptions Security => settings.Security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
