namespace PhotoShare;

/// <summary>The full-text searches of a provider. They know no privacy: what they find is joined to what a viewer may see.</summary>
interface ISearchDialect
{
    /// <summary>People whose username or display name begins nearly like this.</summary>
    IQueryable<NameHit> People(PhotoShareDb db, SearchText text);

    /// <summary>Places whose name begins nearly like this.</summary>
    IQueryable<NameHit> Places(PhotoShareDb db, SearchText text);

    /// <summary>Posts whose caption has all of these words, of which the last may go on: first those where they stand one after the other, of the same the newer one.</summary>
    IQueryable<CaptionHit> Captions(PhotoShareDb db, SearchText text, CaptionBound bound, int most);

    /// <summary>Hashtags that begin so; <paramref name="beginning"/> is letters, digits and underscores.</summary>
    IQueryable<HashtagHit> Hashtags(PhotoShareDb db, string beginning);
}

/// <summary>A person or place that may be meant.</summary>
/// <param name="Typos">Letters that are otherwise than in the query; more than it may have for one that was only considered.</param>
sealed record NameHit(Guid Id, int Typos);

/// <summary>A post with the words of a query.</summary>
/// <param name="Whole">Whether they stand one after the other.</param>
sealed record CaptionHit(Guid Id, bool Whole);

/// <summary>Where a page of captions begins.</summary>
/// <param name="Whole">Of the posts with the words one after the other those with a lower id; <see cref="Guid.Empty"/> for none.</param>
/// <param name="Apart">Of the others likewise.</param>
readonly record struct CaptionBound(Guid Whole, Guid Apart)
{
    internal static CaptionBound None { get; } = new(Guid.AllBitsSet, Guid.AllBitsSet);

    /// <summary>Behind a hit.</summary>
    internal static CaptionBound After(CaptionHit hit) => hit.Whole ? new(hit.Id, Guid.AllBitsSet) : new(Guid.Empty, hit.Id);
}

sealed record HashtagHit(string Name);
