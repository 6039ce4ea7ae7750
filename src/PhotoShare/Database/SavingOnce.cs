using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

static class SavingOnce
{
    /// <summary>
    /// Saves a row that was added and may be there once. Of two at once the unique index lets one through, and both succeed: says
    /// whether this was the one. Throws <paramref name="gone"/> when what the row stands on went in this very moment; anything else
    /// is a fault, and not to be taken for it.
    /// </summary>
    /// <param name="same">The row, if another request saved it.</param>
    /// <param name="stands">Whether what it stands on is still there.</param>
    internal static async Task<bool> SaveOnce<T>(this PhotoShareDb db, IQueryable<T> same, Func<Task<bool>> stands, Func<Refused> gone, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await same.AnyAsync(ct)) return false;
            if (await stands()) throw;
            throw gone();
        }
    }
}
