using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PhotoShare;

/// <summary>
/// What only the database knows, as gauges. It is read by one statement, at most once a minute however often and by however many it is
/// collected, and not at all while nobody collects.
/// </summary>
public sealed class DatabaseGauges
{
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>Figures that nobody could read anew for so long are told no more.</summary>
    static readonly TimeSpan TooOld = TimeSpan.FromMinutes(5);

    /// <summary>The database is opened when it is read: gauges are made before the start has looked whether it can be.</summary>
    readonly IServiceProvider services;
    readonly TimeProvider time;
    readonly ILogger<DatabaseGauges> log;
    readonly Lock gate = new();
    volatile Reading? last;
    DateTimeOffset tried = DateTimeOffset.MinValue;
    Task reading = Task.CompletedTask;

    public DatabaseGauges(IMeterFactory meters, IServiceProvider services, TimeProvider time, ILogger<DatabaseGauges> log)
    {
        (this.services, this.time, this.log) = (services, time, log);
        var meter = meters.Create(MetricNames.Meter);
        meter.CreateObservableGauge(MetricNames.PhotoQueueAge, () => Told(r => (r.At - (r.Oldest ?? r.At)).TotalSeconds), "s", "How long the photo has waited which waits longest.");
        meter.CreateObservableGauge(MetricNames.PhotoQueueLength, () => Told(r => (long)r.Waiting), "{photo}", "Photos that wait for the image function or are under it.");
        meter.CreateObservableGauge(MetricNames.ActivePeople, () => Told(r => (long)r.Active), "{person}", "People who were here today (UTC).");
        meter.CreateObservableGauge(MetricNames.StorageBytes, () => Told(r => r.Bytes), "By", "Bytes of originals and renditions.");
    }

    /// <summary>Sees to it that the figures are of the last minute, for who can wait; a database that does not answer leaves them as they are.</summary>
    public Task Refresh()
    {
        lock (gate)
        {
            if (!reading.IsCompleted || time.GetUtcNow() - tried < Lifetime) return reading;
            tried = time.GetUtcNow();
            // It is nobody's in particular, so it belongs to nobody's trace.
            using (ExecutionContext.SuppressFlow()) return reading = Task.Run(Read);
        }
    }

    /// <summary>What is known; who collects can't wait here, so the next time knows more.</summary>
    IEnumerable<Measurement<T>> Told<T>(Func<Reading, T> figure) where T : struct
    {
        _ = Refresh();
        return last is { } known && time.GetUtcNow() - known.At < TooOld ? [new Measurement<T>(figure(known))] : [];
    }

    async Task Read()
    {
        try
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
            var now = time.GetUtcNow().UtcDateTime;
            var today = DateOnly.FromDateTime(now);
            // One row to hang the four figures on; with nobody there, nothing is.
            last = await db.Users.OrderBy(u => u.Id).Take(1).Select(_ => new Reading(
                now,
                db.Photos.Count(p => p.Status == PhotoStatus.Uploaded),
                db.Photos.Where(p => p.Status == PhotoStatus.Uploaded).Min(p => p.UploadedAt),
                db.ActiveDays.Count(a => a.Day == today),
                db.Photos.Sum(p => p.ByteSize + p.RenditionBytes))).SingleOrDefaultAsync() ?? new Reading(now, 0, null, 0, 0);
        }
        catch (Exception unreadable)
        {
            log.LogWarning("The figures of the database could not be read: {Reason}", unreadable.Message);
        }
    }

    sealed record Reading(DateTime At, int Waiting, DateTime? Oldest, int Active, long Bytes);
}
