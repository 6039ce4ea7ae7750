using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhotoShare.Database.Postgres.Migrations
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
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "suspended_until",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "action_id",
                table: "reports",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "hidden_at",
                table: "posts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "warned_at",
                table: "posts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "rendition_bytes",
                table: "photos",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("UPDATE photos SET rendition_bytes = (SELECT coalesce(sum((rendition ->> 'byteSize')::bigint), 0) FROM jsonb_array_elements(photos.renditions::jsonb) AS rendition) WHERE renditions <> '[]'");

            migrationBuilder.AddColumn<DateTime>(
                name: "uploaded_at",
                table: "photos",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "action_id",
                table: "notifications",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "action_id",
                table: "notification_causes",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "hidden_at",
                table: "comments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "active_days",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    moderator_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    subject = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    excerpt = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    word = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    warning = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    earlier_warning = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    role = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    appeal = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    appealed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    appeal_decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    appeal_decided_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    is_reversed = table.Column<bool>(type: "boolean", nullable: false),
                    appeal_note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    appeal_word = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_moderation_actions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "push_subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    p256dh = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    auth = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    language = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<long>(type: "bigint", nullable: false),
                    first = table.Column<int>(type: "integer", nullable: false),
                    second = table.Column<int>(type: "integer", nullable: false),
                    third = table.Column<int>(type: "integer", nullable: false),
                    fourth = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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

            migrationBuilder.DropColumn(
                name: "banned_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "suspended_until",
                table: "users");

            migrationBuilder.DropColumn(
                name: "action_id",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "hidden_at",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "warned_at",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "rendition_bytes",
                table: "photos");

            migrationBuilder.DropColumn(
                name: "uploaded_at",
                table: "photos");

            migrationBuilder.DropColumn(
                name: "action_id",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "action_id",
                table: "notification_causes");

            migrationBuilder.DropColumn(
                name: "hidden_at",
                table: "comments");
        }
    }
}
