using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody was here on a day, in UTC: counted for the operator, and forgotten after a month.</summary>
public sealed class ActiveDay
{
    public required DateOnly Day { get; init; }
    public required Guid UserId { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<ActiveDay>
    {
        public void Configure(EntityTypeBuilder<ActiveDay> active)
        {
            active.ToTable("active_days");
            active.HasKey(a => new { a.Day, a.UserId });
            active.HasIndex(a => a.UserId);
            active.HasOne<User>().WithMany().HasForeignKey(a => a.UserId);
        }
    }
}

/// <summary>On which days people were here.</summary>
public sealed class ActiveDays(PhotoShareDb db)
{
    const int DaysKept = 31;

    /// <summary>Run now and then by a worker.</summary>
    public Task<int> Forget(CancellationToken ct)
    {
        var before = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-DaysKept);
        return db.ActiveDays.Where(a => a.Day < before).ExecuteDeleteAsync(ct);
    }
}

static class Presence
{
    /// <summary>Notes that somebody is here today; once a day, however often it is said.</summary>
    internal static Task<int> NoteActive(this PhotoShareDb db, Guid userId, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        return db.Database.ExecuteSqlAsync($"INSERT INTO active_days (day, user_id) VALUES ({today}, {userId}) ON CONFLICT DO NOTHING", ct);
    }
}
