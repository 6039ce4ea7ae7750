using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare.Database.Sqlite.Migrations;

/// <summary>The counts of posts, and the triggers that keep them. The model behind it is not written down: nothing here asks for it, and each first start would build it.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20261128143250_PostCounts")]
public sealed class PostCounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "post_counts",
            columns: table => new
            {
                author_id = table.Column<Guid>(type: "TEXT", nullable: false),
                @public = table.Column<int>(name: "public", type: "INTEGER", nullable: false),
                followers = table.Column<int>(type: "INTEGER", nullable: false),
                own = table.Column<int>(type: "INTEGER", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_post_counts", x => x.author_id);
            });

        // SQLite drops a table's triggers with it: a migration that rebuilds posts has to make them again.
        var (add, remove) = (Add("new"), Remove("old"));
        migrationBuilder.Sql($"CREATE TRIGGER posts_counted_insert AFTER INSERT ON posts BEGIN {add} END");
        migrationBuilder.Sql($"CREATE TRIGGER posts_counted_delete AFTER DELETE ON posts BEGIN {remove} DELETE FROM post_counts WHERE author_id = old.author_id AND public = 0 AND followers = 0 AND own = 0; END");
        migrationBuilder.Sql($"CREATE TRIGGER posts_counted_update AFTER UPDATE OF visibility, published_at, hidden_at ON posts BEGIN {remove} {add} END");
        migrationBuilder.Sql($"INSERT INTO post_counts (author_id, public, followers, own) SELECT author_id, sum({Public("posts")}), sum({Followers("posts")}), sum({Own("posts")}) FROM posts GROUP BY author_id");
    }

    static string Public(string row) => $"({Shown(row)} AND {row}.visibility = 'Public')";

    static string Followers(string row) => $"({Shown(row)} AND {row}.visibility = 'Followers')";

    static string Own(string row) => $"(NOT ({Shown(row)}) OR {row}.visibility NOT IN ('Public', 'Followers'))";

    static string Shown(string row) => $"{row}.published_at IS NOT NULL AND {row}.hidden_at IS NULL";

    static string Add(string row) => $"""
        INSERT INTO post_counts (author_id, public, followers, own) VALUES ({row}.author_id, {Public(row)}, {Followers(row)}, {Own(row)})
        ON CONFLICT (author_id) DO UPDATE SET public = public + excluded.public, followers = followers + excluded.followers, own = own + excluded.own;
        """;

    static string Remove(string row) =>
        $"UPDATE post_counts SET public = public - {Public(row)}, followers = followers - {Followers(row)}, own = own - {Own(row)} WHERE author_id = {row}.author_id;";

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var change in (string[])["insert", "delete", "update"]) migrationBuilder.Sql($"DROP TRIGGER posts_counted_{change}");
        migrationBuilder.DropTable("post_counts");
    }
}
