using System.Data;
using System.Text.Json.Nodes;
using Npgsql;

namespace PhotoShare.Tests;

/// <summary>What PostgreSQL did for a statement when it was run with what was sent with it (EXPLAIN ANALYZE).</summary>
sealed class QueryPlan
{
    readonly List<JsonObject> steps = [];

    QueryPlan(SentStatement statement, JsonNode plan)
    {
        Statement = statement;
        Walk(plan["Plan"]!.AsObject());
    }

    public SentStatement Statement { get; }

    public static async Task<QueryPlan> Of(SentStatement statement, NpgsqlConnection connection)
    {
        if (connection.State != ConnectionState.Open) await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement.Text}", connection);
        command.Parameters.AddRange(statement.Parameters.Select(parameter => ((NpgsqlParameter)parameter).Clone()).ToArray());
        return new QueryPlan(statement, JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)![0]!);
    }

    /// <summary>The tables that were read from end to end.</summary>
    public IEnumerable<string> ReadWhole => steps.Where(step => step["Node Type"]!.ToString() == "Seq Scan" && Number(step, "Actual Loops") > 0).Select(step => step["Relation Name"]!.ToString());

    /// <summary>How often an index or a table was looked into and how many rows were taken from it there, those included that were then left out.</summary>
    public long RowsRead => steps.Where(step => step.ContainsKey("Relation Name") || step.ContainsKey("Index Name")).Sum(step =>
        Number(step, "Actual Loops") * (1 + Number(step, "Actual Rows") + Number(step, "Rows Removed by Filter") + Number(step, "Rows Removed by Index Recheck")));

    public override string ToString() => $"{Statement.Text}\n{string.Join('\n', steps.Select(step =>
        $"{step["Node Type"]} {step["Relation Name"]} {step["Index Name"]} loops {step["Actual Loops"]} rows {step["Actual Rows"]} left out {step["Rows Removed by Filter"]}"))}";

    void Walk(JsonObject step)
    {
        steps.Add(step);
        foreach (var below in step["Plans"]?.AsArray() ?? []) Walk(below!.AsObject());
    }

    static long Number(JsonObject step, string name) => step[name] is { } number ? (long)(double)number : 0;
}
