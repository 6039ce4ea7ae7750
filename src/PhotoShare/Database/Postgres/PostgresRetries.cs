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

    /// <summary>Not within an attempt: it is that which is made again as a whole.</summary>
    public override bool RetriesOnFailure => Current is null && base.RetriesOnFailure;

    public override async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.ExecuteAsync(state, operation, verifySucceeded, cancellationToken);
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
