using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare.Tests;

/// <summary>What stands for the release before this one, recorded from it by <c>tests/record-release</c>, on the database of this run.</summary>
static partial class PreviousRelease
{
    static readonly string Here = FolderOf(TestDatabase.IsPostgres);
    static readonly Lazy<string> World = new(() => File.ReadAllText(Path.Combine(Here, "world.sql")));

    /// <summary>The changes of the layout that it knew, oldest first.</summary>
    public static IReadOnlyList<string> Migrations => MigrationsOn(TestDatabase.IsPostgres);

    public static IReadOnlyList<string> MigrationsOn(bool postgres) => File.ReadAllLines(Path.Combine(FolderOf(postgres), "migrations"));

    /// <summary>What its server sent to the database.</summary>
    public static IReadOnlyList<RecordedStatement> Statements { get; } = RecordedStatement.Read(Path.Combine(Here, "statements.sql.gz"));

    /// <summary>With which ann came to it.</summary>
    public static string Token => File.ReadAllText(Path.Combine(Here, "token")).Trim();

    /// <summary>Gives an empty database its layout and its rows, and a data folder its keys.</summary>
    public static async Task Restore(PhotoShareDb db, string dataDirectory)
    {
        await db.GetService<IMigrator>().MigrateAsync(Migrations[^1]);
        await db.Database.OpenConnectionAsync();
        // The rows come in no order.
        await Execute(db, TestDatabase.IsPostgres ? "SET session_replication_role = replica" : "PRAGMA foreign_keys = OFF");
        // Changes of the layout have left some rows too.
        foreach (var (table, _) in Tables()) await Execute(db, $"DELETE FROM {table}");
        await Execute(db, World.Value);
        await Execute(db, TestDatabase.IsPostgres ? "RESET session_replication_role" : "PRAGMA foreign_keys = ON");
        await db.Database.CloseConnectionAsync();

        // For its owner alone, which git does not keep.
        await Commands.Run("install", ["-m", "600", Path.Combine(Here, "master.key"), dataDirectory]);
        var keys = Directory.CreateDirectory(Path.Combine(dataDirectory, "blobs", "keys")).FullName;
        foreach (var key in Directory.GetFiles(Path.Combine(Here, "keys"))) File.Copy(key, Path.Combine(keys, Path.GetFileName(key)));
    }

    /// <summary>Every row of the tables that it had rows in, with the columns that it knew.</summary>
    public static async Task<IReadOnlySet<string>> Rows(PhotoShareDb db)
    {
        var rows = new HashSet<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var (table, columns) in Tables())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT {columns} FROM {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add($"{table}: {string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(i)}"))}");
        }
        await db.Database.CloseConnectionAsync();
        return rows;
    }

    static async Task Execute(PhotoShareDb db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    static IEnumerable<(string Name, string Columns)> Tables() =>
        Inserts().Matches(World.Value).Select(insert => (insert.Groups["table"].Value, insert.Groups["columns"].Value)).Distinct();

    static string FolderOf(bool postgres) => Repository.PathOf("tests", "fixtures", "previous-release", postgres ? "postgres" : "sqlite");

    [GeneratedRegex(@"^INSERT INTO (?<table>[\w.]+) ?\((?<columns>[^)]+)\) VALUES", RegexOptions.Multiline)]
    private static partial Regex Inserts();
}
