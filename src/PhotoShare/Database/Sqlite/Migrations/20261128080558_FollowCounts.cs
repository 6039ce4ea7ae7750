using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare.Database.Sqlite.Migrations;

/// <summary>The counts of follows, and the triggers that keep them. The model behind it is not written down: nothing here asks for it, and each first start would build it.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20261128080558_FollowCounts")]
public sealed class FollowCounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "follow_count_changes",
            columns: table => new
            {
                id = table.Column<long>(type: "INTEGER", nullable: false)
                    .Annotation("Sqlite:Autoincrement", true),
                user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                followers = table.Column<int>(type: "INTEGER", nullable: false),
                following = table.Column<int>(type: "INTEGER", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_follow_count_changes", x => x.id);
            });

        migrationBuilder.CreateTable(
            name: "follow_counts",
            columns: table => new
            {
                user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                followers = table.Column<int>(type: "INTEGER", nullable: false),
                following = table.Column<int>(type: "INTEGER", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_follow_counts", x => x.user_id);
            });

        migrationBuilder.CreateIndex(
            name: "ix_follow_count_changes_user_id",
            table: "follow_count_changes",
            column: "user_id");

        // One writes at a time here, so the counts are written at once. SQLite drops a table's triggers with it: a migration that rebuilds follows has to make them again.
        var (add, remove) = (Count("new", "+"), Count("old", "-"));
        migrationBuilder.Sql($"CREATE TRIGGER follows_counted_insert AFTER INSERT ON follows WHEN new.accepted_at IS NOT NULL BEGIN {add} END");
        migrationBuilder.Sql($"CREATE TRIGGER follows_counted_delete AFTER DELETE ON follows WHEN old.accepted_at IS NOT NULL BEGIN {remove} END");
        migrationBuilder.Sql($"CREATE TRIGGER follows_counted_accept AFTER UPDATE OF accepted_at ON follows WHEN old.accepted_at IS NULL AND new.accepted_at IS NOT NULL BEGIN {add} END");
        migrationBuilder.Sql($"CREATE TRIGGER follows_counted_retract AFTER UPDATE OF accepted_at ON follows WHEN old.accepted_at IS NOT NULL AND new.accepted_at IS NULL BEGIN {remove} END");
        migrationBuilder.Sql("""
            INSERT INTO follow_counts (user_id, followers, following)
            SELECT user_id, sum(followers), sum(following) FROM (
              SELECT followee_id AS user_id, 1 AS followers, 0 AS following FROM follows WHERE accepted_at IS NOT NULL
              UNION ALL SELECT follower_id, 0, 1 FROM follows WHERE accepted_at IS NOT NULL) GROUP BY user_id
            """);
    }

    static string Count(string row, string sign) => string.Join(' ', new[] { ("followee_id", "followers", "1, 0"), ("follower_id", "following", "0, 1") }.Select(side =>
        sign == "+"
            ? $"INSERT INTO follow_counts (user_id, followers, following) VALUES ({row}.{side.Item1}, {side.Item3}) ON CONFLICT (user_id) DO UPDATE SET {side.Item2} = {side.Item2} + 1;"
            : $"UPDATE follow_counts SET {side.Item2} = {side.Item2} - 1 WHERE user_id = {row}.{side.Item1}; DELETE FROM follow_counts WHERE user_id = {row}.{side.Item1} AND followers = 0 AND following = 0;"));

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var change in (string[])["insert", "delete", "accept", "retract"]) migrationBuilder.Sql($"DROP TRIGGER follows_counted_{change}");
        migrationBuilder.DropTable(
            name: "follow_count_changes");

        migrationBuilder.DropTable(
            name: "follow_counts");
    }
}
