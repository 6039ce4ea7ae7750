using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody follows somebody, or has asked to.</summary>
public sealed class Follow
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid FollowerId { get; init; }
    public required Guid FolloweeId { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary><c>null</c> while a private account has not said yes.</summary>
    public DateTime? AcceptedAt { get; set; }

    sealed class Mapping : IEntityTypeConfiguration<Follow>
    {
        public void Configure(EntityTypeBuilder<Follow> follow)
        {
            follow.ToTable("follows", t => t.HasCheckConstraint("ck_follows_self", "follower_id <> followee_id"));
            follow.HasIndex(f => new { f.FollowerId, f.FolloweeId }).IsUnique();
            follow.HasIndex(f => new { f.FolloweeId, f.FollowerId });
            follow.HasIndex(f => new { f.FolloweeId, f.Id });
            follow.HasIndex(f => new { f.FollowerId, f.Id });
            follow.HasOne<User>().WithMany().HasForeignKey(f => f.FollowerId);
            follow.HasOne<User>().WithMany(u => u.Followers).HasForeignKey(f => f.FolloweeId);
        }
    }
}

/// <summary>How a viewer stands to somebody.</summary>
public enum FollowStatus
{
    /// <summary>Does not follow.</summary>
    None,

    /// <summary>Has asked to, and waits for a private account's yes.</summary>
    Requested,

    /// <summary>Follows.</summary>
    Following,
}

public static class FollowVisibility
{
    /// <summary>The accepted ones that a viewer is told the number of, also where they may not see who they are. Nobody counts with whom they have a block between them or who is banned.</summary>
    public static IQueryable<Follow> CountedFor(this DbSet<Follow> follows, Viewer viewer) => follows.Without(viewer).Where(f => f.AcceptedAt != null);

    /// <summary>Who follows whom, as far as a viewer may know: the accepted ones of public accounts and of those they follow, and all of their own.</summary>
    public static IQueryable<Follow> VisibleTo(this DbSet<Follow> follows, Viewer viewer)
    {
        var me = viewer.Id;
        var db = follows.Db();
        return follows.Without(viewer).Where(f =>
            f.FollowerId == me || f.FolloweeId == me
            || (f.AcceptedAt != null
                && db.Users.Any(u => u.Id == f.FolloweeId && (!u.IsPrivate || u.Followers.Any(mine => mine.FollowerId == me && mine.AcceptedAt != null)))
                && db.Users.Any(u => u.Id == f.FollowerId && (!u.IsPrivate || u.Followers.Any(mine => mine.FollowerId == me && mine.AcceptedAt != null)))));
    }

    static IQueryable<Follow> Without(this DbSet<Follow> follows, Viewer viewer)
    {
        var apart = follows.Db().ApartFrom(viewer);
        return follows.AsNoTracking().Where(f => !apart.Contains(f.FollowerId) && !apart.Contains(f.FolloweeId));
    }
}
