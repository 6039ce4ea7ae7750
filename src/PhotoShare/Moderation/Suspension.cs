using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What somebody may not do for a while.</summary>
public static class Suspension
{
    public const string Code = "SUSPENDED";

    /// <summary>Refuses somebody whom moderators let say nothing for now.</summary>
    internal static async Task CheckMaySpeak(this PhotoShareDb db, Guid me, CancellationToken ct)
    {
        if (await db.SuspendedUntil(me, ct) is not { } end) return;
        var until = end.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        throw new Refused(Code, $"Your account is suspended until {until} UTC. Until then you can read, but not upload, post, comment, like, follow or change your profile.", kind: RefusalKind.Forbidden);
    }

    /// <summary>Until when somebody is suspended; <c>null</c> for one who is not.</summary>
    public static async Task<DateTime?> SuspendedUntil(this PhotoShareDb db, Guid me, CancellationToken ct)
    {
        var now = DateTime.UtcNow;
        return await db.Users.Where(u => u.Id == me && u.SuspendedUntil > now).Select(u => u.SuspendedUntil).SingleOrDefaultAsync(ct);
    }
}
