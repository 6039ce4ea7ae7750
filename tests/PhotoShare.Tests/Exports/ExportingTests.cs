using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What becomes of an export when its worker dies, or cannot make it. The server's own worker sleeps: it was not told of these.</summary>
[Collection(HouseCollection.Name)]
public sealed class ExportingTests(House house)
{
    async Task<Export> Waiting(int attempts = 0, DateTime? leaseUntil = null)
    {
        var person = await house.Somebody();
        return await house.Database(async db =>
        {
            // Held by somebody until the test lets go of it, so that nobody else takes it meanwhile.
            var export = new Export { UserId = person.Viewer.Required, LeaseId = Guid.NewGuid(), LeaseUntil = leaseUntil ?? DateTime.UtcNow.AddMinutes(5), Attempts = attempts };
            db.Add(export);
            await db.SaveChangesAsync();
            return export;
        });
    }

    Task<Export> Read(Guid id) => house.Database(db => db.Exports.AsNoTracking().SingleAsync(e => e.Id == id));

    static ExportClaim ClaimOf(Export export) => new(export.Id, export.UserId, export.LeaseId!.Value, export.Attempts);

    [Fact]
    public async Task One_whose_worker_died_is_made_by_the_next()
    {
        var export = await Waiting(attempts: 1, leaseUntil: DateTime.UtcNow.AddSeconds(-1));
        Assert.NotEqual(ExportStatus.Failed, (await Read(export.Id)).Status);
        var made = await Eventually.Becomes(
            async () =>
            {
                await house.Use<Exporting>(async exporting =>
                {
                    if (await exporting.Claim(default) is { } claim) await exporting.Make(claim, default);
                });
                return await Read(export.Id);
            },
            read => read.Status == ExportStatus.Ready, "the export is ready", TimeSpan.FromSeconds(30));

        Assert.Equal(2, made.Attempts);
        Assert.True(made is { ByteSize: > 0, ReadyAt: not null, LeaseId: null });
    }

    [Fact]
    public async Task One_that_fails_again_and_again_is_given_up()
    {
        var once = await Waiting(attempts: 1);
        await house.Use<Exporting>(exporting => exporting.Fault(ClaimOf(once) with { Attempt = 3 }, default));
        Assert.Equal(ExportStatus.Failed, (await Read(once.Id)).Status);

        var died = await Waiting(attempts: 3, leaseUntil: DateTime.UtcNow.AddSeconds(-1));
        await house.Use<Exporting>(exporting => exporting.Claim(default));
        Assert.Equal(ExportStatus.Failed, (await Read(died.Id)).Status);
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_changes_nothing()
    {
        var export = await Waiting(attempts: 1);
        var lost = ClaimOf(export) with { LeaseId = Guid.NewGuid() };
        await house.Use<Exporting>(exporting => exporting.Fault(lost with { Attempt = 3 }, default));
        await house.Use<Exporting>(exporting => exporting.Make(lost, default));

        Assert.Equal((ExportStatus.Pending, export.LeaseId), ((await Read(export.Id)).Status, (await Read(export.Id)).LeaseId));
    }

    [Fact]
    public async Task One_given_back_when_the_server_stops_has_lost_no_attempt()
    {
        var export = await Waiting(attempts: 1);
        await house.Use<Exporting>(exporting => exporting.Release(ClaimOf(export), default));

        var read = await Eventually.Becomes(() => Read(export.Id), e => e.LeaseId is null || e.Status == ExportStatus.Ready, "it is free", TimeSpan.FromSeconds(5));
        Assert.True(read.Status == ExportStatus.Ready || read.Attempts == 0);
    }
}
