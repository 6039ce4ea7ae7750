using MimeKit;

namespace PhotoShare;

/// <summary>What carries mails away.</summary>
public interface IMailTransport
{
    /// <summary>Hands a mail over. Throws when it was not taken; then it may be tried again.</summary>
    Task Send(MimeMessage mail, CancellationToken ct);

    /// <summary>Looks whether mails would be taken, without sending one. Throws when not.</summary>
    Task Check(CancellationToken ct);
}
