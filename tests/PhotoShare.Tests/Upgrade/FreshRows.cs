using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PhotoShare.Tests;

/// <summary>Recorded statements, so that they can be sent any number of times: of a row that may be there once, one part is another each time.</summary>
sealed partial class FreshRows(IModel model, IReadOnlyList<RecordedStatement> recorded)
{
    public sealed record Filled(RecordedStatement Statement, Dictionary<string, object> Values);

    /// <summary>The statement with values for one more time, behind those that make the rows which it then stands on.</summary>
    public IReadOnlyList<Filled> Again(RecordedStatement statement)
    {
        var all = new List<Filled>();
        Add(statement, all);
        return all;
    }

    /// <summary>The row that a foreign key leads to, made by the statement that makes such rows. Gives its id.</summary>
    object Add(IProperty foreign, List<Filled> all)
    {
        var table = foreign.GetContainingForeignKeys().First().PrincipalEntityType.GetTableName()!;
        var maker = recorded.First(statement => Inserts().Matches(statement.Text).Any(insert => Row(insert).Table == table));
        return Add(maker, all)[Row(Inserts().Matches(maker.Text).First(insert => Row(insert).Table == table)).Row["id"]];
    }

    Dictionary<string, object> Add(RecordedStatement statement, List<Filled> all)
    {
        var values = statement.Values.ToDictionary(value => value.Name, value => value.Value);
        var changed = new HashSet<string>();
        var inserts = Inserts().Matches(statement.Text).Select(Row).ToList();
        foreach (var (table, row) in inserts)
        {
            foreach (var key in Keys(EntityOf(table)).Where(key => key.All(column => row.TryGetValue(Column(column), out var value) && values[value] is not DBNull)))
            {
                if (key.Any(column => changed.Contains(row[Column(column)]))) continue;
                // An id rather than a word, of which there may be but a few; what stands on another row needs another such row.
                var part = key.MinBy(column => column.IsForeignKey() ? 2 : values[row[Column(column)]] is Guid ? 0 : 1)!;
                var was = values[row[Column(part)]];
                var now = part.IsForeignKey() ? Add(part, all) : Another(was, part.GetMaxLength() ?? int.MaxValue);
                foreach (var name in inserts.SelectMany(other => References(other, table)).Where(name => was.Equals(values[name])).Append(row[Column(part)]).ToList())
                {
                    values[name] = now;
                    changed.Add(name);
                }
            }
        }
        all.Add(new Filled(statement, values));
        return values;
    }

    /// <summary>The parameters of a row by which it stands on one of a table, which the same statement may make.</summary>
    IEnumerable<string> References((string Table, Dictionary<string, string> Row) insert, string table) =>
        from key in EntityOf(insert.Table).GetForeignKeys()
        where key.PrincipalEntityType.GetTableName() == table
        from column in key.Properties
        where insert.Row.ContainsKey(Column(column))
        select insert.Row[Column(column)];

    IEntityType EntityOf(string table) => model.GetEntityTypes().First(type => type.GetTableName() == table);

    static IEnumerable<IReadOnlyList<IProperty>> Keys(IEntityType entity) =>
        entity.GetKeys().Select(key => key.Properties).Concat(entity.GetIndexes().Where(index => index.IsUnique).Select(index => index.Properties));

    static string Column(IProperty property) => property.GetColumnName();

    static (string Table, Dictionary<string, string> Row) Row(Match insert) => (insert.Groups["table"].Value, insert.Groups["columns"].Value.Split(", ")
        .Zip(insert.Groups["values"].Value.Split(", ")).ToDictionary(pair => pair.First.Trim('"'), pair => pair.Second));

    static object Another(object value, int maxLength) => value switch
    {
        Guid => RowId.Next(),
        string => $"{Guid.NewGuid():n}"[..Math.Min(maxLength, 32)],
        byte[] bytes => RandomNumberGenerator.GetBytes(bytes.Length),
        long or int => RandomNumberGenerator.GetInt32(1_000_000, int.MaxValue),
        DateTime => DateTime.UtcNow,
        _ => throw new NotSupportedException($"{value.GetType()} in a key"),
    };

    [GeneratedRegex("""INSERT INTO "?(?<table>\w+)"? \((?<columns>[^)]+)\)\s+VALUES \((?<values>[^)]+)\)(\s+RETURNING [^;]+)?;""")]
    private static partial Regex Inserts();
}
