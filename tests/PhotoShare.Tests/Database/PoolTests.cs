using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>More at once than there are connections.</summary>
[Trait("Kind", "Real")]
public sealed class PoolTests : IAsyncLifetime
{
    ServiceProvider services = null!;

    public async Task InitializeAsync() => services = new ServiceCollection().AddLogging()
        .AddPhotoShare(new Settings { Database = (await (await Postgres.Enter()).CreateDatabase()).Replace("Maximum Pool Size=20", "Maximum Pool Size=1;Timeout=1", StringComparison.Ordinal) })
        .BuildServiceProvider();

    [Fact]
    public async Task Whoever_waits_too_long_for_a_connection_is_told_so_and_the_operator_why()
    {
        var contexts = services.GetRequiredService<IDbContextFactory<PhotoShareDb>>();
        await using var busy = await contexts.CreateDbContextAsync();
        await busy.Migrate(default);
        await busy.Database.OpenConnectionAsync();
        await using var db = await contexts.CreateDbContextAsync();
        var waited = System.Diagnostics.Stopwatch.StartNew();
        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => db.Users.CountAsync());

        Assert.Contains("pool has been exhausted", refused.Message, StringComparison.Ordinal);
        Assert.InRange(waited.Elapsed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(4));
        await busy.Database.CloseConnectionAsync();
        Assert.Equal(0, await db.Users.CountAsync());
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await Postgres.Leave();
    }
}
