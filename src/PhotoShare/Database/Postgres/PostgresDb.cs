using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace PhotoShare;

/// <summary>The database of more than one box.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : PhotoShareDb(options)
{
    /// <summary>One for all that this context is asked, one after the other: to make one for each takes longer than it says.</summary>
    PostgresRetries? retries;

    internal override ISearchDialect Search { get; } = new PostgresSearch();
    internal override IFeedDialect Feed { get; } = new PostgresFeed();
    public override bool LooksUpEach => true;

    /// <summary>
    /// A plan for any list is made for ten keys. For fewer it promises less work to plan anew, and does so each time; of a statement with four
    /// hundred lines of rules that takes many times as long as to run it. The same key again costs nothing.
    /// </summary>
    internal override int FewestKeys => 16;

    internal override Task<DatabaseCondition> Condition(CancellationToken ct) => PostgresCondition.Of(this, ct);

    /// <summary>The letters of "follow".</summary>
    const long FoldingLock = 0x666f6c6c6f77;

    /// <summary>One server at a time: two would wait for each other's rows. Whoever reads meanwhile sees what was before or what is after, and either is the same sum.</summary>
    public override async Task FoldFollowCounts(CancellationToken ct)
    {
        if (await FollowCountChanges.AnyAsync(ct)) await this.Atomically(Fold, ct);

        async Task Fold()
        {
            if (!await Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({FoldingLock}) AS \"Value\"").SingleAsync(ct)) return;
            var over = await Database.SqlQuery<Guid>($"""
                WITH taken AS (DELETE FROM follow_count_changes RETURNING user_id, followers, following),
                     sums AS (SELECT user_id, sum(followers) AS followers, sum(following) AS following FROM taken GROUP BY user_id),
                     added AS (INSERT INTO follow_counts AS kept (user_id, followers, following) SELECT * FROM sums
                               ON CONFLICT (user_id) DO UPDATE SET followers = kept.followers + excluded.followers, following = kept.following + excluded.following
                               RETURNING user_id, followers, following)
                SELECT user_id AS "Value" FROM added WHERE followers = 0 AND following = 0
                """).ToListAsync(ct);
            await FollowCounts.Where(count => over.Contains(count.UserId)).ExecuteDeleteAsync(ct);
        }
    }

    /// <summary>Any number that nobody else locks: the letters of "photos".</summary>
    internal const long MigrationLock = 0x70686f746f73;

    /// <summary>A change of a large table may take its time.</summary>
    static readonly TimeSpan MigrationTime = TimeSpan.FromHours(2);

    /// <summary>Between two attempts at a table that somebody else reads for long.</summary>
    static readonly TimeSpan MigrationPause = TimeSpan.FromSeconds(2);

    /// <summary>A server that begins at the same time waits here, and then finds nothing to do.</summary>
    internal override async Task MigrateAlone(CancellationToken ct)
    {
        Database.SetCommandTimeout(MigrationTime);
        await Database.OpenConnectionAsync(ct);
        try
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", ct);
            await Database.ExecuteSqlAsync($"SET lock_timeout = '2s'", ct);
            await MigrateBesideReaders(ct);
        }
        finally
        {
            // The lock ends with the connection's session; the pool keeps that one.
            await Database.ExecuteSqlAsync($"RESET lock_timeout; SELECT pg_advisory_unlock_all()", CancellationToken.None);
            await Database.CloseConnectionAsync();
            Database.SetCommandTimeout((int?)null);
        }
    }

    /// <summary>
    /// A change of a table waits for all who read it, such as a backup, and everybody who comes later waits behind the change. So it gives up soon,
    /// lets them by, and is tried again.
    /// </summary>
    async Task MigrateBesideReaders(CancellationToken ct)
    {
        for (var spent = Stopwatch.StartNew(); ;)
        {
            try
            {
                await base.MigrateAlone(ct);
                return;
            }
            catch (Exception busy) when (busy.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } && spent.Elapsed < MigrationTime)
            {
                await Task.Delay(MigrationPause, ct);
            }
        }
    }

    /// <param name="passwords">What is told of a password that is refused; <c>null</c> for a database that is not tried again.</param>
    internal static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource source, DatabasePasswords? passwords) => options
        .UseNpgsql(source, npgsql =>
        {
            if (passwords is not null) npgsql.ExecutionStrategy(dependencies => ((PostgresDb)dependencies.CurrentContext.Context).retries ??= new PostgresRetries(dependencies, passwords));
        })
        .UseSnakeCaseNamingConvention()
        .AddInterceptors(StatementCounter.Instance)
        // That we leave columns of Identity's alone is no news to an operator.
        .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.MappedPropertyIgnoredWarning));

    /// <summary>A context of its own on another connection string, such as that of the role which may change the layout.</summary>
    internal static PostgresDb On(NpgsqlDataSource source)
    {
        var options = new DbContextOptionsBuilder<PostgresDb>();
        Configure(options, source, passwords: null);
        return new PostgresDb(options.Options);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        Letters.Function(builder).HasTranslation(arguments => Call("replace", Call("lower", new CollateExpression(arguments[0], "und-x-icu")), Text("ς"), Text("σ")));

        SqlFunctionExpression Call(string name, params SqlExpression[] of) =>
            new(name, of, nullable: true, of.Select((_, i) => i == 0), typeof(string), of[0].TypeMapping);
        static SqlConstantExpression Text(string text) => new(text, typeof(string), StringTypeMapping.Default);
    }

    /// <summary>For <c>dotnet ef migrations add</c>.</summary>
    sealed class DesignTime : IDesignTimeDbContextFactory<PostgresDb>
    {
        public PostgresDb CreateDbContext(string[] args) => On(PostgresSource.Of("Host=localhost"));
    }
}
