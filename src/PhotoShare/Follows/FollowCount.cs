using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// How many accepted follows somebody has, to them and by them, whoever the others are. The database keeps it: triggers of the table of follows,
/// so that whatever changes a follow counts it (ADR 35). Who has none has no row.
/// </summary>
public sealed class FollowCount
{
    public required Guid UserId { get; init; }
    public required int Followers { get; init; }
    public required int Following { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<FollowCount>
    {
        public void Configure(EntityTypeBuilder<FollowCount> count)
        {
            count.ToTable("follow_counts");
            count.HasKey(c => c.UserId);
            count.Property(c => c.UserId).ValueGeneratedNever();
        }
    }
}

/// <summary>
/// What is to be added to a <see cref="FollowCount"/>: where many write at once, each adds a row of their own instead of waiting for the one
/// that counts somebody whom everybody follows. <see cref="PhotoShareDb.FoldFollowCounts"/> adds them up.
/// </summary>
public sealed class FollowCountChange
{
    public long Id { get; init; }
    public required Guid UserId { get; init; }
    public required int Followers { get; init; }
    public required int Following { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<FollowCountChange>
    {
        public void Configure(EntityTypeBuilder<FollowCountChange> change)
        {
            change.ToTable("follow_count_changes");
            change.HasIndex(c => c.UserId);
        }
    }
}

/// <summary>Somebody with the numbers that a viewer is told of them.</summary>
public sealed class CountedPerson
{
    public required Guid Id { get; init; }
    public required int Followers { get; init; }
    public required int Following { get; init; }
}

public static class FollowCounting
{
    /// <summary>
    /// The people whom a viewer may know of, each with as many followers and followees as <see cref="FollowVisibility.CountedFor"/> has: the
    /// number that is kept, without those who count for everybody but this viewer. They are few and are looked up one by one, however many follow.
    /// </summary>
    public static IQueryable<CountedPerson> CountedPeople(this PhotoShareDb db, Viewer viewer)
    {
        var apart = db.ApartFrom(viewer);
        // A block may go both ways, and one of the two be banned besides: each is taken off once.
        var off = apart.Distinct();
        return db.Users.Where(user => !apart.Contains(user.Id)).Select(user => new CountedPerson
        {
            Id = user.Id,
            Followers = db.FollowCounts.Where(c => c.UserId == user.Id).Sum(c => c.Followers) + db.FollowCountChanges.Where(c => c.UserId == user.Id).Sum(c => c.Followers)
                - off.Sum(other => db.Follows.Count(f => f.FollowerId == other && f.FolloweeId == user.Id && f.AcceptedAt != null)),
            Following = db.FollowCounts.Where(c => c.UserId == user.Id).Sum(c => c.Following) + db.FollowCountChanges.Where(c => c.UserId == user.Id).Sum(c => c.Following)
                - off.Sum(other => db.Follows.Count(f => f.FollowerId == user.Id && f.FolloweeId == other && f.AcceptedAt != null)),
        });
    }
}
