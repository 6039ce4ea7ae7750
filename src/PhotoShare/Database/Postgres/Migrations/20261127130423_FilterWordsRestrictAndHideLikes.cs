using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhotoShare.Database.Postgres.Migrations
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
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<Guid>(
                name: "reporter_id",
                table: "reports",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<bool>(
                name: "hides_likes",
                table: "posts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "word_id",
                table: "moderation_actions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "approved_at",
                table: "comments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "filtered_words",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    folded = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    measure = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_filtered_words", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "restrictions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    restricter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    restricted_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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

            migrationBuilder.DropColumn(
                name: "hides_likes",
                table: "users");

            migrationBuilder.DropColumn(
                name: "hides_likes",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "word_id",
                table: "moderation_actions");

            migrationBuilder.DropColumn(
                name: "approved_at",
                table: "comments");

            migrationBuilder.Sql("DELETE FROM reports WHERE reporter_id IS NULL");

            migrationBuilder.AlterColumn<Guid>(
                name: "reporter_id",
                table: "reports",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
