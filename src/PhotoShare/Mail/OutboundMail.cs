using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// A mail that somebody is to get. What it says is written when it is sent: no address, no word and no secret of it lies here. Kept for a
/// day after it was sent, which bounds how many somebody gets.
/// </summary>
public sealed class OutboundMail
{
    public const int MaxLanguageLength = 16;

    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid UserId { get; init; }
    public required MailKind Kind { get; init; }

    /// <summary>What happened, where that is what it tells of.</summary>
    public Guid? EventId { get; init; }

    /// <summary>The link in it, whose address it goes to; without one it goes to the person's own.</summary>
    public Guid? LinkId { get; init; }
    public EmailLink? Link { get; init; }

    /// <summary>The language that it is to be in, as an IETF tag.</summary>
    public required string Language { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>Before this nobody is to send it: a worker has it, or a try failed a while ago.</summary>
    public DateTime DueAt { get; set; } = DateTime.UtcNow;
    public int Attempts { get; set; }
    public DateTime? SentAt { get; set; }

    sealed class Mapping : IEntityTypeConfiguration<OutboundMail>
    {
        public void Configure(EntityTypeBuilder<OutboundMail> mail)
        {
            mail.ToTable("outbound_mails");
            mail.Property(m => m.Kind).HasConversion<string>().HasMaxLength(32);
            mail.Property(m => m.Language).HasMaxLength(MaxLanguageLength);
            mail.HasIndex(m => new { m.SentAt, m.DueAt });
            mail.HasIndex(m => new { m.UserId, m.Kind, m.CreatedAt });
            mail.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);
            // What is no longer to be opened is no longer to be sent.
            mail.HasOne(m => m.Link).WithMany().HasForeignKey(m => m.LinkId).OnDelete(DeleteBehavior.Cascade);
            mail.HasIndex(m => m.LinkId);
        }
    }
}

/// <summary>What a mail is about.</summary>
public enum MailKind
{
    /// <summary>Somebody who has lost their password asked for a new one.</summary>
    PasswordReset,

    /// <summary>The password was changed.</summary>
    PasswordChanged,

    /// <summary>Something that matters for security: see the event.</summary>
    Security,

    /// <summary>A link that shows that an address is the person's.</summary>
    ConfirmEmail,

    /// <summary>To the old address: there is another one now, and this link puts the old one back.</summary>
    EmailChanged,

    /// <summary>Somebody wanted to use this person's address for another account.</summary>
    AddressTaken,

    /// <summary>The account is to be deleted, as its person asked.</summary>
    AccountLeaving,

    /// <summary>The account is not to be deleted after all.</summary>
    AccountKept,
}

/// <summary>There may be a mail to send.</summary>
public sealed record MailQueued : Hint;
