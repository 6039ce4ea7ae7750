using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Somebody reads for long what a change of the layout needs alone, as a backup does.</summary>
[Trait("Kind", "Real")]
public sealed class LongReadTests : IAsyncLifetime
{
    string database = null!;
    ServiceProvider services = null!;

    public async Task InitializeAsync()
    {
        database = await (await Postgres.Enter()).CreateDatabase();
        services = new ServiceCollection().AddLogging().AddPhotoShare(new Settings { Database = database }).BuildServiceProvider();
    }

    [Fact]
    public async Task The_change_waits_for_them_and_nobody_waits_for_the_change()
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
        await db.GetService<IMigrator>().MigrateAsync("FilterWordsRestrictAndHideLikes");
        await using var source = NpgsqlDataSource.Create(database);
        await using var longReader = await source.OpenConnectionAsync();
        await using var reading = await longReader.BeginTransactionAsync();
        await Count(longReader);

        var migrating = db.Migrate(default);
        await using var another = await source.OpenConnectionAsync();
        await Eventually.Becomes(() => Waiting(another), waiting => waiting, "the change waits for the table");
        var waited = Stopwatch.StartNew();
        await Count(another);

        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.False(migrating.IsCompleted);
        await reading.CommitAsync();
        await migrating;
        Assert.Empty((await DatabaseLayout.Of(db, default)).Missing);
    }

    static async Task<bool> Waiting(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_locks AS l JOIN pg_class AS t ON t.oid = l.relation WHERE t.relname = 'photos' AND NOT l.granted)", connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    static async Task Count(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM photos", connection);
        await command.ExecuteScalarAsync();
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await Postgres.Leave();
    }
}
