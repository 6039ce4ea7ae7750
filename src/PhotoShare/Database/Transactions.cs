using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Work that is done whole, once, or not at all, also where the connection drops in its middle.</summary>
static class Transactions
{
    /// <summary>
    /// Runs <paramref name="work"/> in a transaction. Where the database goes away meanwhile, runs all of it again: it makes or
    /// reads what it changes itself, with nothing tracked from before, and does nothing that the database does not undo. Within another's work it is
    /// a part of that. Throws <see cref="DatabaseUnavailableException"/> when the database stays away; then nothing was changed.
    /// </summary>
    internal static Task<T> Atomically<T>(this PhotoShareDb db, Func<Task<T>> work, CancellationToken ct) =>
        db.Database.CurrentTransaction is not null
            ? work()
            : db.InTransaction(() =>
            {
                db.ChangeTracker.Clear();
                return work();
            }, ct);

    internal static Task Atomically(this PhotoShareDb db, Func<Task> work, CancellationToken ct) => db.Atomically(async () =>
    {
        await work();
        return true;
    }, ct);

    /// <summary>
    /// The same with what is tracked left as it is. Each attempt writes the same receipt: if a commit's answer is lost, the receipt tells
    /// whether it was carried out, and while that is not decided the next attempt waits for it at the index.
    /// </summary>
    internal static async Task<T> InTransaction<T>(this PhotoShareDb db, Func<Task<T>> work, CancellationToken ct)
    {
        var strategy = db.Database.CreateExecutionStrategy();
        var (writes, receipt, result) = (strategy.RetriesOnFailure, RowId.Next(), default(T)!);
        // A save that fails ends the work; there is nothing to go back to within it.
        var savepoints = db.Database.AutoSavepointsEnabled;
        db.Database.AutoSavepointsEnabled = false;
        try
        {
            return await strategy.ExecuteInTransactionAsync(
                async _ => !writes || await db.Write(receipt, ct) ? result = await work() : result,
                _ => db.Set<Receipt>().AnyAsync(r => r.Id == receipt, ct), ct);
        }
        finally
        {
            db.Database.AutoSavepointsEnabled = savepoints;
        }
    }

    /// <summary>Whether it is new: one that is there says that an attempt before was carried out after all.</summary>
    static async Task<bool> Write(this PhotoShareDb db, Guid receipt, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync($"INSERT INTO receipts (id, created_at) VALUES ({receipt}, {DateTime.UtcNow}) ON CONFLICT DO NOTHING", ct) > 0;
}
