using System.Net;
using System.Net.Http.Headers;
using PhotoShare.Tests;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>Pages as a browser gets them: how many a second, how soon, and how many bytes before and after compression. On the world of scale.sql; Lighthouse looks at the same pages in tests/lighthouse.</summary>
static class PageWeight
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4), Round = TimeSpan.FromSeconds(6);

    public static async Task<int> Run()
    {
        Environment.SetEnvironmentVariable("PHOTOSHARE_TEST_DATABASE", "postgres");
        var house = new ScaleHouse();
        try
        {
            await house.InitializeAsync();
            using var visitor = house.Browse();
            await visitor.SignIn("ann");
            var cookie = visitor.Cookies;
            var table = new Table().AddColumns("page", "a second", "p50 ms", "p99 ms", "bytes", "compressed");
            foreach (var (name, path) in ((string, string)[])[("the feed", "/"), ("a post", $"/posts/{house.PublicPost}"), ("a profile", "/@ann"), ("explore", "/explore")])
            {
                var request = new LoadRequest(new Uri(house.Address, path), new Dictionary<string, string> { ["Cookie"] = cookie, ["Accept"] = "text/html" }, []);
                await Wrk.Load(request, WarmUp, connections: 4);
                var seen = await Wrk.Load(request, Round, connections: 4);
                table.AddRow(name, $"{seen.PerSecond:0}", $"{seen.P50:0}", $"{seen.P99:0}", $"{await Bytes(request, null):N0}", $"{await Bytes(request, "br"):N0}");
            }
            AnsiConsole.Write(table);
            Console.WriteLine($"{Environment.ProcessorCount} cores, which the server, PostgreSQL and wrk share; 4 connections; signed in.");
            return 0;
        }
        finally
        {
            await house.DisposeAsync();
        }
    }

    static async Task<int> Bytes(LoadRequest request, string? coding)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, UseCookies = false, AllowAutoRedirect = false });
        using var message = new HttpRequestMessage(HttpMethod.Get, request.Address);
        foreach (var (name, value) in request.Headers) message.Headers.TryAddWithoutValidation(name, value);
        if (coding is not null) message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(coding));
        using var answer = await http.SendAsync(message);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }
}
