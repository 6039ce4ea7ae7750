using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// Full text by tsvector and GIN, names with typos by pg_trgm's index too. Words are letters and digits and stand between quotes, so
/// nothing in them is an operator of a tsquery or a wildcard of LIKE.
/// </summary>
sealed class PostgresSearch : ISearchDialect
{
    /// <summary>Windows of pairs are two to the power of this as long.</summary>
    const int PairShift = 3;

    /// <summary>Those with too many typos are left out here already, as a range: of one the planner guesses that few remain, so it reads each by its id.</summary>
    public IQueryable<NameHit> People(PhotoShareDb db, SearchText text) => db.Database.SqlQuery<NameHit>($"""
        SELECT u.id, photoshare_typos({text.Joined}, u.search_words) AS typos
        FROM users AS u
        WHERE (to_tsvector('simple', u.search_words) @@ CAST({Near(text)} AS tsquery) OR u.search_words LIKE ANY ({Trigrams(text)}))
            AND photoshare_typos({text.Joined}, u.search_words) BETWEEN 0 AND {text.Typos}
        """);

    public IQueryable<NameHit> Places(PhotoShareDb db, SearchText text) => db.Database.SqlQuery<NameHit>($"""
        SELECT p.id, photoshare_typos({text.Joined}, p.search_words) AS typos
        FROM places AS p
        WHERE to_tsvector('simple', p.search_words) @@ CAST({Near(text)} AS tsquery) OR p.search_words LIKE ANY ({Trigrams(text)})
        """);

    /// <summary>
    /// Window of time by window, newest first, until there are enough: what is looked at doesn't grow with all that was ever posted (ADR 36). Words that stand one after
    /// the other are found by pairs, which are few and so have windows eight times as long. The values come from one row, so that their plan is the same for any, and is
    /// kept; the words' order and the ids are asked by functions, which no index of all posts can answer instead. A CTE is read by one process: rows come in this order.
    /// </summary>
    public IQueryable<CaptionHit> Captions(PhotoShareDb db, SearchText text, CaptionBound bound, int most)
    {
        var isOne = text.Words.Count == 1;
        var (together, shift) = isOne ? (Dated(text.Words), 0) : (Dated(Pairs(text.Words)), PairShift);
        return db.Database.SqlQuery<CaptionHit>($"""
            WITH asked AS MATERIALIZED (
                SELECT {together} AS together, {Dated(text.Words)} AS words, CAST({Joined(text, " <-> ")} AS tsquery) AS phrase,
                    CAST({bound.Whole} AS uuid) AS whole, CAST({(isOne ? Guid.Empty : bound.Apart)} AS uuid) AS apart, {shift} AS shift,
                    (SELECT photoshare_window(id) FROM posts ORDER BY id LIMIT 1) AS first,
                    (SELECT photoshare_window(id) FROM posts ORDER BY id DESC LIMIT 1) AS last)
            (SELECT hit.id, TRUE AS whole
            FROM asked AS a CROSS JOIN generate_series(least(a.last, photoshare_window(a.whole)) >> a.shift, a.first >> a.shift, -1) AS w CROSS JOIN LATERAL (
                SELECT p.id FROM posts AS p
                WHERE photoshare_dated(p.search_words, p.id) @@ CAST(replace(a.together, '#', w::text) AS tsquery) AND ts_match_vq(p.search_words, a.phrase) AND uuid_lt(p.id, a.whole)
                ORDER BY p.id DESC) AS hit)
            UNION ALL
            (SELECT hit.id, FALSE AS whole
            FROM asked AS a CROSS JOIN generate_series(least(a.last, photoshare_window(a.apart)), a.first, -1) AS w CROSS JOIN LATERAL (
                SELECT p.id FROM posts AS p
                WHERE photoshare_dated(p.search_words, p.id) @@ CAST(replace(a.words, '#', w::text) AS tsquery) AND NOT ts_match_vq(p.search_words, a.phrase) AND uuid_lt(p.id, a.apart)
                ORDER BY p.id DESC) AS hit)
            LIMIT (SELECT {most})
            """);
    }

    /// <summary>From each name to the next in the index: DISTINCT would read every post of every name. The order is the index's own (text_pattern_ops).</summary>
    public IQueryable<HashtagHit> Hashtags(PhotoShareDb db, string beginning)
    {
        var pattern = beginning.Replace("_", @"\_", StringComparison.Ordinal) + "%";
        return db.Database.SqlQuery<HashtagHit>($"""
            SELECT found.name FROM (
                WITH RECURSIVE names AS (
                    (SELECT h.name FROM post_hashtags AS h WHERE h.name LIKE {pattern} ORDER BY h.name USING ~<~ LIMIT 1)
                    UNION ALL
                    SELECT (SELECT h.name FROM post_hashtags AS h WHERE h.name LIKE {pattern} AND h.name ~>~ names.name ORDER BY h.name USING ~<~ LIMIT 1)
                    FROM names WHERE names.name IS NOT NULL)
                SELECT name FROM names WHERE name IS NOT NULL) AS found
            """);
    }

    static string Near(SearchText text) => text.Typos == 0 ? Joined(text, " & ") : string.Join(" | ", Candidates.Initials(text).Select(letter => $"'{letter}':*"));

    static string[] Trigrams(SearchText text) => [.. Candidates.Trigrams(text).Select(letters => $"%{letters}%")];

    /// <summary>A word and how the next begins, as photoshare_dated has them.</summary>
    static IReadOnlyList<string> Pairs(IReadOnlyList<string> words) => [.. words.Zip(words.Skip(1), (word, next) => $"{word}/{string.Concat(next.EnumerateRunes().Take(2))}")];

    /// <summary>All of them within the window whose number comes in the place of #.</summary>
    static string Dated(IReadOnlyList<string> words) => $"{string.Join(" & ", words.Select(word => $"'#/{word}'"))}:*";

    /// <summary>All words, the last of which may go on. An empty query matches nothing.</summary>
    static string Joined(SearchText text, string by) => text.Words.Count == 0 ? "" : $"{string.Join(by, text.Words.Select(word => $"'{word}'"))}:*";
}
