using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Subscription
{
    /// <summary>
    /// Tells that there are new posts in your home feed, of others than yourself; those of one second together. What they are, the feed
    /// tells: read it again, or show how many wait. Made for that alone, it does not resume: feed.newSince counts what a break has missed.
    /// </summary>
    [SignedIn, Scoped(Scope.Read)]
    public static IAsyncEnumerable<FeedUpdatedEvent> OnFeedUpdated([FromServices] Live live, [Me] Viewer me, CancellationToken ct)
    {
        var (reader, since) = (me.Required, RowId.Next());
        return live.Gather<PostPublished, FeedUpdatedEvent>(
            TimeSpan.FromSeconds(1),
            async (services, hints, reading) =>
            {
                // By the posts that were published, so that it costs the same however many people one follows.
                var published = hints?.Select(hint => hint.PostId).ToList();
                var before = since;
                since = RowId.Next();
                var feed = services.GetRequiredService<PhotoShareDb>().HomeFeed(me).Where(post => post.AuthorId != reader);
                var mine = await (published is null ? feed.Where(post => post.Id > before) : feed.Where(post => published.Contains(post.Id)))
                    .OrderByDescending(post => post.Id).Select(post => post.Id).ToListAsync(reading);
                return mine.Count == 0 ? null : new FeedUpdatedEvent(mine.Count, mine[0]);
            },
            ct);
    }
}

/// <summary>There are new posts in your home feed.</summary>
public sealed class FeedUpdatedEvent(int count, Guid newest)
{
    /// <summary>How many came since the event before.</summary>
    public int NewCount => count;

    /// <summary>The place of the newest of them in the feed.</summary>
    public string? NewestCursor => HomeFeedPosts.Order.CursorAt(newest);
}
