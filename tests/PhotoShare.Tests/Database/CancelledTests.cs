using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Somebody goes away while a statement runs for them.</summary>
[Trait("Kind", "Real")]
public sealed class CancelledTests : IAsyncLifetime
{
    ServiceProvider services = null!;

    public async Task InitializeAsync() => services = new ServiceCollection().AddLogging()
        .AddPhotoShare(new Settings { Database = (await (await Postgres.Enter()).CreateDatabase()).Replace("Maximum Pool Size=20", "Maximum Pool Size=1", StringComparison.Ordinal) })
        .BuildServiceProvider();

    [Fact]
    public async Task Whoever_is_next_to_use_a_connection_that_was_preparing_is_answered()
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
        // What never changes is reckoned while the statement is planned: it has been understood, and has not told yet what rows it gives.
        await db.Database.ExecuteSqlRawAsync("CREATE FUNCTION slow() RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1); RETURN 7; END'");
        // The first time is not prepared.
        Assert.Equal(7, await Ask(default));
        using var gone = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ask(gone.Token));

        Assert.Equal(7, await Ask(default));

        Task<int> Ask(CancellationToken ct) => db.Database.SqlQuery<int>($"""SELECT slow() AS "Value" """).SingleAsync(ct);
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await Postgres.Leave();
    }
}
