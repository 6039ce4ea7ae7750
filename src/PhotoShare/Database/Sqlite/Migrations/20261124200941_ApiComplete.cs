using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhotoShare.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ApiComplete : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_comments_parent_id_id",
                table: "comments");

            migrationBuilder.DropIndex(
                name: "ix_comments_post_id_id",
                table: "comments");

            migrationBuilder.AddColumn<Guid>(
                name: "avatar_photo_id",
                table: "users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "email_notifications",
                table: "users",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<long>(
                name: "notification_position",
                table: "users",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "push_notifications",
                table: "users",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "role",
                table: "users",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "Member");

            migrationBuilder.AddColumn<bool>(
                name: "show_exif_by_default",
                table: "users",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "who_can_comment",
                table: "users",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "Everyone");

            migrationBuilder.AddColumn<string>(
                name: "who_can_mention",
                table: "users",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "Everyone");

            migrationBuilder.AddColumn<long>(
                name: "comment_position",
                table: "posts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "place_id",
                table: "posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "show_camera",
                table: "photos",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "taken_at",
                table: "photos",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "position",
                table: "comments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // Comments that are there already are numbered in the order in which they were shown until now.
            migrationBuilder.Sql("UPDATE comments SET position = (SELECT count(*) FROM comments AS earlier WHERE earlier.post_id = comments.post_id AND earlier.id <= comments.id)");
            migrationBuilder.Sql("UPDATE posts SET comment_position = (SELECT count(*) FROM comments WHERE comments.post_id = posts.id)");

            migrationBuilder.AddColumn<DateTime>(
                name: "expires_at",
                table: "access_tokens",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "blocks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    blocker_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    blocked_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_blocks", x => x.id);
                    table.CheckConstraint("ck_blocks_self", "blocker_id <> blocked_id");
                    table.ForeignKey(
                        name: "fk_blocks_users_blocked_id",
                        column: x => x.blocked_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_blocks_users_blocker_id",
                        column: x => x.blocker_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "collections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    client_mutation_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collections", x => x.id);
                    table.ForeignKey(
                        name: "fk_collections_users_owner_id",
                        column: x => x.owner_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "exports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    byte_size = table.Column<long>(type: "INTEGER", nullable: true),
                    ready_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lease_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lease_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exports", x => x.id);
                    table.ForeignKey(
                        name: "fk_exports_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "hashtag_follows",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hashtag_follows", x => x.id);
                    table.ForeignKey(
                        name: "fk_hashtag_follows_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mutes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    muter_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    muted_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mutes", x => x.id);
                    table.CheckConstraint("ck_mutes_self", "muter_id <> muted_id");
                    table.ForeignKey(
                        name: "fk_mutes_users_muted_id",
                        column: x => x.muted_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_mutes_users_muter_id",
                        column: x => x.muter_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    recipient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    post_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    comment_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    photo_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    read_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notifications", x => x.id);
                    table.ForeignKey(
                        name: "fk_notifications_comments_comment_id",
                        column: x => x.comment_id,
                        principalTable: "comments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_notifications_photos_photo_id",
                        column: x => x.photo_id,
                        principalTable: "photos",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_notifications_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_notifications_users_recipient_id",
                        column: x => x.recipient_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "places",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    normalized_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    latitude = table.Column<double>(type: "REAL", nullable: false),
                    longitude = table.Column<double>(type: "REAL", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_places", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reporter_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reports", x => x.id);
                    table.ForeignKey(
                        name: "fk_reports_users_reporter_id",
                        column: x => x.reporter_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "saved_posts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    post_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_posts", x => x.id);
                    table.ForeignKey(
                        name: "fk_saved_posts_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_saved_posts_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    client = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_seen_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_sessions_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "BLOB", maxLength: 1023, nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_user_passkeys_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notification_causes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    recipient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    actor_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    post_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    comment_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    photo_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    like_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    follow_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    notification_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_causes", x => x.id);
                    table.ForeignKey(
                        name: "fk_notification_causes_comments_comment_id",
                        column: x => x.comment_id,
                        principalTable: "comments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_notification_causes_follows_follow_id",
                        column: x => x.follow_id,
                        principalTable: "follows",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_notification_causes_likes_like_id",
                        column: x => x.like_id,
                        principalTable: "likes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_notification_causes_notifications_notification_id",
                        column: x => x.notification_id,
                        principalTable: "notifications",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_notification_causes_photos_photo_id",
                        column: x => x.photo_id,
                        principalTable: "photos",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_notification_causes_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_notification_causes_users_actor_id",
                        column: x => x.actor_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_notification_causes_users_recipient_id",
                        column: x => x.recipient_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "collection_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    collection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    saved_post_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collection_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_collection_items_collections_collection_id",
                        column: x => x.collection_id,
                        principalTable: "collections",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_collection_items_saved_posts_saved_post_id",
                        column: x => x.saved_post_id,
                        principalTable: "saved_posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_users_avatar_photo_id",
                table: "users",
                column: "avatar_photo_id");

            migrationBuilder.CreateIndex(
                name: "ix_posts_place_id_id",
                table: "posts",
                columns: new[] { "place_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_photos_owner_id_sha256",
                table: "photos",
                columns: new[] { "owner_id", "sha256" });

            migrationBuilder.CreateIndex(
                name: "ix_photos_owner_id_taken_at_id",
                table: "photos",
                columns: new[] { "owner_id", "taken_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_comments_parent_id_position",
                table: "comments",
                columns: new[] { "parent_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_comments_post_id_position",
                table: "comments",
                columns: new[] { "post_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_blocks_blocked_id_blocker_id",
                table: "blocks",
                columns: new[] { "blocked_id", "blocker_id" });

            migrationBuilder.CreateIndex(
                name: "ix_blocks_blocker_id_blocked_id",
                table: "blocks",
                columns: new[] { "blocker_id", "blocked_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_blocks_blocker_id_id",
                table: "blocks",
                columns: new[] { "blocker_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_collection_items_collection_id_id",
                table: "collection_items",
                columns: new[] { "collection_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_collection_items_collection_id_saved_post_id",
                table: "collection_items",
                columns: new[] { "collection_id", "saved_post_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_collection_items_saved_post_id",
                table: "collection_items",
                column: "saved_post_id");

            migrationBuilder.CreateIndex(
                name: "ix_collections_owner_id_client_mutation_id",
                table: "collections",
                columns: new[] { "owner_id", "client_mutation_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_collections_owner_id_id",
                table: "collections",
                columns: new[] { "owner_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_collections_owner_id_name",
                table: "collections",
                columns: new[] { "owner_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_exports_status_id",
                table: "exports",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_exports_user_id_id",
                table: "exports",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_hashtag_follows_user_id_name",
                table: "hashtag_follows",
                columns: new[] { "user_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mutes_muted_id",
                table: "mutes",
                column: "muted_id");

            migrationBuilder.CreateIndex(
                name: "ix_mutes_muter_id_id",
                table: "mutes",
                columns: new[] { "muter_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_mutes_muter_id_muted_id",
                table: "mutes",
                columns: new[] { "muter_id", "muted_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notification_causes_actor_id",
                table: "notification_causes",
                column: "actor_id");

            migrationBuilder.CreateIndex(
                name: "ix_notification_causes_comment_id",
                table: "notification_causes",
                column: "comment_id");

            migrationBuilder.CreateIndex(
                name: "ix_notification_causes_follow_id",
                table: "notification_causes",
                column: "follow_id");

            migrationBuilder.CreateIndex(
                name: "ix_notification_causes_like_id",
                table: "notification_causes",
                column: "like_id");

            migrationBuilder.CreateIndex(
                name: "ix_notification_causes_notification_id_id",
                table: "notification_causes",
                columns: new[] { "notification_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_notification_causes_photo_id",
                table: "notification_causes",
                column: "photo_id");

            migrationBuilder.CreateIndex(
                name: "ix_notification_causes_post_id",
                table: "notification_causes",
                column: "post_id");

            migrationBuilder.CreateIndex(
                name: "ix_notification_causes_waiting",
                table: "notification_causes",
                column: "recipient_id",
                filter: "notification_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_comment_id",
                table: "notifications",
                column: "comment_id");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_photo_id",
                table: "notifications",
                column: "photo_id");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_post_id",
                table: "notifications",
                column: "post_id");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_recipient_id_position",
                table: "notifications",
                columns: new[] { "recipient_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notifications_unread",
                table: "notifications",
                columns: new[] { "recipient_id", "kind" },
                filter: "read_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_places_normalized_name",
                table: "places",
                column: "normalized_name");

            migrationBuilder.CreateIndex(
                name: "ix_reports_closed_at_id",
                table: "reports",
                columns: new[] { "closed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_reports_reporter_id_subject_subject_id",
                table: "reports",
                columns: new[] { "reporter_id", "subject", "subject_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reports_subject_subject_id",
                table: "reports",
                columns: new[] { "subject", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_posts_post_id",
                table: "saved_posts",
                column: "post_id");

            migrationBuilder.CreateIndex(
                name: "ix_saved_posts_user_id_id",
                table: "saved_posts",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_posts_user_id_post_id",
                table: "saved_posts",
                columns: new[] { "user_id", "post_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sessions_user_id_id",
                table: "sessions",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_user_passkeys_user_id",
                table: "user_passkeys",
                column: "user_id");

            migrationBuilder.AddForeignKey(
                name: "fk_posts_places_place_id",
                table: "posts",
                column: "place_id",
                principalTable: "places",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "fk_users_photos_avatar_photo_id",
                table: "users",
                column: "avatar_photo_id",
                principalTable: "photos",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_posts_places_place_id",
                table: "posts");

            migrationBuilder.DropForeignKey(
                name: "fk_users_photos_avatar_photo_id",
                table: "users");

            migrationBuilder.DropTable(
                name: "blocks");

            migrationBuilder.DropTable(
                name: "collection_items");

            migrationBuilder.DropTable(
                name: "exports");

            migrationBuilder.DropTable(
                name: "hashtag_follows");

            migrationBuilder.DropTable(
                name: "mutes");

            migrationBuilder.DropTable(
                name: "notification_causes");

            migrationBuilder.DropTable(
                name: "places");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "user_passkeys");

            migrationBuilder.DropTable(
                name: "collections");

            migrationBuilder.DropTable(
                name: "saved_posts");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropIndex(
                name: "ix_users_avatar_photo_id",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_posts_place_id_id",
                table: "posts");

            migrationBuilder.DropIndex(
                name: "ix_photos_owner_id_sha256",
                table: "photos");

            migrationBuilder.DropIndex(
                name: "ix_photos_owner_id_taken_at_id",
                table: "photos");

            migrationBuilder.DropIndex(
                name: "ix_comments_parent_id_position",
                table: "comments");

            migrationBuilder.DropIndex(
                name: "ix_comments_post_id_position",
                table: "comments");

            migrationBuilder.DropColumn(
                name: "avatar_photo_id",
                table: "users");

            migrationBuilder.DropColumn(
                name: "email_notifications",
                table: "users");

            migrationBuilder.DropColumn(
                name: "notification_position",
                table: "users");

            migrationBuilder.DropColumn(
                name: "push_notifications",
                table: "users");

            migrationBuilder.DropColumn(
                name: "role",
                table: "users");

            migrationBuilder.DropColumn(
                name: "show_exif_by_default",
                table: "users");

            migrationBuilder.DropColumn(
                name: "who_can_comment",
                table: "users");

            migrationBuilder.DropColumn(
                name: "who_can_mention",
                table: "users");

            migrationBuilder.DropColumn(
                name: "comment_position",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "place_id",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "show_camera",
                table: "photos");

            migrationBuilder.DropColumn(
                name: "taken_at",
                table: "photos");

            migrationBuilder.DropColumn(
                name: "position",
                table: "comments");

            migrationBuilder.DropColumn(
                name: "expires_at",
                table: "access_tokens");

            migrationBuilder.CreateIndex(
                name: "ix_comments_parent_id_id",
                table: "comments",
                columns: new[] { "parent_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_comments_post_id_id",
                table: "comments",
                columns: new[] { "post_id", "id" });
        }
    }
}
