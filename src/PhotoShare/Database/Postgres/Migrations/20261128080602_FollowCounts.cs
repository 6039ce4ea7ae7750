using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace PhotoShare.Database.Postgres.Migrations;

/// <summary>The counts of follows, and the triggers that keep them. The model behind it is not written down: nothing here asks for it, and each first start would build it.</summary>
[DbContext(typeof(PostgresDb))]
[Migration("20261128080602_FollowCounts")]
public sealed class FollowCounts : Migration
{
    /// <summary>Counts what there is already, for rows that came past the triggers.</summary>
    public const string CountAll = """
        INSERT INTO follow_counts (user_id, followers, following)
        SELECT user_id, sum(followers), sum(following) FROM (
          SELECT followee_id AS user_id, 1 AS followers, 0 AS following FROM follows WHERE accepted_at IS NOT NULL
          UNION ALL SELECT follower_id, 0, 1 FROM follows WHERE accepted_at IS NOT NULL) AS each GROUP BY user_id
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "follow_count_changes",
            columns: table => new
            {
                id = table.Column<long>(type: "bigint", nullable: false)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                followers = table.Column<int>(type: "integer", nullable: false),
                following = table.Column<int>(type: "integer", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_follow_count_changes", x => x.id);
            });

        migrationBuilder.CreateTable(
            name: "follow_counts",
            columns: table => new
            {
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                followers = table.Column<int>(type: "integer", nullable: false),
                following = table.Column<int>(type: "integer", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_follow_counts", x => x.user_id);
            });

        migrationBuilder.CreateIndex(
            name: "ix_follow_count_changes_user_id",
            table: "follow_count_changes",
            column: "user_id");

        // For each statement, however many rows it changes. Whoever loads rows past the triggers counts them afterwards, by the last statement here.
        migrationBuilder.Sql("""
            CREATE FUNCTION photoshare_count_follows() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP <> 'INSERT' THEN
                INSERT INTO follow_count_changes (user_id, followers, following)
                SELECT user_id, -sum(followers), -sum(following) FROM (
                  SELECT followee_id AS user_id, 1 AS followers, 0 AS following FROM gone WHERE accepted_at IS NOT NULL
                  UNION ALL SELECT follower_id, 0, 1 FROM gone WHERE accepted_at IS NOT NULL) AS each GROUP BY user_id ORDER BY user_id;
              END IF;
              IF TG_OP <> 'DELETE' THEN
                INSERT INTO follow_count_changes (user_id, followers, following)
                SELECT user_id, sum(followers), sum(following) FROM (
                  SELECT followee_id AS user_id, 1 AS followers, 0 AS following FROM come WHERE accepted_at IS NOT NULL
                  UNION ALL SELECT follower_id, 0, 1 FROM come WHERE accepted_at IS NOT NULL) AS each GROUP BY user_id ORDER BY user_id;
              END IF;
              RETURN NULL;
            END
            $$
            """);
        migrationBuilder.Sql("CREATE TRIGGER follows_counted_insert AFTER INSERT ON follows REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION photoshare_count_follows()");
        migrationBuilder.Sql("CREATE TRIGGER follows_counted_update AFTER UPDATE ON follows REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION photoshare_count_follows()");
        migrationBuilder.Sql("CREATE TRIGGER follows_counted_delete AFTER DELETE ON follows REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION photoshare_count_follows()");
        migrationBuilder.Sql(CountAll);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var change in (string[])["insert", "update", "delete"]) migrationBuilder.Sql($"DROP TRIGGER follows_counted_{change} ON follows");
        migrationBuilder.Sql("DROP FUNCTION photoshare_count_follows()");

        migrationBuilder.DropTable(
            name: "follow_count_changes");

        migrationBuilder.DropTable(
            name: "follow_counts");
    }
}
