using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;
using PhotoShare.Tests;

namespace PhotoShare.Benchmarks;

/// <summary>
/// What one cannot be faster than without leaving out work: for each page one statement written by hand, which PostgreSQL makes the JSON of, and
/// an endpoint that copies it to the answer. <c>/feed/{me}/{before}</c> and so on.
/// </summary>
static class LimitServer
{
    public static async Task<int> Run(int port, string connectionString)
    {
        await using var app = BareServer.At($"http://127.0.0.1:{port}");
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 20, MaxAutoPrepare = 20, AutoPrepareMinUsages = 1, Options = "-c jit=off -c random_page_cost=1.1" });
        foreach (var file in Directory.GetFiles(Repository.PathOf("tests", "PhotoShare.Benchmarks", "Reading", "pages")))
        {
            var (page, sql) = (Path.GetFileNameWithoutExtension(file), await File.ReadAllTextAsync(file));
            app.MapGet($"/{page}/{{me:guid}}/{{of?}}", (Guid me, string? of, HttpResponse answer) => Answer(database, sql, me, of, answer));
        }
        await app.RunAsync();
        return 0;
    }

    /// <summary>To its end, also where the load has: what Npgsql makes of a statement that is cancelled while it is prepared would spoil the next.</summary>
    static async Task Answer(NpgsqlDataSource database, string sql, Guid me, string? of, HttpResponse answer)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = me });
        if (of is not null) command.Parameters.Add(Guid.TryParse(of, out var id) ? new NpgsqlParameter<Guid> { TypedValue = id } : new NpgsqlParameter<string> { TypedValue = of });
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync()) throw new InvalidOperationException("Nothing was found.");
        answer.ContentType = "application/json";
        await answer.WriteAsync(reader.GetString(0));
    }
}
