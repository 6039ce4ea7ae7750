using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PhotoShare;

/// <summary>The embedded database of one box.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : PhotoShareDb(options)
{
    internal override ISearchDialect Search { get; } = new SqliteSearch();
    internal override IFeedDialect Feed { get; } = new SqliteFeed();
    public override bool LooksUpEach => false;

    internal override async Task<DatabaseCondition> Condition(CancellationToken ct)
    {
        var version = await Database.SqlQuery<string>($"SELECT sqlite_version() AS \"Value\"").ToListAsync(ct);
        return new DatabaseCondition($"SQLite {version[0]}", IsNewEnough: true, Role: null, ClosedTables: 0, MayChangeLayout: true, DateTime.UtcNow);
    }

    internal static string FileIn(Settings settings) => Path.Combine(settings.DataDirectory, "photoshare.db");

    /// <summary>A context of its own on another file.</summary>
    internal static SqliteDb On(string file)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        Configure(options, file);
        return new SqliteDb(options.Options);
    }

    internal static void Configure(DbContextOptionsBuilder options, string file) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ConnectionString)
        .UseSnakeCaseNamingConvention()
        // SQLite rebuilds a table to change it, with its foreign keys off meanwhile: no news to an operator. Nor that we leave columns of Identity's alone.
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning, CoreEventId.MappedPropertyIgnoredWarning))
        .AddInterceptors(Pragmas.Instance, SqliteTraces.Instance);

    /// <summary>A full-text index keeps the words of what was deleted until it merges its parts, and the write-ahead log has pages as they were.</summary>
    internal override Task DropOverwritten(CancellationToken ct) => Database.ExecuteSqlRawAsync("""
        INSERT INTO user_search (user_search) VALUES ('optimize');
        INSERT INTO user_trigrams (user_trigrams) VALUES ('optimize');
        INSERT INTO post_search (post_search) VALUES ('optimize');
        INSERT INTO place_search (place_search) VALUES ('optimize');
        INSERT INTO place_trigrams (place_trigrams) VALUES ('optimize');
        PRAGMA wal_checkpoint(TRUNCATE);
        """, ct);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        Letters.Function(builder).HasName(Letters.SqliteName).IsBuiltIn();
    }

    /// <summary>
    /// What every connection starts with. Write-ahead log, so that readers and one writer do not wait for each other; a writer waits up to 10 s
    /// for another. What is deleted is written over, so that a copy of the file does not hold it.
    /// </summary>
    sealed class Pragmas : DbConnectionInterceptor
    {
        internal static readonly Pragmas Instance = new();
        const string Sql = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            ((SqliteConnection)connection).CreateFunction<string, string, int>(SqliteSearch.TyposFunction, Typos.Between, isDeterministic: true);
            using var command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
            // Its own lower() knows a to z.
            ((SqliteConnection)connection).CreateFunction(Letters.SqliteName, (string? text) => text is null ? null : Letters.Fold(text), isDeterministic: true);
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken ct = default)
        {
            ConnectionOpened(connection, eventData);   // SQLite has no asynchronous calls
            return Task.CompletedTask;
        }
    }

    /// <summary>For <c>dotnet ef migrations add</c>.</summary>
    sealed class DesignTime : IDesignTimeDbContextFactory<SqliteDb>
    {
        public SqliteDb CreateDbContext(string[] args) => On("design-time.db");
    }
}
