using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare.Database.Postgres.Migrations;

/// <summary>
/// An index of captions by windows of time, for PostgresSearch. The one without, ix_posts_search, is what the previous release asks: it goes with the changes
/// of the next. The model knows of neither.
/// </summary>
[DbContext(typeof(PostgresDb))]
[Migration("20261128150000_SearchWindows")]
public sealed class SearchWindows : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // The first 17 bits of a UUIDv7's 48 of milliseconds: 25 days.
        migrationBuilder.Sql("""
            CREATE FUNCTION photoshare_window(id uuid) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
              RETURN (get_byte(uuid_send(id), 0) << 9) | (get_byte(uuid_send(id), 1) << 1) | (get_byte(uuid_send(id), 2) >> 7)
            """);
        // Each word with its window; and each with the first two letters of the one behind it, in windows eight times as long. Costly, lest a small table be read by it from
        // end to end. Its body is no text, which a restore would read where no schema is known.
        migrationBuilder.Sql("""
            CREATE FUNCTION photoshare_dated(words tsvector, id uuid) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000
              RETURN array_to_tsvector(ARRAY(
                SELECT photoshare_window(id) || '/' || lexeme FROM unnest(words)
                UNION
                SELECT (photoshare_window(id) >> 3) || '/' || lexeme || '/' || left(next, 2)
                FROM (SELECT lexeme, lead(lexeme) OVER (ORDER BY place) AS next FROM unnest(words), unnest(positions) AS place) AS pairs
                WHERE next IS NOT NULL))
            """);
        // A list of what is still to be put in would be read from end to end for each window.
        migrationBuilder.Sql("CREATE INDEX ix_posts_dated_search ON posts USING gin (photoshare_dated(search_words, id)) WITH (fastupdate = off)");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP INDEX ix_posts_dated_search");
        migrationBuilder.Sql("DROP FUNCTION photoshare_dated(tsvector, uuid)");
        migrationBuilder.Sql("DROP FUNCTION photoshare_window(uuid)");
    }
}
