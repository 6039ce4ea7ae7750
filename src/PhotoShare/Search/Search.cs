namespace PhotoShare;

/// <summary>Something that a search found, and how well it fits.</summary>
public sealed class Found<T>
{
    public required Guid Id { get; init; }

    /// <summary>0 to 1000. It tells of the text alone, so it stays as it is while others like and post, and pages may begin at it.</summary>
    public required int Score { get; init; }
    public required T Row { get; init; }
}

/// <summary>A hashtag that a search found.</summary>
public sealed class FoundHashtag
{
    public required string Name { get; init; }
    public required int Score { get; init; }
}

/// <summary>
/// What a viewer finds, unordered. The kinds' scores fit together: who or what is named exactly, then what begins so, then captions,
/// then what is only meant with a typo.
/// </summary>
public static class Search
{
    public static IQueryable<Found<User>> SearchPeople(this PhotoShareDb db, Viewer viewer, SearchText text)
    {
        var (username, length, typos) = (text.Username, text.Joined.Length, text.Typos);
        return from hit in db.Search.People(db, text)
               where hit.Typos <= typos
               join user in db.Approachable(viewer) on hit.Id equals user.Id
               select new Found<User>
               {
                   Id = user.Id,
                   Score = user.UserName == username ? 1000
                       : hit.Typos > 0 ? 300 - 100 * hit.Typos
                       : length >= user.UserName!.Length ? 900 : 600 + 300 * length / user.UserName.Length,
                   Row = user,
               };
    }

    public static IQueryable<FoundHashtag> SearchHashtags(this PhotoShareDb db, Viewer viewer, string beginning) =>
        from hit in db.Search.Hashtags(db, beginning)
        where db.PostHashtags.VisibleTo(viewer).Any(hashtag => hashtag.Name == hit.Name)
        select new FoundHashtag { Name = hit.Name, Score = hit.Name == beginning ? 950 : 550 + 300 * beginning.Length / hit.Name.Length };

    public static IQueryable<Found<Place>> SearchPlaces(this PhotoShareDb db, Viewer viewer, SearchText text)
    {
        var (length, typos) = (text.Joined.Length, text.Typos);
        return from hit in db.Search.Places(db, text)
               where hit.Typos <= typos
               join place in db.Places.VisibleTo(viewer) on hit.Id equals place.Id
               select new Found<Place>
               {
                   Id = place.Id,
                   Score = hit.Typos > 0 ? 280 - 100 * hit.Typos : length >= place.Name.Length ? 800 : 500 + 300 * length / place.Name.Length,
                   Row = place,
               };
    }

    /// <summary>In the order of a list: the newer one first where they fit as well.</summary>
    public static IQueryable<Found<T>> BestFirst<T>(this IQueryable<Found<T>> found) => found.OrderByDescending(hit => hit.Score).ThenByDescending(hit => hit.Id);

    /// <summary>The same for hashtags: by name where they fit as well.</summary>
    public static IQueryable<FoundHashtag> BestFirst(this IQueryable<FoundHashtag> found) => found.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Name);
}
