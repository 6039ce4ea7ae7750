using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>Whether it is about to stop.</summary>
sealed class ServingCheck(Drain drain) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default) =>
        Task.FromResult(drain.HasBegun ? HealthCheckResult.Unhealthy("The server is about to stop.") : HealthCheckResult.Healthy());
}

sealed class DatabaseCheck(IDbContextFactory<PhotoShareDb> databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Database.CanConnectAsync(ct) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
    }
}

/// <summary>A bucket is read: a write each few seconds costs money, and leaves a version each where there are versions. A disk is written to, since only that shows that it is full.</summary>
sealed class StoreCheck(IBlobStore blobs) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default)
    {
        if (await blobs.Size(BlobKeys.InstanceSecret, ct) is null) return HealthCheckResult.Unhealthy("The secret of this instance is gone from its store.");
        if (blobs is S3BlobStore buckets) await buckets.Check(ct);
        if (blobs is DiskBlobStore)
        {
            var key = $"health/{Guid.NewGuid():n}";
            await blobs.Put(key, new MemoryStream([1]), "application/octet-stream", ct);
            await blobs.Delete(key, ct);
        }
        return HealthCheckResult.Healthy();
    }
}

/// <summary>Whether the master key opens what it wrapped.</summary>
sealed class KeyCheck(IMasterKey master) : IHealthCheck
{
    const string Context = "health";

    /// <summary>Kept, so that KMS is asked for one thing each time; made anew after a fault, since the key may have been changed for another.</summary>
    DataKey? trial;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default)
    {
        // A key in a file costs nothing, and is read again by what it wraps.
        var key = master is LocalMasterKey ? null : trial;
        trial = null;
        key ??= await master.GenerateDataKey(Context, ct);
        var opened = await master.Unwrap(key.Wrapped, Context, ct);
        if (!CryptographicOperations.FixedTimeEquals(opened, key.Plaintext)) return HealthCheckResult.Unhealthy("The master key opens to something else than it wrapped.");
        trial = key;
        return HealthCheckResult.Healthy();
    }
}

/// <summary>A server that other servers are not heard by goes on and loses nothing, so it is no reason to turn away from it: all of them would be out when Redis is.</summary>
sealed class BusCheck(IEventBus bus) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default) =>
        Task.FromResult(bus.IsConnected ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"Events of other servers are not heard by {bus.Carrier}."));
}

sealed class FunctionCheck(IPhotoWorker worker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default) =>
        Task.FromResult(worker.IsUp ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No process of the image function comes up, or the queues of the Lambda do not answer."));
}
