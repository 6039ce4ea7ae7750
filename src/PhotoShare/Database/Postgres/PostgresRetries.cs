using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace PhotoShare;

/// <summary>
/// Bridges a PostgreSQL that goes away for a moment: a restart, a failover, a connection that drops. What was asked is asked again for
/// up to about 7 s; after that, and where waiting is what failed, <see cref="DatabaseUnavailableException"/> is thrown.
/// </summary>
sealed class PostgresRetries(ExecutionStrategyDependencies dependencies, DatabasePasswords passwords) : NpgsqlRetryingExecutionStrategy(dependencies, Retries, LongestDelay, AlsoPassing)
{
    /// <summary>After 0, 1, 2, 2 and 2 s: together less than an operation of the graph may take.</summary>
    const int Retries = 5;

    static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <summary>The server ends or begins, or it was the primary until just now. Npgsql knows most of the others.</summary>
    static readonly string[] AlsoPassing =
    [
        PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.CannotConnectNow, PostgresErrorCodes.ReadOnlySqlTransaction,
    ];

    /// <summary>A first attempt is under way that <see cref="ReadWhole"/> will make again. A context is used by one at a time.</summary>
    bool isAttempted;

    /// <summary>Not within an attempt: it is that which is made again as a whole.</summary>
    public override bool RetriesOnFailure => !isAttempted && Current is null && base.RetriesOnFailure;

    /// <summary>
    /// Reads rows, all of them again where the database goes away meanwhile. The first attempt does without what is only of use for others: to know of an attempt is a
    /// value of the whole flow of control, and made and taken back for each statement of a page.
    /// </summary>
    public async Task<List<T>> ReadWhole<T>(Func<CancellationToken, Task<List<T>>> read, CancellationToken ct)
    {
        if (!RetriesOnFailure) return await read(ct);
        isAttempted = true;
        try
        {
            return await read(ct);
        }
        catch (Exception failure)
        {
            BrokenCommands.Drop(Dependencies.CurrentContext.Context);
            if (!CallOnWrappedException(failure, ShouldRetryOn))
            {
                if (CallOnWrappedException(failure, IsPassing)) throw new DatabaseUnavailableException(failure);
                throw;
            }
        }
        finally
        {
            isAttempted = false;
        }
        return await ExecutionStrategyExtensions.ExecuteAsync(this, read, ct);
    }

    public override Task<TResult> ExecuteAsync<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default) =>
        isAttempted ? operation(Dependencies.CurrentContext.Context, state, cancellationToken) : Retry(state, operation, verifySucceeded, cancellationToken);

    async Task<TResult> Retry<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken ct)
    {
        try
        {
            return await base.ExecuteAsync(state, operation, verifySucceeded, ct);
        }
        catch (Exception failure)
        {
            BrokenCommands.Drop(Dependencies.CurrentContext.Context);
            // Within another's attempt it is that one which tries again, from its beginning.
            if (Current is null && (failure is RetryLimitExceededException || CallOnWrappedException(failure, IsPassing))) throw new DatabaseUnavailableException(failure);
            throw;
        }
    }

    protected override void OnRetry()
    {
        BrokenCommands.Drop(Dependencies.CurrentContext.Context);
        base.OnRetry();
    }

    /// <summary>A wait that ran out, for a connection or an answer, is not begun again: whoever asked has waited long enough.</summary>
    protected override bool ShouldRetryOn(Exception? exception) => !IsTimeout(exception) && (base.ShouldRetryOn(exception) || BrokenCommands.IsOne(exception) || IsOldPassword(exception));

    protected override bool ShouldVerifySuccessOn(Exception exception) => IsPassing(exception);

    bool IsPassing(Exception failure) => IsTimeout(failure) || base.ShouldRetryOn(failure) || BrokenCommands.IsOne(failure) || IsOldPassword(failure);

    bool IsOldPassword(Exception? failure)
    {
        if (!passwords.MayChange || failure is not PostgresException { SqlState: PostgresErrorCodes.InvalidPassword }) return false;
        passwords.Refuse();
        return true;
    }

    static bool IsTimeout(Exception? failure) => failure is TimeoutException or NpgsqlException { InnerException: TimeoutException };
}
