using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare.Database.Postgres.Migrations;

/// <summary>The people of whom somebody sees nothing, and the triggers that keep them. The model behind it is not written down: nothing here asks for it, and each first start would build it.</summary>
[DbContext(typeof(PostgresDb))]
[Migration("20261128201208_UnseenPeople")]
public sealed class UnseenPeople : Migration
{
    const string Everybody = "'00000000-0000-0000-0000-000000000000'::uuid";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "unseen_people",
            columns: table => new
            {
                viewer_id = table.Column<Guid>(type: "uuid", nullable: false),
                person_id = table.Column<Guid>(type: "uuid", nullable: false),
                reason = table.Column<int>(type: "integer", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_unseen_people", x => new { x.viewer_id, x.person_id, x.reason });
            });

        migrationBuilder.Sql("""
            CREATE FUNCTION photoshare_see_no_more() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'INSERT' THEN
                INSERT INTO unseen_people (viewer_id, person_id, reason) VALUES (NEW.blocker_id, NEW.blocked_id, 1), (NEW.blocked_id, NEW.blocker_id, 2);
              ELSE
                DELETE FROM unseen_people WHERE viewer_id = OLD.blocker_id AND person_id = OLD.blocked_id AND reason = 1;
                DELETE FROM unseen_people WHERE viewer_id = OLD.blocked_id AND person_id = OLD.blocker_id AND reason = 2;
              END IF;
              RETURN NULL;
            END
            $$
            """);
        migrationBuilder.Sql("CREATE TRIGGER blocks_unseen AFTER INSERT OR DELETE ON blocks FOR EACH ROW EXECUTE FUNCTION photoshare_see_no_more()");
        migrationBuilder.Sql($"""
            CREATE FUNCTION photoshare_keep_out() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP <> 'INSERT' THEN
                DELETE FROM unseen_people WHERE viewer_id = {Everybody} AND person_id = OLD.id;
              END IF;
              IF TG_OP <> 'DELETE' THEN
                INSERT INTO unseen_people (viewer_id, person_id, reason)
                SELECT {Everybody}, NEW.id, reason FROM (VALUES (3, NEW.banned_at), (4, NEW.leaves_at)) AS reasons (reason, since) WHERE since IS NOT NULL;
              END IF;
              RETURN NULL;
            END
            $$
            """);
        migrationBuilder.Sql("CREATE TRIGGER users_unseen_insert AFTER INSERT ON users FOR EACH ROW WHEN (NEW.banned_at IS NOT NULL OR NEW.leaves_at IS NOT NULL) EXECUTE FUNCTION photoshare_keep_out()");
        migrationBuilder.Sql("CREATE TRIGGER users_unseen_delete AFTER DELETE ON users FOR EACH ROW WHEN (OLD.banned_at IS NOT NULL OR OLD.leaves_at IS NOT NULL) EXECUTE FUNCTION photoshare_keep_out()");
        migrationBuilder.Sql("""
            CREATE TRIGGER users_unseen_update AFTER UPDATE OF banned_at, leaves_at ON users FOR EACH ROW
            WHEN ((OLD.banned_at IS NULL, OLD.leaves_at IS NULL) IS DISTINCT FROM (NEW.banned_at IS NULL, NEW.leaves_at IS NULL))
            EXECUTE FUNCTION photoshare_keep_out()
            """);
        migrationBuilder.Sql($"""
            INSERT INTO unseen_people (viewer_id, person_id, reason)
            SELECT blocker_id, blocked_id, 1 FROM blocks UNION ALL SELECT blocked_id, blocker_id, 2 FROM blocks
            UNION ALL SELECT {Everybody}, id, 3 FROM users WHERE banned_at IS NOT NULL UNION ALL SELECT {Everybody}, id, 4 FROM users WHERE leaves_at IS NOT NULL
            """);
        // A table that was never looked at is planned for as one of ten pages, and nobody looks at one to which nothing happens.
        migrationBuilder.Sql("ANALYZE unseen_people");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var change in (string[])["insert", "delete", "update"]) migrationBuilder.Sql($"DROP TRIGGER users_unseen_{change} ON users");
        migrationBuilder.Sql("DROP TRIGGER blocks_unseen ON blocks");
        migrationBuilder.Sql("DROP FUNCTION photoshare_keep_out()");
        migrationBuilder.Sql("DROP FUNCTION photoshare_see_no_more()");
        migrationBuilder.DropTable("unseen_people");
    }
}
