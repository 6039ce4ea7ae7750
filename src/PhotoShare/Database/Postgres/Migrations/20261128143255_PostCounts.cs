using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare.Database.Postgres.Migrations;

/// <summary>The counts of posts, and the triggers that keep them. The model behind it is not written down: nothing here asks for it, and each first start would build it.</summary>
[DbContext(typeof(PostgresDb))]
[Migration("20261128143255_PostCounts")]
public sealed class PostCounts : Migration
{
    const string Sums = $"""
        count(*) FILTER (WHERE visibility = 'Public' AND {Shown}) AS public, count(*) FILTER (WHERE visibility = 'Followers' AND {Shown}) AS followers,
        count(*) FILTER (WHERE visibility NOT IN ('Public', 'Followers') OR NOT ({Shown})) AS own
        """;

    const string Shown = "published_at IS NOT NULL AND hidden_at IS NULL";

    /// <summary>Counts what there is already, for rows that came past the triggers.</summary>
    public const string CountAll = $"INSERT INTO post_counts (author_id, public, followers, own) SELECT author_id, {Sums} FROM posts GROUP BY author_id";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "post_counts",
            columns: table => new
            {
                author_id = table.Column<Guid>(type: "uuid", nullable: false),
                @public = table.Column<int>(name: "public", type: "integer", nullable: false),
                followers = table.Column<int>(type: "integer", nullable: false),
                own = table.Column<int>(type: "integer", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_post_counts", x => x.author_id);
            });

        // Who adds or deletes many at once writes each author's row once. Two such wait for each other in the order of the authors.
        migrationBuilder.Sql($"""
            CREATE FUNCTION photoshare_count_posts() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'INSERT' THEN
                INSERT INTO post_counts AS kept (author_id, public, followers, own)
                SELECT author_id, {Sums} FROM come GROUP BY author_id ORDER BY author_id
                ON CONFLICT (author_id) DO UPDATE SET public = kept.public + excluded.public, followers = kept.followers + excluded.followers, own = kept.own + excluded.own;
              ELSE
                PERFORM FROM post_counts WHERE author_id IN (SELECT author_id FROM gone) ORDER BY author_id FOR UPDATE;
                UPDATE post_counts AS kept SET public = kept.public - sums.public, followers = kept.followers - sums.followers, own = kept.own - sums.own
                FROM (SELECT author_id, {Sums} FROM gone GROUP BY author_id) AS sums WHERE kept.author_id = sums.author_id;
                DELETE FROM post_counts WHERE author_id IN (SELECT author_id FROM gone) AND public = 0 AND followers = 0 AND own = 0;
              END IF;
              RETURN NULL;
            END
            $$
            """);
        migrationBuilder.Sql($"""
            CREATE FUNCTION photoshare_count_changed_post() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              UPDATE post_counts AS kept SET public = kept.public + sums.public, followers = kept.followers + sums.followers, own = kept.own + sums.own
              FROM (SELECT n.public - o.public AS public, n.followers - o.followers AS followers, n.own - o.own AS own
                FROM (SELECT {Sums} FROM (SELECT NEW.*) AS come) AS n, (SELECT {Sums} FROM (SELECT OLD.*) AS gone) AS o) AS sums
              WHERE kept.author_id = NEW.author_id;
              RETURN NULL;
            END
            $$
            """);
        migrationBuilder.Sql("CREATE TRIGGER posts_counted_insert AFTER INSERT ON posts REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION photoshare_count_posts()");
        migrationBuilder.Sql("CREATE TRIGGER posts_counted_delete AFTER DELETE ON posts REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION photoshare_count_posts()");
        migrationBuilder.Sql("""
            CREATE TRIGGER posts_counted_update AFTER UPDATE OF visibility, published_at, hidden_at ON posts FOR EACH ROW
            WHEN ((OLD.visibility, OLD.published_at IS NULL, OLD.hidden_at IS NULL) IS DISTINCT FROM (NEW.visibility, NEW.published_at IS NULL, NEW.hidden_at IS NULL))
            EXECUTE FUNCTION photoshare_count_changed_post()
            """);
        migrationBuilder.Sql(CountAll);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var change in (string[])["insert", "delete", "update"]) migrationBuilder.Sql($"DROP TRIGGER posts_counted_{change} ON posts");
        migrationBuilder.Sql("DROP FUNCTION photoshare_count_changed_post()");
        migrationBuilder.Sql("DROP FUNCTION photoshare_count_posts()");
        migrationBuilder.DropTable("post_counts");
    }
}
