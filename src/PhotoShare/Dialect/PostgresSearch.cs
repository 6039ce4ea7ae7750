using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// Full text by tsvector and GIN, names with typos by pg_trgm's index too. Words are letters and digits and stand between quotes, so
/// nothing in them is an operator of a tsquery or a wildcard of LIKE.
/// </summary>
sealed class PostgresSearch : ISearchDialect
{
    public IQueryable<NameHit> People(PhotoShareDb db, SearchText text) => db.Database.SqlQuery<NameHit>($"""
        SELECT u.id, photoshare_typos({text.Joined}, u.search_words) AS typos
        FROM users AS u
        WHERE to_tsvector('simple', u.search_words) @@ CAST({Near(text)} AS tsquery) OR u.search_words LIKE ANY ({Trigrams(text)})
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

    public IQueryable<HashtagHit> Hashtags(PhotoShareDb db, string beginning) => db.Database.SqlQuery<HashtagHit>($"""
        SELECT DISTINCT name FROM post_hashtags WHERE name LIKE {beginning.Replace("_", @"\_", StringComparison.Ordinal) + "%"}
        """);

    static string Near(SearchText text) => text.Typos == 0 ? Joined(text, " & ") : string.Join(" | ", Candidates.Initials(text).Select(letter => $"'{letter}':*"));

    static string[] Trigrams(SearchText text) => [.. Candidates.Trigrams(text).Select(letters => $"%{letters}%")];

    /// <summary>All words, the last of which may go on. An empty query matches nothing.</summary>
    static string Joined(SearchText text, string by) => text.Words.Count == 0 ? "" : $"{string.Join(by, text.Words.Select(word => $"'{word}'"))}:*";
}
