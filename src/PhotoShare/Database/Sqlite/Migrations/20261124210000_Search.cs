using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare.Database.Sqlite.Migrations;

/// <summary>
/// Full-text indexes of names, captions and places, kept by triggers. The model knows nothing of them. SQLite drops a table's triggers
/// with it: a migration that rebuilds users, posts or places has to make them again (the tests of search fail if it does not).
/// </summary>
[DbContext(typeof(SqliteDb))]
[Migration("20261124210000_Search")]
public sealed class Search : Migration
{
    const string Words = "unicode61 remove_diacritics 2";
    const string Trigrams = "trigram remove_diacritics 1";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // The numbers that FTS5 names rows by. A table's own rowids will not do: VACUUM may change them.
        migrationBuilder.Sql("CREATE TABLE search_rows (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)");
        Index(migrationBuilder, "users", "user_name, display_name", row => $"{row}.user_name || ' ' || coalesce({row}.display_name, '')", ("user_search", Words), ("user_trigrams", Trigrams));
        Index(migrationBuilder, "posts", "caption", row => $"coalesce({row}.caption, '')", ("post_search", Words));
        Index(migrationBuilder, "places", "name", row => $"{row}.name", ("place_search", Words), ("place_trigrams", Trigrams));
    }

    static void Index(MigrationBuilder migration, string table, string columns, Func<string, string> text, params (string Name, string Tokenizer)[] indexes)
    {
        var (names, add) = (indexes.Select(index => index.Name).ToList(), $"SELECT number, {text("new")} FROM search_rows WHERE id = new.id");
        var remove = Each(names, name => $"DELETE FROM {name} WHERE rowid = (SELECT number FROM search_rows WHERE id = old.id);");
        var insert = Each(names, name => $"INSERT INTO {name} (rowid, words) {add};");
        foreach (var (name, tokenizer) in indexes)
            migration.Sql($"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', contentless_delete=1, tokenize='{tokenizer}')");
        migration.Sql($"INSERT INTO search_rows (id) SELECT id FROM {table}");
        foreach (var name in names)
            migration.Sql($"INSERT INTO {name} (rowid, words) SELECT r.number, {text("t")} FROM {table} AS t JOIN search_rows AS r ON r.id = t.id");
        migration.Sql($"CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table} BEGIN INSERT INTO search_rows (id) VALUES (new.id); {insert} END");
        migration.Sql($"CREATE TRIGGER {table}_search_update AFTER UPDATE OF {columns} ON {table} BEGIN {remove} {insert} END");
        migration.Sql($"CREATE TRIGGER {table}_search_delete AFTER DELETE ON {table} BEGIN {remove} DELETE FROM search_rows WHERE id = old.id; END");
    }

    static string Each(IEnumerable<string> names, Func<string, string> statement) => string.Join(' ', names.Select(statement));

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["users", "posts", "places"])
            foreach (var change in (string[])["insert", "update", "delete"])
                migrationBuilder.Sql($"DROP TRIGGER {table}_search_{change}");
        foreach (var index in (string[])["user_search", "user_trigrams", "post_search", "place_search", "place_trigrams", "search_rows"])
            migrationBuilder.Sql($"DROP TABLE {index}");
    }
}
