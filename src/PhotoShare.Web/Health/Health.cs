using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>For whoever watches the server: does the process answer, and can it do its work?</summary>
static class Health
{
    public static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks()
        .AddCheck<ServingCheck>("serving")
        .AddCheck<DatabaseCheck>("database")
        .AddCheck<BlobCheck>("blobs")
        .AddCheck<FunctionCheck>("imageFunction");

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = Write });
    }

    /// <summary>Names and states; why a part is not well stands in the log.</summary>
    static Task Write(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = Word(report.Status),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => Word(entry.Value.Status)),
    });

    static string Word(HealthStatus status) => status == HealthStatus.Healthy ? "ok" : "failing";

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

    sealed class BlobCheck(IBlobStore blobs) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default)
        {
            if (blobs is S3BlobStore buckets) await buckets.Check(ct);
            var key = $"health/{Guid.NewGuid():n}";
            await blobs.Put(key, new MemoryStream([1]), "application/octet-stream", ct);
            await blobs.Delete(key, ct);
            return HealthCheckResult.Healthy();
        }
    }

    sealed class FunctionCheck(IPhotoWorker worker) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default) =>
            Task.FromResult(worker.IsUp ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No process of the image function is up, or the queues of the Lambda do not answer."));
    }
}
