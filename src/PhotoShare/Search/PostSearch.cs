using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Where what was found begins: behind those with a higher score, and of those with this one behind an id.</summary>
/// <param name="Id"><c>null</c> for behind all with this score.</param>
public readonly record struct FoundBound(int Score, Guid? Id);

/// <summary>
/// Posts by the words of their captions, a page at a time. What has the words is found best first, and then seen or not by the viewer: to look at all that
/// there is before a page is chosen would take longer with each post.
/// </summary>
public static class PostSearch
{
    const int Together = 450;
    const int Apart = 350;

    /// <summary>How many hits are asked for at first, and at last: more where nearly all are of posts that this viewer doesn't see.</summary>
    const int Fewest = 32;
    const int Most = 2048;

    static readonly CompiledQuery<Guid, Post> Visible = new((db, viewer, ids) => db.Posts.VisibleTo(viewer).Where(post => ids.Contains(post.Id)));

    /// <returns>At most so many, the best first and of the same score the newer one.</returns>
    public static async Task<List<Found<Post>>> FindPosts(this PhotoShareDb db, Viewer viewer, SearchText text, FoundBound? after, int count, CancellationToken ct)
    {
        var found = new List<Found<Post>>();
        if (text.Words.Count == 0) return found;
        var bound = after is { } place ? new CaptionBound(Below(Together, place), Below(Apart, place)) : CaptionBound.None;
        for (var most = count < Fewest ? Fewest : Fewest * 4; ; most = Math.Min(most * 4, Most))
        {
            var hits = await db.Search.Captions(db, text, bound, most).ToListAsync(ct);
            var seen = hits.Count == 0 ? [] : (await Visible.Rows(db, viewer, [.. hits.Select(hit => hit.Id)], ct)).ToDictionary(post => post.Id);
            found.AddRange(hits.Where(hit => seen.ContainsKey(hit.Id)).Select(hit => new Found<Post> { Id = hit.Id, Score = hit.Whole ? Together : Apart, Row = seen[hit.Id] }).Take(count - found.Count));
            if (found.Count == count || hits.Count < most) return found;
            bound = CaptionBound.After(hits[^1]);
        }
    }

    static Guid Below(int score, FoundBound place) => score < place.Score ? Guid.AllBitsSet : score == place.Score && place.Id is { } id ? id : Guid.Empty;
}
