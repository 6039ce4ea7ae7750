using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace PhotoShare;

public static class DatabaseSetup
{
    /// <summary>Registers the context of the configured provider, pooled: a factory for doors that read in parallel, and one context per scope for use cases.</summary>
    internal static IServiceCollection AddDatabase(this IServiceCollection services, Settings settings) =>
        string.IsNullOrEmpty(settings.Database)
            ? services.AddDatabase<SqliteDb>(options => SqliteDb.Configure(options, Path.Combine(settings.DataDirectory, "photoshare.db")))
            : services.AddDatabase<PostgresDb>(options => PostgresDb.Configure(options, settings.Database));

    static IServiceCollection AddDatabase<TDb>(this IServiceCollection services, Action<DbContextOptionsBuilder> configure) where TDb : PhotoShareDb =>
        services.AddPooledDbContextFactory<TDb>(configure)
            .AddSingleton<IDbContextFactory<PhotoShareDb>, Factory<TDb>>()
            .AddScoped<PhotoShareDb>(provider => provider.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContext());

    /// <summary>Creates the database or brings it up to date. Throws <see cref="DatabaseIsNewer"/> instead of working on a layout that this version does not know.</summary>
    public static async Task Migrate(this PhotoShareDb db, CancellationToken ct)
    {
        var known = db.GetService<IMigrationsAssembly>().Migrations;
        var applied = await db.GetService<IHistoryRepository>().ExistsAsync(ct) ? (await db.Database.GetAppliedMigrationsAsync(ct)).ToList() : [];
        if (applied.FirstOrDefault(id => !known.ContainsKey(id)) is { } unknown) throw new DatabaseIsNewer(unknown);
        if (applied.Count < known.Count) await db.Database.MigrateAsync(ct);
    }

    sealed class Factory<TDb>(IDbContextFactory<TDb> factory) : IDbContextFactory<PhotoShareDb> where TDb : PhotoShareDb
    {
        public PhotoShareDb CreateDbContext() => factory.CreateDbContext();
    }
}

/// <summary>The database was written by a newer version.</summary>
public sealed class DatabaseIsNewer(string migration) : Exception(
    $"The database is from a newer version (it has the change {migration}). Update PhotoShare, or point it at another data folder.");
