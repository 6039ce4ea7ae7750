using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare.Database.Sqlite.Migrations;

/// <summary>
/// One row that says which change a version must know to work on this database: the one that the release before ended with. The first change
/// after a release sets it anew. The model knows nothing of it.
/// </summary>
[DbContext(typeof(SqliteDb))]
[Migration("20261128003000_LayoutNeeds")]
public sealed class LayoutNeeds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("layout",
            table => new { id = table.Column<int>("INTEGER"), needs = table.Column<string>("TEXT") },
            constraints: table => table.PrimaryKey("pk_layout", row => row.id));
        migrationBuilder.InsertData("layout", ["id", "needs"], ["INTEGER", "TEXT"], [1, "20261127130411_FilterWordsRestrictAndHideLikes"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("layout");
}
