using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>How much of something there was in an hour or on a day, in UTC.</summary>
public sealed record Amount(DateTime From, int Count);

/// <summary>How long photos took in an hour, from their last byte to ready. Without any, both are zero.</summary>
public sealed record Latency(DateTime From, int Count, TimeSpan Median, TimeSpan P95);

/// <summary>The photos that wait for the image function or are under it.</summary>
public sealed record PhotoQueue(int Length, DateTime? Oldest);

/// <summary>Bytes in the store.</summary>
public sealed record StoredBytes(int Photos, long Originals, long Renditions);

/// <summary>What an operator looks at: the last 24 hours by the hour, the last 30 days by the day, and what is so now.</summary>
/// <param name="Latencies">Of the last <see cref="Figures.Timed"/> photos of the last 24 hours.</param>
/// <param name="Failures">Of photos of the last 30 days.</param>
public sealed record Dashboard(
    DateTime At,
    IReadOnlyList<Amount> UploadsByHour,
    IReadOnlyList<Amount> UploadsByDay,
    IReadOnlyList<Latency> Latencies,
    IReadOnlyList<(ProcessingFailureCode Code, int Count)> Failures,
    IReadOnlyList<Amount> ActiveByDay,
    IReadOnlyList<Amount> SignUpsByDay,
    PhotoQueue Queue,
    StoredBytes Stored,
    int People,
    int OpenReports,
    int OpenAppeals);

/// <summary>
/// The operator's figures: eleven statements, however much there is. Those of a span of time read that span alone, by ids, which grow with
/// time; the bytes come from an index that has all that their sum needs.
/// </summary>
public sealed class Figures(PhotoShareDb db)
{
    const int Hours = 24, Days = 30;

    /// <summary>Photos whose times are looked at.</summary>
    public const int Timed = 5_000;

    /// <summary>For admins alone.</summary>
    public async Task<Dashboard> Read(Viewer viewer, CancellationToken ct)
    {
        var me = viewer.Required;
        if (!await db.Users.AnyAsync(u => u.Id == me && u.Role == UserRole.Admin, ct)) throw Refused.Forbidden("Only an admin sees the figures.");
        var now = DateTime.UtcNow;
        var (hour, day) = (now.Date.AddHours(now.Hour - Hours + 1), now.Date.AddDays(1 - Days));
        var (sinceHour, sinceDay) = (RowId.At(hour), RowId.At(day));
        return new Dashboard(
            now,
            Filled(hour, Hours, TimeSpan.FromHours(1), await ByHour(db.Photos.Where(p => p.Id >= sinceHour).Select(p => p.CreatedAt), ct)),
            Filled(day, Days, TimeSpan.FromDays(1), await ByDay(db.Photos.Where(p => p.Id >= sinceDay).Select(p => p.CreatedAt), ct)),
            await Latencies(hour, sinceHour, ct),
            await Failures(sinceDay, ct),
            Filled(day, Days, TimeSpan.FromDays(1), await Active(DateOnly.FromDateTime(day), ct)),
            Filled(day, Days, TimeSpan.FromDays(1), await ByDay(db.Users.Where(u => u.Id >= sinceDay).Select(u => u.CreatedAt), ct)),
            await Queue(ct),
            await Stored(ct),
            await db.Users.CountAsync(ct),
            await db.Reports.OpenSubjects().CountAsync(ct),
            await db.ModerationActions.Open().CountAsync(ct));
    }

    static async Task<Dictionary<DateTime, int>> ByHour(IQueryable<DateTime> times, CancellationToken ct) =>
        (await times.GroupBy(time => new { time.Year, time.Month, time.Day, time.Hour }).Select(of => new { of.Key, Count = of.Count() }).ToListAsync(ct))
            .ToDictionary(of => new DateTime(of.Key.Year, of.Key.Month, of.Key.Day, of.Key.Hour, 0, 0, DateTimeKind.Utc), of => of.Count);

    static async Task<Dictionary<DateTime, int>> ByDay(IQueryable<DateTime> times, CancellationToken ct) =>
        (await times.GroupBy(time => new { time.Year, time.Month, time.Day }).Select(of => new { of.Key, Count = of.Count() }).ToListAsync(ct))
            .ToDictionary(of => new DateTime(of.Key.Year, of.Key.Month, of.Key.Day, 0, 0, 0, DateTimeKind.Utc), of => of.Count);

    async Task<Dictionary<DateTime, int>> Active(DateOnly since, CancellationToken ct) =>
        (await db.ActiveDays.Where(a => a.Day >= since).GroupBy(a => a.Day).Select(of => new { of.Key, Count = of.Count() }).ToListAsync(ct))
            .ToDictionary(of => of.Key.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), of => of.Count);

    async Task<IReadOnlyList<Latency>> Latencies(DateTime from, Guid since, CancellationToken ct)
    {
        var times = await db.Photos.Where(p => p.Id >= since && p.Status == PhotoStatus.Ready && p.UploadedAt != null && p.ReadyAt != null)
            .OrderByDescending(p => p.Id).Take(Timed).Select(p => new { Uploaded = p.UploadedAt!.Value, Ready = p.ReadyAt!.Value }).ToListAsync(ct);
        var hours = times.ToLookup(photo => photo.Ready.Date.AddHours(photo.Ready.Hour), photo => photo.Ready - photo.Uploaded);
        return [.. Enumerable.Range(0, Hours).Select(i => from.AddHours(i)).Select(hour =>
        {
            var took = hours[hour].Order().ToList();
            return new Latency(hour, took.Count, Quantile(took, .5), Quantile(took, .95));
        })];
    }

    /// <summary>The nearest rank: the smallest that so many are no longer than.</summary>
    static TimeSpan Quantile(List<TimeSpan> sorted, double share) => sorted.Count == 0 ? TimeSpan.Zero : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];

    async Task<IReadOnlyList<(ProcessingFailureCode, int)>> Failures(Guid since, CancellationToken ct) =>
        (await db.Photos.Where(p => p.Status == PhotoStatus.Failed && p.Id >= since && p.FailureCode != null)
            .GroupBy(p => p.FailureCode!.Value).Select(of => new { of.Key, Count = of.Count() }).ToListAsync(ct))
            .OrderByDescending(of => of.Count).Select(of => (of.Key, of.Count)).ToList();

    async Task<PhotoQueue> Queue(CancellationToken ct)
    {
        var waiting = await db.Photos.Where(p => p.Status == PhotoStatus.Uploaded).GroupBy(_ => 1).Select(of => new { Count = of.Count(), Oldest = of.Min(p => p.UploadedAt) }).SingleOrDefaultAsync(ct);
        return new PhotoQueue(waiting?.Count ?? 0, waiting?.Oldest);
    }

    async Task<StoredBytes> Stored(CancellationToken ct) =>
        await db.Photos.GroupBy(_ => 1).Select(of => new StoredBytes(of.Count(), of.Sum(p => p.ByteSize), of.Sum(p => p.RenditionBytes))).SingleOrDefaultAsync(ct) ?? new StoredBytes(0, 0, 0);

    /// <summary>Every hour or day of a span, those with none too.</summary>
    static IReadOnlyList<Amount> Filled(DateTime from, int count, TimeSpan step, Dictionary<DateTime, int> counted) =>
        [.. Enumerable.Range(0, count).Select(i => from + i * step).Select(time => new Amount(time, counted.GetValueOrDefault(time)))];
}
