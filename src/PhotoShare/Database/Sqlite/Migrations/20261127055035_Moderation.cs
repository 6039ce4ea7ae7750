using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhotoShare.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Moderation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "banned_at",
                table: "users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "suspended_until",
                table: "users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "action_id",
                table: "reports",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "hidden_at",
                table: "posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "warned_at",
                table: "posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "rendition_bytes",
                table: "photos",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("UPDATE photos SET rendition_bytes = (SELECT coalesce(sum(json_extract(value, '$.byteSize')), 0) FROM json_each(photos.renditions)) WHERE renditions <> '[]'");

            migrationBuilder.AddColumn<DateTime>(
                name: "uploaded_at",
                table: "photos",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "action_id",
                table: "notifications",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "action_id",
                table: "notification_causes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "hidden_at",
                table: "comments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "active_days",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_active_days", x => new { x.day, x.user_id });
                    table.ForeignKey(
                        name: "fk_active_days_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "moderation_actions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    moderator_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    post_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    excerpt = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    word = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    warning = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    earlier_warning = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    role = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    appeal = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    appealed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    appeal_decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    appeal_decided_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    is_reversed = table.Column<bool>(type: "INTEGER", nullable: false),
                    appeal_note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    appeal_word = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_moderation_actions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "push_subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    endpoint = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    p256dh = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    auth = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_subscriptions", x => x.id);
                    table.ForeignKey(
                        name: "fk_push_subscriptions_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "removed_images",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    action_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<long>(type: "INTEGER", nullable: false),
                    first = table.Column<int>(type: "INTEGER", nullable: false),
                    second = table.Column<int>(type: "INTEGER", nullable: false),
                    third = table.Column<int>(type: "INTEGER", nullable: false),
                    fourth = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_removed_images", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_users_banned_at",
                table: "users",
                column: "banned_at",
                filter: "banned_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_users_role",
                table: "users",
                column: "role",
                filter: "role <> 'Member'");

            migrationBuilder.CreateIndex(
                name: "ix_users_suspended_until",
                table: "users",
                column: "suspended_until",
                filter: "suspended_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_posts_hidden_at",
                table: "posts",
                column: "hidden_at",
                filter: "hidden_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_photos_owner_id_byte_size_rendition_bytes",
                table: "photos",
                columns: new[] { "owner_id", "byte_size", "rendition_bytes" });

            migrationBuilder.CreateIndex(
                name: "ix_comments_hidden_at",
                table: "comments",
                column: "hidden_at",
                filter: "hidden_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_active_days_user_id",
                table: "active_days",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_moderation_actions_appeals",
                table: "moderation_actions",
                column: "appealed_at",
                filter: "appealed_at IS NOT NULL AND appeal_decided_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_moderation_actions_moderator_id_id",
                table: "moderation_actions",
                columns: new[] { "moderator_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_moderation_actions_person_id_id",
                table: "moderation_actions",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_moderation_actions_subject_id_id",
                table: "moderation_actions",
                columns: new[] { "subject_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_push_subscriptions_endpoint",
                table: "push_subscriptions",
                column: "endpoint",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_push_subscriptions_user_id_id",
                table: "push_subscriptions",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_removed_images_action_id",
                table: "removed_images",
                column: "action_id");

            migrationBuilder.CreateIndex(
                name: "ix_removed_images_first",
                table: "removed_images",
                column: "first");

            migrationBuilder.CreateIndex(
                name: "ix_removed_images_fourth",
                table: "removed_images",
                column: "fourth");

            migrationBuilder.CreateIndex(
                name: "ix_removed_images_second",
                table: "removed_images",
                column: "second");

            migrationBuilder.CreateIndex(
                name: "ix_removed_images_third",
                table: "removed_images",
                column: "third");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "active_days");

            migrationBuilder.DropTable(
                name: "moderation_actions");

            migrationBuilder.DropTable(
                name: "push_subscriptions");

            migrationBuilder.DropTable(
                name: "removed_images");

            migrationBuilder.DropIndex(
                name: "ix_users_banned_at",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_role",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_suspended_until",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_posts_hidden_at",
                table: "posts");

            migrationBuilder.DropIndex(
                name: "ix_photos_owner_id_byte_size_rendition_bytes",
                table: "photos");

            migrationBuilder.DropIndex(
                name: "ix_comments_hidden_at",
                table: "comments");

            // By SQLite itself: Entity Framework would rebuild the tables, and their triggers of search would be gone.
            foreach (var (table, column) in ((string, string)[])[("users", "banned_at"), ("users", "suspended_until"), ("reports", "action_id"), ("posts", "hidden_at"), ("posts", "warned_at"), ("photos", "rendition_bytes"), ("photos", "uploaded_at"), ("notifications", "action_id"), ("notification_causes", "action_id"), ("comments", "hidden_at")])
                migrationBuilder.Sql($"ALTER TABLE {table} DROP COLUMN {column}");
        }
    }
}
