using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// Full text by tsvector and GIN, names with typos by pg_trgm's index too. Words are letters and digits and stand between quotes, so
/// nothing in them is an operator of a tsquery or a wildcard of LIKE.
/// </summary>
sealed class PostgresSearch : ISearchDialect
{
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

    public IQueryable<CaptionHit> Captions(PhotoShareDb db, SearchText text) => db.Database.SqlQuery<CaptionHit>($"""
        SELECT p.id, p.search_words @@ CAST({Joined(text, " <-> ")} AS tsquery) AS whole
        FROM posts AS p
        WHERE p.search_words @@ CAST({Joined(text, " & ")} AS tsquery)
        """);

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

    /// <summary>All words, the last of which may go on. An empty query matches nothing.</summary>
    static string Joined(SearchText text, string by) => text.Words.Count == 0 ? "" : $"{string.Join(by, text.Words.Select(word => $"'{word}'"))}:*";
}
