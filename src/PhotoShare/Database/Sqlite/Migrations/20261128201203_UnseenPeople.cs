using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare.Database.Sqlite.Migrations;

/// <summary>The people of whom somebody sees nothing, and the triggers that keep them. The model behind it is not written down: nothing here asks for it, and each first start would build it.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20261128201203_UnseenPeople")]
public sealed class UnseenPeople : Migration
{
    const string Everybody = "'00000000-0000-0000-0000-000000000000'";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "unseen_people",
            columns: table => new
            {
                viewer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                reason = table.Column<int>(type: "INTEGER", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_unseen_people", x => new { x.viewer_id, x.person_id, x.reason });
            });

        // SQLite drops a table's triggers with it: a migration that rebuilds blocks or users has to make them again.
        migrationBuilder.Sql("""
            CREATE TRIGGER blocks_unseen_insert AFTER INSERT ON blocks BEGIN
              INSERT INTO unseen_people (viewer_id, person_id, reason) VALUES (new.blocker_id, new.blocked_id, 1), (new.blocked_id, new.blocker_id, 2);
            END
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER blocks_unseen_delete AFTER DELETE ON blocks BEGIN
              DELETE FROM unseen_people WHERE viewer_id = old.blocker_id AND person_id = old.blocked_id AND reason = 1;
              DELETE FROM unseen_people WHERE viewer_id = old.blocked_id AND person_id = old.blocker_id AND reason = 2;
            END
            """);
        migrationBuilder.Sql($"CREATE TRIGGER users_unseen_insert AFTER INSERT ON users WHEN new.banned_at IS NOT NULL OR new.leaves_at IS NOT NULL BEGIN {Add} END");
        migrationBuilder.Sql($"CREATE TRIGGER users_unseen_delete AFTER DELETE ON users WHEN old.banned_at IS NOT NULL OR old.leaves_at IS NOT NULL BEGIN {Remove} END");
        migrationBuilder.Sql($"""
            CREATE TRIGGER users_unseen_update AFTER UPDATE OF banned_at, leaves_at ON users
            WHEN (old.banned_at IS NULL) <> (new.banned_at IS NULL) OR (old.leaves_at IS NULL) <> (new.leaves_at IS NULL) BEGIN {Remove} {Add} END
            """);
        migrationBuilder.Sql($"""
            INSERT INTO unseen_people (viewer_id, person_id, reason)
            SELECT blocker_id, blocked_id, 1 FROM blocks UNION ALL SELECT blocked_id, blocker_id, 2 FROM blocks
            UNION ALL SELECT {Everybody}, id, 3 FROM users WHERE banned_at IS NOT NULL UNION ALL SELECT {Everybody}, id, 4 FROM users WHERE leaves_at IS NOT NULL
            """);
    }

    const string Remove = $"DELETE FROM unseen_people WHERE viewer_id = {Everybody} AND person_id = old.id;";

    const string Add = $"""
        INSERT INTO unseen_people (viewer_id, person_id, reason) SELECT {Everybody}, new.id, 3 WHERE new.banned_at IS NOT NULL;
        INSERT INTO unseen_people (viewer_id, person_id, reason) SELECT {Everybody}, new.id, 4 WHERE new.leaves_at IS NOT NULL;
        """;

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var change in (string[])["insert", "delete", "update"]) migrationBuilder.Sql($"DROP TRIGGER users_unseen_{change}");
        foreach (var change in (string[])["insert", "delete"]) migrationBuilder.Sql($"DROP TRIGGER blocks_unseen_{change}");
        migrationBuilder.DropTable("unseen_people");
    }
}
