using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Tests;

/// <summary>Looks for words in every row of every table, whatever tables there are.</summary>
static class Traces
{
    /// <summary>Table, column and word of each place where one was found.</summary>
    public static Task<List<string>> Find(House house, Guid[] ids, string[] words) => house.Database(async db =>
    {
        List<string> found = [];
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        foreach (var table in await Tables(connection))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                for (var i = 0; i < rows.FieldCount; i++)
                    found.AddRange(In(rows.GetValue(i), ids, words).Select(word => $"{table}.{rows.GetName(i)}: {word}"));
        }
        return found;
    });

    static async Task<List<string>> Tables(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = TestDatabase.IsPostgres
            ? "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            // The tables in which a full-text index keeps itself are no one's to read.
            : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%WITHOUT ROWID'";
        List<string> tables = [];
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) tables.Add(rows.GetString(0));
        return tables;
    }

    static IEnumerable<string> In(object value, Guid[] ids, string[] words)
    {
        switch (value)
        {
            case Guid id: return ids.Contains(id) ? [id.ToString()] : [];
            case string text: return Forms(ids, words).Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
            case byte[] bytes:
                return Forms(ids, words).Where(word => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0)
                    .Concat(ids.Where(id => bytes.AsSpan().IndexOf(id.ToByteArray()) >= 0 || bytes.AsSpan().IndexOf(id.ToByteArray(bigEndian: true)) >= 0).Select(id => id.ToString()));
            default: return [];
        }
    }

    static IEnumerable<string> Forms(Guid[] ids, string[] words) => ids.SelectMany(id => (string[])[id.ToString("d"), id.ToString("n")]).Concat(words);
}
