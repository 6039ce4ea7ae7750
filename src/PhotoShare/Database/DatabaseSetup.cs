using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PhotoShare;

public static class DatabaseSetup
{
    /// <summary>The key of a context that tries nothing again and prepares nothing, for what tells an operator at once that the database is away, and for a layout that is not there yet.</summary>
    public const string Impatient = nameof(Impatient);

    /// <summary>The name under which PostgreSQL's client tells its traces and figures (https://www.npgsql.org/doc/diagnostics/tracing.html).</summary>
    public const string Telemetry = nameof(Npgsql);

    /// <summary>The code of the SQL standard.</summary>
    const string InsufficientPrivilege = "42501";

    /// <summary>Registers the context of the configured provider, pooled: a factory for doors that read in parallel, and one context per scope for use cases.</summary>
    /// <param name="reread">Reads the settings anew, for a password that was changed; <c>null</c> where they stay as they are.</param>
    internal static IServiceCollection AddDatabase(this IServiceCollection services, Settings settings, Func<CancellationToken, Task<Settings>>? reread) =>
        string.IsNullOrEmpty(settings.Database)
            ? services
                .AddContexts<SqliteDb>((_, options) => SqliteDb.Configure(options, SqliteDb.FileIn(settings)))
                .AddKeyedScoped<PhotoShareDb>(Impatient, (provider, _) => provider.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContext())
                .AddReplica(_ => null)
            : services
                .AddSingleton(provider => new DatabasePasswords(settings, reread, provider.GetRequiredService<ILogger<DatabasePasswords>>()))
                .AddSingleton(provider => PostgresSource.Of(s => s.Database, settings, provider.GetRequiredService<DatabasePasswords>()))
                .AddContexts<PostgresDb>((provider, options) => PostgresDb.Configure(options, provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<DatabasePasswords>()))
                .AddKeyedSingleton(Impatient, (provider, _) => PostgresSource.Of(s => s.Database, settings, provider.GetRequiredService<DatabasePasswords>(), prepares: false))
                .AddKeyedScoped<PhotoShareDb>(Impatient, (provider, _) => PostgresDb.On(provider.GetRequiredKeyedService<NpgsqlDataSource>(Impatient)))
                .AddKeyedSingleton(nameof(Replica), (provider, _) => PostgresSource.Of(s => s.DatabaseReplica, settings, provider.GetRequiredService<DatabasePasswords>()))
                .AddReplica(provider => string.IsNullOrEmpty(settings.DatabaseReplica) ? null : ContextsOn(provider.GetRequiredKeyedService<NpgsqlDataSource>(nameof(Replica))));

    static IServiceCollection AddContexts<TDb>(this IServiceCollection services, Action<IServiceProvider, DbContextOptionsBuilder> configure) where TDb : PhotoShareDb =>
        services.AddPooledDbContextFactory<TDb>((provider, options) =>
        {
            configure(provider, options);
#if !DEBUG
            // Whether two work with one context at once is looked for by the tests; each look writes into the flow of control of every statement.
            options.EnableThreadSafetyChecks(false);
#endif
        })
            .AddSingleton<IDbContextFactory<PhotoShareDb>, Factory<TDb>>()
            .AddScoped<PhotoShareDb>(provider => provider.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContext());

    static IServiceCollection AddReplica(this IServiceCollection services, Func<IServiceProvider, Func<PhotoShareDb>?> contexts) => services.AddSingleton(provider =>
        new Replica(provider.GetRequiredService<IDbContextFactory<PhotoShareDb>>(), contexts(provider), provider.GetRequiredService<ILogger<Replica>>()));

    /// <summary>Contexts that try nothing again: who reads from a replica has a primary to turn to.</summary>
    static Func<PhotoShareDb> ContextsOn(NpgsqlDataSource source)
    {
        var options = new DbContextOptionsBuilder<PostgresDb>();
        PostgresDb.Configure(options, source, passwords: null);
        return new PooledDbContextFactory<PostgresDb>(options.Options).CreateDbContext;
    }

    /// <summary>Has Entity Framework's model made beside what follows, which takes a third of a start. What keeps it from being made says so again to who needs it.</summary>
    public static void BuildModel(this IServiceProvider services) => _ = Task.Run(() =>
    {
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredKeyedService<PhotoShareDb>(Impatient).Model;
    });

    /// <summary>
    /// Creates the database or brings it up to date. Throws <see cref="DatabaseIsNewer"/> instead of working on a layout that this version
    /// can't work with, and <see cref="MayNotMigrate"/> where it is old and this role may not change it.
    /// </summary>
    public static async Task Migrate(this PhotoShareDb db, CancellationToken ct)
    {
        try
        {
            if ((await DatabaseLayout.Of(db, ct)).Missing.Count > 0) await db.MigrateAlone(ct);
        }
        catch (DbException refused) when (refused.SqlState == InsufficientPrivilege)
        {
            throw new MayNotMigrate(refused);
        }
    }

    internal static IReadOnlyCollection<string> KnownMigrations(this PhotoShareDb db) => [.. db.GetService<IMigrationsAssembly>().Migrations.Keys];

    sealed class Factory<TDb>(IDbContextFactory<TDb> factory) : IDbContextFactory<PhotoShareDb> where TDb : PhotoShareDb
    {
        public PhotoShareDb CreateDbContext() => factory.CreateDbContext();
    }
}
