using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhotoShare.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class FilterWordsRestrictAndHideLikes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "hides_likes",
                table: "users",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<Guid>(
                name: "reporter_id",
                table: "reports",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<bool>(
                name: "hides_likes",
                table: "posts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "word_id",
                table: "moderation_actions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "approved_at",
                table: "comments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "filtered_words",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    folded = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    measure = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_filtered_words", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "restrictions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    restricter_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    restricted_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_restrictions", x => x.id);
                    table.CheckConstraint("ck_restrictions_self", "restricter_id <> restricted_id");
                    table.ForeignKey(
                        name: "fk_restrictions_users_restricted_id",
                        column: x => x.restricted_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_restrictions_users_restricter_id",
                        column: x => x.restricter_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_filtered_words_folded",
                table: "filtered_words",
                column: "folded",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_restrictions_restricted_id_restricter_id",
                table: "restrictions",
                columns: new[] { "restricted_id", "restricter_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_restrictions_restricter_id_id",
                table: "restrictions",
                columns: new[] { "restricter_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "filtered_words");

            migrationBuilder.DropTable(
                name: "restrictions");

            // By SQLite itself: Entity Framework would rebuild the tables, and their triggers of search would be gone.
            foreach (var (table, column) in ((string, string)[])[("users", "hides_likes"), ("posts", "hides_likes"), ("moderation_actions", "word_id"), ("comments", "approved_at")])
                migrationBuilder.Sql($"ALTER TABLE {table} DROP COLUMN {column}");

            migrationBuilder.Sql("DELETE FROM reports WHERE reporter_id IS NULL");

            migrationBuilder.AlterColumn<Guid>(
                name: "reporter_id",
                table: "reports",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
