using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare.Database.Sqlite.Migrations;

/// <summary>An index that has all that says who sees a post. The model behind it is not written down: nothing here asks for it, and each first start would build it.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20261128082230_PostCountIndex")]
public sealed class PostCountIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex(
            name: "ix_posts_author_id_visibility_published_at_hidden_at",
            table: "posts",
            columns: ["author_id", "visibility", "published_at", "hidden_at"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(
            name: "ix_posts_author_id_visibility_published_at_hidden_at",
            table: "posts");
    }
}
