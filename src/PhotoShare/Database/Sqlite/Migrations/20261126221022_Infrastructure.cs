using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhotoShare.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Infrastructure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "email_index",
                table: "users",
                type: "BLOB",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_email",
                table: "users",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_phone",
                table: "users",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "last_used_at",
                table: "user_passkeys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "show_location",
                table: "photos",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "ix_users_email_index",
                table: "users",
                column: "email_index",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_users_email_index",
                table: "users");

            // By SQLite itself: Entity Framework would rebuild the tables by a model that Search, before this, does not have.
            foreach (var (table, column) in ((string, string)[])[("users", "email_index"), ("users", "sealed_email"), ("users", "sealed_phone"), ("user_passkeys", "last_used_at"), ("photos", "show_location")])
                migrationBuilder.Sql($"ALTER TABLE {table} DROP COLUMN {column}");
        }
    }
}
