using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// Full text by FTS5 (https://sqlite.org/fts5.html). A word stands in a query as a quoted string, in which nothing is an operator;
/// quotes cannot be in it, because words are letters and digits.
/// </summary>
sealed class SqliteSearch : ISearchDialect
{
    /// <summary>The name under which <see cref="Typos.Between"/> is known to every connection.</summary>
    internal const string TyposFunction = "photoshare_typos";

    const string Nothing = "\"\"";

    public IQueryable<NameHit> People(PhotoShareDb db, SearchText text) => db.Database.SqlQuery<NameHit>($"""
        SELECT u.id, photoshare_typos({text.Joined}, u.user_name || ' ' || coalesce(u.display_name, '')) AS typos
        FROM users AS u JOIN search_rows AS r ON r.id = u.id
        WHERE r.number IN (SELECT rowid FROM user_search({Near(text)}) UNION SELECT rowid FROM user_trigrams({Trigrams(text)}))
        """);

    public IQueryable<NameHit> Places(PhotoShareDb db, SearchText text) => db.Database.SqlQuery<NameHit>($"""
        SELECT p.id, photoshare_typos({text.Joined}, p.name) AS typos
        FROM places AS p JOIN search_rows AS r ON r.id = p.id
        WHERE r.number IN (SELECT rowid FROM place_search({Near(text)}) UNION SELECT rowid FROM place_trigrams({Trigrams(text)}))
        """);

    public IQueryable<CaptionHit> Captions(PhotoShareDb db, SearchText text, CaptionBound bound, int most)
    {
        var hits = db.Database.SqlQuery<CaptionHit>($"""
            SELECT r.id, r.number IN (SELECT rowid FROM post_search({Phrase(text)})) AS whole
            FROM search_rows AS r
            WHERE r.number IN (SELECT rowid FROM post_search({All(text)}))
            """);
        var (whole, apart) = bound;
        return hits.Where(hit => hit.Whole ? hit.Id < whole : hit.Id < apart).OrderByDescending(hit => hit.Whole).ThenByDescending(hit => hit.Id).Take(most);
    }

    public IQueryable<HashtagHit> Hashtags(PhotoShareDb db, string beginning) => db.Database.SqlQuery<HashtagHit>($"""
        SELECT DISTINCT name FROM post_hashtags WHERE name >= {beginning} AND name < {beginning + "\U0010FFFF"}
        """);

    static string Near(SearchText text) => text.Typos == 0 ? All(text) : string.Join(" OR ", Candidates.Initials(text).Select(letter => $"\"{letter}\"*"));

    static string Trigrams(SearchText text) => string.Join(" OR ", Candidates.Trigrams(text).Select(letters => $"\"{letters}\"").DefaultIfEmpty(Nothing));

    static string All(SearchText text) => text.Words.Count == 0 ? Nothing : $"{string.Join(" AND ", text.Words.Select(word => $"\"{word}\""))}*";

    static string Phrase(SearchText text) => text.Words.Count == 0 ? Nothing : $"\"{text.Joined}\"*";
}
