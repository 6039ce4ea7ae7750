using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare.Database.Postgres.Migrations;

/// <summary>
/// Full-text indexes of names, captions and places, over columns that the database computes. The model knows nothing of them.
/// Both extensions are trusted ones: the owner of the database may create them.
/// </summary>
[DbContext(typeof(PostgresDb))]
[Migration("20261124210000_Search")]
public sealed class Search : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE EXTENSION IF NOT EXISTS pg_trgm");
        migrationBuilder.Sql("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch");
        // As SearchText folds a query. A collation of Unicode's, because the database's own may know of ASCII only; unaccent would not be immutable.
        migrationBuilder.Sql("""
            CREATE FUNCTION photoshare_words(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
              SELECT trim(regexp_replace(
                lower(normalize(regexp_replace(normalize(words, NFD), '[\u0300-\u036F]', '', 'g'), NFC) COLLATE "und-x-icu"), '[^[:alnum:]]+', ' ', 'g'))
            $$
            """);
        // As Typos.Between. Loops, because a query in their place takes fifteen times as long, and this is called for every candidate.
        migrationBuilder.Sql("""
            CREATE FUNCTION photoshare_typos(query text, words text) RETURNS integer LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
            DECLARE
              asked text; named text; letters integer; nearest integer; total integer := 0;
            BEGIN
              FOREACH asked IN ARRAY string_to_array(query, ' ') LOOP
                letters := length(asked);
                nearest := NULL;
                FOREACH named IN ARRAY string_to_array(words, ' ') LOOP
                  nearest := least(nearest, levenshtein(asked, left(named, letters)), levenshtein(asked, left(named, letters + 1)),
                    CASE WHEN letters >= 4 THEN levenshtein(asked, left(named, letters - 1)) END);
                END LOOP;
                total := total + coalesce(nearest, 0);
              END LOOP;
              RETURN total;
            END
            $$
            """);
        Names(migrationBuilder, "users", "user_name || ' ' || coalesce(display_name, '')");
        Names(migrationBuilder, "places", "name");
        migrationBuilder.Sql("ALTER TABLE posts ADD COLUMN search_words tsvector GENERATED ALWAYS AS (to_tsvector('simple', photoshare_words(coalesce(caption, '')))) STORED");
        migrationBuilder.Sql("CREATE INDEX ix_posts_search ON posts USING gin (search_words)");
        migrationBuilder.Sql("CREATE INDEX ix_post_hashtags_beginning ON post_hashtags (name text_pattern_ops)");
    }

    static void Names(MigrationBuilder migration, string table, string text)
    {
        migration.Sql($"ALTER TABLE {table} ADD COLUMN search_words text GENERATED ALWAYS AS (photoshare_words({text})) STORED");
        migration.Sql($"CREATE INDEX ix_{table}_search ON {table} USING gin (to_tsvector('simple', search_words))");
        migration.Sql($"CREATE INDEX ix_{table}_trigrams ON {table} USING gin (search_words gin_trgm_ops)");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP INDEX ix_post_hashtags_beginning");
        foreach (var table in (string[])["users", "posts", "places"]) migrationBuilder.Sql($"ALTER TABLE {table} DROP COLUMN search_words");
        migrationBuilder.Sql("DROP FUNCTION photoshare_typos(text, text)");
        migrationBuilder.Sql("DROP FUNCTION photoshare_words(text)");
    }
}
