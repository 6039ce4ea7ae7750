using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhotoShare.Database.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class PostCountIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_posts_author_id_visibility_published_at_hidden_at",
                table: "posts",
                columns: new[] { "author_id", "visibility", "published_at", "hidden_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_posts_author_id_visibility_published_at_hidden_at",
                table: "posts");
        }
    }
}
