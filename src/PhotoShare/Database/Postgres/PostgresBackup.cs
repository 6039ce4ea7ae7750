using System.Data;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PhotoShare;

/// <summary>
/// PostgreSQL by its own <c>pg_dump</c> and <c>pg_restore</c>, in their custom format. The dump and what is read beside it share one exported
/// snapshot (https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-SNAPSHOT-SYNCHRONIZATION). The role of <c>Database</c> takes out, that of <c>MigrationDatabase</c> puts back; whose rights are whose is no part of it, and <see cref="Migrating"/> gives them anew.
/// </summary>
sealed class PostgresBackup(Settings settings) : IDatabaseBackup
{
    /// <summary>Any number that nobody else locks: the letters of "backup".</summary>
    const long Lock = 0x6261636b7570;

    static readonly TimeSpan Grace = TimeSpan.FromSeconds(2), LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>A table is read whole.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    string Owner => string.IsNullOrEmpty(settings.MigrationDatabase) ? settings.Database! : settings.MigrationDatabase;

    public string Kind => "postgresql";

    public async Task<IAsyncDisposable> Hold(CancellationToken ct)
    {
        // A connection of its own: the lock ends with it, however we end.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.Database) { Pooling = false, KeepAlive = 30 }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({Lock})", connection);
            // The server lets go of the lock of one that ended a moment ago when it notices that.
            for (var waited = Stopwatch.StartNew(); await command.ExecuteScalarAsync(ct) is not true; await Task.Delay(LookAgain, ct))
                if (waited.Elapsed > Grace) throw new RecoveryException("Another backup of this instance is running. Wait until it is done.");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<IDatabaseSnapshot> Take(string file, CancellationToken ct)
    {
        var source = PostgresSource.Of(settings.Database!);
        var snapshot = new Snapshot(source, PostgresDb.On(source));
        try
        {
            snapshot.Db.Database.SetCommandTimeout(Patience);
            await snapshot.Db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            var id = (await snapshot.Db.Database.SqlQuery<string>($"SELECT pg_export_snapshot() AS \"Value\"").ToListAsync(ct))[0];
            var tool = await PostgresTools.Find("pg_dump", await VersionOf(source, ct), ct);
            await tool.Run(settings.Database!, ["--format=custom", $"--snapshot={id}", "--no-owner", "--no-acl", $"--file={file}"], ct);
            return snapshot;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    public IReadOnlyCollection<string> KnownMigrations
    {
        get
        {
            using var source = PostgresSource.Of(Owner);
            using var db = PostgresDb.On(source);
            return db.KnownMigrations();
        }
    }

    public async Task<string?> InTheWay(CancellationToken ct)
    {
        await using var source = PostgresSource.Of(Owner);
        await using var command = source.CreateCommand("SELECT count(*)::int FROM pg_class AS t JOIN pg_namespace AS s ON s.oid = t.relnamespace WHERE s.nspname = 'public' AND t.relkind IN ('r', 'p')");
        await PostgresTools.Find("pg_restore", await VersionOf(source, ct), ct);
        return await command.ExecuteScalarAsync(ct) is int and > 0 and var tables
            ? $"The database that PhotoShare:Database names is not empty: it has {tables} tables. Make a new one (createdb) and name it there."
            : null;
    }

    public async Task Restore(string file, CancellationToken ct)
    {
        await using var source = PostgresSource.Of(Owner);
        var tool = await PostgresTools.Find("pg_restore", await VersionOf(source, ct), ct);
        await tool.Run(Owner, ["--no-owner", "--no-acl", "--no-comments", "--single-transaction", "--exit-on-error", $"--dbname={new NpgsqlConnectionStringBuilder(Owner).Database}", file], ct);
    }

    static async Task<int> VersionOf(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return connection.PostgreSqlVersion.Major;
    }

    sealed class Snapshot(NpgsqlDataSource source, PostgresDb db) : IDatabaseSnapshot
    {
        public PhotoShareDb Db => db;

        public async ValueTask DisposeAsync()
        {
            await db.DisposeAsync();
            await source.DisposeAsync();
        }
    }
}
