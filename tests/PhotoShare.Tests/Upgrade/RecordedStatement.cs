using System.Data.Common;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PhotoShare.Tests;

/// <summary>A statement that a server of another version sent, with values that it went with. In a file a comment for each value stands before it, and an empty line after it.</summary>
sealed record RecordedStatement(string Text, IReadOnlyList<RecordedValue> Values)
{
    /// <summary>Indentation is left out, and so are empty lines.</summary>
    public static RecordedStatement Of(DbCommand command) => new(
        string.Join('\n', command.CommandText.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        [.. command.Parameters.Cast<DbParameter>().Select(RecordedValue.Of)]);

    /// <param name="file">Gzipped.</param>
    public static IReadOnlyList<RecordedStatement> Read(string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return
        [
            .. from block in text.ReadToEnd().Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
               let lines = block.Split('\n')
               select new RecordedStatement(
                   string.Join('\n', lines.SkipWhile(RecordedValue.IsOne)),
                   [.. lines.TakeWhile(RecordedValue.IsOne).Select(RecordedValue.Read)]),
        ];
    }

    public override string ToString() => $"{string.Concat(Values.Select(value => $"{value}\n"))}{Text}\n";
}

/// <param name="Name">Of the parameter, with what it begins with.</param>
/// <param name="Type">PostgreSQL's name of its type; on SQLite, which has no such thing, .NET's.</param>
/// <param name="Json">The value.</param>
sealed record RecordedValue(string Name, string Type, string Json)
{
    const string Mark = "-- @";

    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static RecordedValue Of(DbParameter parameter) => new(
        parameter.ParameterName.StartsWith('@') ? parameter.ParameterName : $"@{parameter.ParameterName}",
        (string?)parameter.GetType().GetProperty("DataTypeName")?.GetValue(parameter) ?? parameter.Value!.GetType().Name,
        parameter.Value is DBNull ? "null" : JsonSerializer.Serialize(parameter.Value, Plain));

    public static bool IsOne(string line) => line.StartsWith(Mark, StringComparison.Ordinal);

    public static RecordedValue Read(string line)
    {
        var (name, type, json) = (line.IndexOf(' ', Mark.Length), line.IndexOf('(', Mark.Length) + 1, line.IndexOf(") ", Mark.Length, StringComparison.Ordinal));
        return new(line[(Mark.Length - 1)..name], line[type..json], line[(json + 2)..]);
    }

    public object Value => Json == "null" ? DBNull.Value : JsonSerializer.Deserialize(Json, TypeOf(Type))!;

    public override string ToString() => $"-- {Name} ({Type}) {Json}";

    static Type TypeOf(string name) => name switch
    {
        "Boolean" or "boolean" => typeof(bool),
        "Byte[]" or "bytea" => typeof(byte[]),
        "DateOnly" or "date" => typeof(DateOnly),
        "DateTime" or "timestamp with time zone" => typeof(DateTime),
        "Double" or "double precision" => typeof(double),
        "Guid" or "uuid" => typeof(Guid),
        "uuid[]" => typeof(Guid?[]),
        "Int32" or "integer" => typeof(int),
        "Int64" or "bigint" => typeof(long),
        "String" or "text" or "character varying" or "jsonb" => typeof(string),
        "text[]" or "character varying[]" => typeof(string[]),
        _ => throw new NotSupportedException($"A value of the type {name}"),
    };
}
