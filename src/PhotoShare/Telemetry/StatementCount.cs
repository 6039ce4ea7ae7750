using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PhotoShare;

/// <summary>How many statements one piece of work has sent to the database, whatever it ran side by side.</summary>
public sealed class StatementCount
{
    static readonly AsyncLocal<StatementCount?> Current = new();
    int count;

    public int Value => count;

    /// <summary>Counts from now on what the caller, and all that it starts, sends.</summary>
    public static StatementCount Begin() => Current.Value = new StatementCount();

    internal static void One()
    {
        if (Current.Value is { } counting) Interlocked.Increment(ref counting.count);
    }
}

/// <summary>Counts each statement of Entity Framework's.</summary>
class StatementCounter : DbCommandInterceptor
{
    internal static readonly StatementCounter Instance = new();

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Counted(command, result);

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Counted(command, result);

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Counted(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken ct = default) => new(Counted(command, result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken ct = default) => new(Counted(command, result));

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken ct = default) => new(Counted(command, result));

    /// <summary>Before a statement is sent.</summary>
    protected virtual void Begin(DbCommand command) => StatementCount.One();

    T Counted<T>(DbCommand command, T result)
    {
        Begin(command);
        return result;
    }
}
