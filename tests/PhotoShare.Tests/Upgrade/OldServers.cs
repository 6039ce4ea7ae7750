using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PhotoShare.Tests;

/// <summary>
/// Servers of the previous release at work: several at once send what was recorded of it, over and over. What they change is rolled back, since some of
/// it may be done once, and since rows from before are compared with those afterwards.
/// </summary>
sealed class OldServers : IAsyncDisposable
{
    const int Count = 4;

    /// <summary>As often as that release tried again what its database broke off to break a deadlock.</summary>
    const int Attempts = 6;

    readonly IDbContextFactory<PhotoShareDb> contexts;
    readonly IReadOnlyList<RecordedStatement> statements;
    readonly FreshRows rows;
    readonly CancellationTokenSource end = new();
    readonly Task work;
    long next, answered;

    public OldServers(IDbContextFactory<PhotoShareDb> contexts, IReadOnlyList<RecordedStatement> statements)
    {
        (this.contexts, this.statements) = (contexts, statements);
        using var db = contexts.CreateDbContext();
        rows = new FreshRows(db.Model, statements);
        work = Task.WhenAll(Enumerable.Range(0, Count).Select(_ => Task.Run(Work)));
    }

    /// <summary>What the database refused, and why.</summary>
    public ConcurrentDictionary<string, string> Refused { get; } = new();

    /// <summary>Statements that were answered so far.</summary>
    public long Answered => Volatile.Read(ref answered);

    /// <summary>Until all statements were sent and answered once more.</summary>
    public Task Round()
    {
        var goal = Answered + statements.Count + Count;
        return Eventually.Becomes(async () =>
        {
            if (work.IsFaulted) await work;
            return Answered;
        }, sent => sent >= goal, "each statement is answered once more", TimeSpan.FromMinutes(3));
    }

    async Task Work()
    {
        while (!end.IsCancellationRequested)
        {
            var statement = statements[(int)((Interlocked.Increment(ref next) - 1) % statements.Count)];
            try
            {
                await Send(statement);
            }
            catch (DbException refused)
            {
                Refused[statement.Text] = refused.Message;
            }
            Interlocked.Increment(ref answered);
        }
    }

    async Task Send(RecordedStatement statement)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync();
                await db.Database.OpenConnectionAsync();
                await Send(db.Database.GetDbConnection(), statement);
                return;
            }
            catch (PostgresException broken) when (broken.SqlState is PostgresErrorCodes.DeadlockDetected && attempt < Attempts) { }
        }
    }

    async Task Send(DbConnection connection, RecordedStatement statement)
    {
        if (statement.Text.StartsWith("SELECT", StringComparison.Ordinal))
        {
            await Execute(connection, null, statement, statement.Values.ToDictionary(value => value.Name, value => value.Value));
            return;
        }
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var (each, values) in rows.Again(statement)) await Execute(connection, transaction, each, values);
        await transaction.RollbackAsync();
    }

    static async Task Execute(DbConnection connection, DbTransaction? transaction, RecordedStatement statement, Dictionary<string, object> values)
    {
        await using var command = connection.CommandOf(statement, values);
        command.Transaction = transaction;
        await using var reader = await command.ExecuteReaderAsync();
        do
            while (await reader.ReadAsync()) { }
        while (await reader.NextResultAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await work;
        end.Dispose();
    }
}

static class RecordedCommands
{
    /// <summary>The statement as the other version's server sent it.</summary>
    /// <param name="values">By the names of the parameters.</param>
    public static DbCommand CommandOf(this DbConnection connection, RecordedStatement statement, Dictionary<string, object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement.Text;
        foreach (var (name, type, _) in statement.Values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, values[name]);
            if (parameter is NpgsqlParameter typed) typed.DataTypeName = type;
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
