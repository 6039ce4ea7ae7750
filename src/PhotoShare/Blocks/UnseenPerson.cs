using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// Somebody of whom a viewer sees nothing. The database keeps it: triggers of the tables of blocks and of people, so that whatever changes one of them
/// changes this too (ADR 37). One row for each reason, so no row has to ask whether there is another.
/// </summary>
public sealed class UnseenPerson
{
    /// <summary>Who sees nothing of them; all zeros for everybody.</summary>
    public required Guid ViewerId { get; init; }
    public required Guid PersonId { get; init; }
    public required UnseenReason Reason { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<UnseenPerson>
    {
        public void Configure(EntityTypeBuilder<UnseenPerson> unseen)
        {
            unseen.ToTable("unseen_people");
            unseen.HasKey(u => new { u.ViewerId, u.PersonId, u.Reason });
        }
    }
}

/// <summary>Why somebody is not seen. The triggers write these numbers.</summary>
public enum UnseenReason
{
    /// <summary>The viewer blocked them.</summary>
    Blocked = 1,

    /// <summary>They blocked the viewer.</summary>
    BlockedBy = 2,

    /// <summary>Moderators keep them out.</summary>
    Banned = 3,

    /// <summary>They are about to leave.</summary>
    Leaving = 4,
}
