using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhotoShare.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ConfirmedSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "last_code_step",
                table: "users",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTime>(
                name: "confirmed_at",
                table: "sessions",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // By SQLite itself: Entity Framework would rebuild the tables, and their triggers of search would be gone.
            foreach (var (table, column) in ((string, string)[])[("users", "last_code_step"), ("sessions", "confirmed_at")])
                migrationBuilder.Sql($"ALTER TABLE {table} DROP COLUMN {column}");
        }
    }
}
