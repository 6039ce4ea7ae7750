using System.Runtime.CompilerServices;

namespace PhotoShare.Web;

/// <summary>What explore has for everyone, the liveliest first; it may come from the replica. The first window is ranked once for all who ask for it at about the same moment.</summary>
public sealed class ExploreRanks
{
    readonly Replica replica;
    readonly Together<Type, Viewer, Ranked> newest;

    public ExploreRanks(Replica replica)
    {
        this.replica = replica;
        newest = new(async (_, everyone) =>
        {
            var now = DateTime.UtcNow;
            // As exactly as every database keeps a moment.
            var ranked = await Rank(new ExploreWindow(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond))), CancellationToken.None);
            return everyone.ToDictionary(viewer => viewer, _ => ranked);
        });
    }

    /// <summary>The window where a list begins that goes on after a place, or at the beginning.</summary>
    internal async Task<Ranked> First(ExplorePlace? after, CancellationToken ct) =>
        after is { } place ? await Rank(place.Window, ct) : (await newest.Ask(typeof(ExploreRanks), Viewer.Anonymous, ct))!;

    /// <summary>The places from a window on, one window after the other.</summary>
    internal async IAsyncEnumerable<ExplorePlace> Places(Ranked first, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var ranked = first; ;)
        {
            var window = ranked.Window;
            if (ranked.Posts.Count == 0 && window.From is null) yield break;
            var whole = window with { From = window.From ?? ranked.Posts.Select(post => post.Moment).MinBy(moment => (moment.PublishedAt, moment.Id)) };
            foreach (var post in ranked.Posts) yield return new ExplorePlace(whole, post.Score, post.Moment.Id);
            if (window.From is null && ranked.Posts.Count < Explore.WindowSize) yield break;
            ranked = await Rank(new ExploreWindow(window.At, Below: whole.From), ct);
        }
    }

    Task<Ranked> Rank(ExploreWindow window, CancellationToken ct) => replica.Read(async db => new Ranked(window, await db.Rank(window, ct)), ct);

    internal sealed record Ranked(ExploreWindow Window, IReadOnlyList<LivelyPost> Posts);
}
