using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

static class PersonLock
{
    /// <summary>Locks somebody's row until the transaction ends, and gives the last number of their notifications; <c>null</c> when the person is gone.</summary>
    internal static async Task<long?> LockPerson(this PhotoShareDb db, Guid userId, CancellationToken ct) =>
        await db.Database.SqlQuery<long>($"UPDATE users SET notification_position = notification_position WHERE id = {userId} RETURNING notification_position").ToListAsync(ct)
            is [var position] ? position : null;
}
