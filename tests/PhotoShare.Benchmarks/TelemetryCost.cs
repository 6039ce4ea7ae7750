using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PhotoShare.Tests;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>
/// What telemetry costs: the processor time of a server for one request, with nothing gathered, with the metrics that are always gathered, and
/// with traces, metrics and logs sent to a collector. Processor time, since the time of a request tells of what else the machine does; the
/// servers run side by side, and take turns.
/// </summary>
static class TelemetryCost
{
    const int Rounds = 12, Requests = 400;

    static readonly (string Name, string Query)[] Operations =
    [
        ("{ __typename }", "{ __typename }"),
        ("a feed of 10", "{ feed(first: 10) { nodes { id caption likeCount commentCount author { username } photos { id placeholder image(width: 640) { url } } } } }"),
    ];

    public static async Task<int> Run()
    {
        await using var house = new FurnishedHouse();
        await using var collector = await Collector();
        var otlp = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };
        (string Name, Node Server)[] servers = [("nothing", await house.Serve(new() { ["OTEL_SDK_DISABLED"] = "true" })), ("metrics", await house.Serve([])), ("traces, metrics, logs", await house.Serve(otlp))];
        var spent = servers.SelectMany(server => Operations.Select(operation => (server.Name, operation.Name))).ToDictionary(key => key, _ => new List<double>());
        for (var round = -3; round < Rounds; round++)
            foreach (var (operation, query) in Operations)
                foreach (var (name, server) in servers)
                    if (await Ask(server, house.Token, query) is var microseconds && round >= 0) spent[(name, operation)].Add(microseconds);
        var table = new Table().AddColumns("operation", "gathered", "µs of processor time, median", "least");
        foreach (var ((name, operation), times) in spent.OrderBy(entry => entry.Key.Item2)) table.AddRow(Spectre.Console.Markup.Escape(operation), name, $"{times.Median():0}", $"{times.Min():0}");
        AnsiConsole.Write(table);
        foreach (var (_, server) in servers) await server.DisposeAsync();
        return 0;
    }

    /// <returns>Microseconds that the server's processors worked for one request.</returns>
    static async Task<double> Ask(Node server, string token, string query)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var before = server.Cpu;
        for (var i = 0; i < Requests; i++)
        {
            using var answer = await http.PostAsJsonAsync("/graphql", new { query });
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
        }
        return (server.Cpu - before).TotalMicroseconds / Requests;
    }

    static async Task<WebApplication> Collector()
    {
        var app = BareServer.At("http://127.0.0.1:0");
        app.MapPost("/v1/{signal}", async (HttpRequest request) => await request.Body.CopyToAsync(Stream.Null));
        await app.StartAsync();
        return app;
    }

    /// <summary>A data folder with the demo's people in it, for servers one beside the other.</summary>
    sealed class FurnishedHouse : IAsyncDisposable
    {
        readonly string folder = Directory.CreateTempSubdirectory("photoshare-bench-").FullName;

        public string Token { get; private set; } = "";

        public async Task<Node> Serve(Dictionary<string, string?> environment)
        {
            environment["PhotoShare__DataDirectory"] = folder;
            environment["PhotoShare__Graph__CostPerMinute"] = "100000000";
            if (Token.Length == 0)
            {
                await Photoshare(environment, "demo");
                Token = (await Photoshare(environment, "token", "create", "mira.birds")).LastLine;
            }
            var server = new Node(environment);
            await server.Start();
            return server;
        }

        static async Task<CommandResult> Photoshare(Dictionary<string, string?> environment, params string[] arguments)
        {
            var result = await Commands.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "PhotoShare.Web.dll"), .. arguments], null, environment, TimeSpan.FromMinutes(5));
            return result.ExitCode == 0 ? result : throw new InvalidOperationException($"{result.Error}{result.Output}");
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
