using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhotoShare.Database.Postgres.Migrations
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
                type: "bytea",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_email",
                table: "users",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_phone",
                table: "users",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "last_used_at",
                table: "user_passkeys",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "show_location",
                table: "photos",
                type: "boolean",
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

            migrationBuilder.DropColumn(
                name: "email_index",
                table: "users");

            migrationBuilder.DropColumn(
                name: "sealed_email",
                table: "users");

            migrationBuilder.DropColumn(
                name: "sealed_phone",
                table: "users");

            migrationBuilder.DropColumn(
                name: "last_used_at",
                table: "user_passkeys");

            migrationBuilder.DropColumn(
                name: "show_location",
                table: "photos");
        }
    }
}
