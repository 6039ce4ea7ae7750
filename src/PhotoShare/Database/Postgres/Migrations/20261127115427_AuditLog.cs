using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhotoShare.Database.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class AuditLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_place",
                table: "sessions",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "event_id",
                table: "outbound_mails",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "link_id",
                table: "outbound_mails",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    details = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    sealed_origin = table.Column<byte[]>(type: "bytea", nullable: true),
                    network = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    mac = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_heads",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    anchored_position = table.Column<long>(type: "bigint", nullable: false),
                    anchored_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_heads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "email_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    sealed_email = table.Column<byte[]>(type: "bytea", nullable: false),
                    email_index = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_email_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_email_links_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "audit_heads",
                columns: new[] { "id", "anchored_at", "anchored_position", "hash", "position" },
                values: new object[] { 1, new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Utc), 0L, new byte[0], 0L });

            migrationBuilder.CreateIndex(
                name: "ix_outbound_mails_link_id",
                table: "outbound_mails",
                column: "link_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_actor_id_id",
                table: "audit_events",
                columns: new[] { "actor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_kind_id",
                table: "audit_events",
                columns: new[] { "kind", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_person_id_id",
                table: "audit_events",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_position",
                table: "audit_events",
                column: "position",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_waiting",
                table: "audit_events",
                column: "id",
                filter: "position IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_email_links_expires_at",
                table: "email_links",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_email_links_user_id_id",
                table: "email_links",
                columns: new[] { "user_id", "id" });

            migrationBuilder.AddForeignKey(
                name: "fk_outbound_mails_email_links_link_id",
                table: "outbound_mails",
                column: "link_id",
                principalTable: "email_links",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_outbound_mails_email_links_link_id",
                table: "outbound_mails");

            migrationBuilder.DropTable(
                name: "audit_events");

            migrationBuilder.DropTable(
                name: "audit_heads");

            migrationBuilder.DropTable(
                name: "email_links");

            migrationBuilder.DropIndex(
                name: "ix_outbound_mails_link_id",
                table: "outbound_mails");

            migrationBuilder.DropColumn(
                name: "sealed_place",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "event_id",
                table: "outbound_mails");

            migrationBuilder.DropColumn(
                name: "link_id",
                table: "outbound_mails");
        }
    }
}
