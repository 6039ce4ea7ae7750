namespace PhotoShare;

/// <summary>How mails are sent.</summary>
public sealed class MailSettings
{
    /// <summary>An SMTP server; empty means that mails are files in the folder <c>outbox</c> of <see cref="Settings.DataDirectory"/>.</summary>
    public string? Host { get; set; }

    /// <summary>Its port: 587 as a rule, 465 with <see cref="MailSecurity.Tls"/>.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is kept from others' eyes.</summary>
    public MailSecurity Security { get; set; }

    /// <summary>Who signs in there; empty means nobody.</summary>
    public string? Username { get; set; }

    /// <summary>With <see cref="Username"/> the password, or <c>PhotoShare__Mail__Password_FILE</c>.</summary>
    public string? Password { get; set; }

    /// <summary>The address that mails come from, e.g. <c>photos@example.org</c>.</summary>
    public string From { get; set; } = "photoshare@localhost";
}

/// <summary>How a connection to a mail server is encrypted.</summary>
public enum MailSecurity
{
    /// <summary>From the command STARTTLS on (RFC 3207); a server that does not know it gets no mail.</summary>
    StartTls,

    /// <summary>From the first byte on (RFC 8314).</summary>
    Tls,

    /// <summary>Not at all: for a server on this machine.</summary>
    None,
}
