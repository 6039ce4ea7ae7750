using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>The best of each kind that a search found, as a page shows it; on its further pages posts alone.</summary>
/// <param name="Next">What <c>after</c> gives the posts that follow; <c>null</c> at the end.</param>
sealed record Findings(IReadOnlyList<Person> People, IReadOnlyList<string> Hashtags, IReadOnlyList<Place> Places, IReadOnlyList<PostCard> Posts, string? Next)
{
    public bool IsEmpty => People.Count + Hashtags.Count + Places.Count + Posts.Count == 0;
}

static class Finding
{
    const int Few = 8;

    internal static async Task<Findings> Find(this PhotoShareDb db, Viewer viewer, SearchText text, CancellationToken ct)
    {
        var people = await db.SearchPeople(viewer, text).BestFirst().Take(Few)
            .Select(hit => new Person(hit.Row.Id, hit.Row.UserName!, hit.Row.DisplayName, hit.Row.IsPrivate, hit.Row.AvatarPhoto!.Renditions)).ToListAsync(ct);
        var hashtags = text.Hashtag is not { } name ? [] : await db.SearchHashtags(viewer, name).BestFirst().Take(Few).Select(hit => hit.Name).ToListAsync(ct);
        var places = await db.SearchPlaces(viewer, text).BestFirst().Take(Few).Select(hit => hit.Row).ToListAsync(ct);
        return await db.FindPosts(viewer, text, null, ct) with { People = people, Hashtags = hashtags, Places = places };
    }

    /// <summary>The posts that follow a place which an earlier page gave; refuses what is none of this search.</summary>
    internal static async Task<Findings> FindPosts(this PhotoShareDb db, Viewer viewer, SearchText text, string? after, CancellationToken ct)
    {
        var search = $"{SearchType.Post}:{text.Text}";
        FoundBound? bound = after is null ? null : SearchPlace.Parse(after, search) is var place ? new(place.Score, place.Id) : null;
        var hits = await db.FindPosts(viewer, text, bound, PostCards.PageSize + 1, ct);
        var ids = hits.Take(PostCards.PageSize).Select(hit => hit.Id).ToList();
        var next = hits.Count > PostCards.PageSize ? new SearchPlace(hits[^2].Score, SearchType.Post, ids[^1].ToByteArray(bigEndian: true)).Cursor(search) : null;
        var cards = await db.CardsOf(db.Posts.VisibleTo(viewer).Where(post => ids.Contains(post.Id)), viewer, null, ct);
        return new Findings([], [], [], [.. cards.Cards.OrderBy(card => ids.IndexOf(card.Post.Id))], next);
    }
}
