using System.IO.Compression;
using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Asking for a copy of one's data, and reading it.</summary>
static class Exported
{
    public static Task<GraphAnswer> RequestExport(this Person person) => person.Graph("""
        mutation { requestExport(input: {}) { export { id status url byteSize readyAt createdAt expiresAt } errors { ... on Error { code message path } ... on RateLimitedError { retryAfterSeconds } } } }
        """);

    public static Task<GraphAnswer> LatestExport(this Person person) =>
        person.Graph("{ viewer { latestExport { id status url byteSize readyAt createdAt expiresAt } } }");

    public static async Task<GraphAnswer> ExportWhenReady(this Person person) => await Eventually.Becomes(
        person.LatestExport, answer => answer["viewer.latestExport.status"] == "READY", "the export is ready", TimeSpan.FromMinutes(1));

    /// <summary>The file behind the export's address, which needs no other permission.</summary>
    public static async Task<ZipArchive> Download(this Person person)
    {
        var url = (await person.ExportWhenReady())["viewer.latestExport.url"]!;
        using var file = await person.House.Stranger.Http.GetAsync(new Uri(url));
        Assert.Equal("application/zip", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        return new ZipArchive(new MemoryStream(await file.Content.ReadAsByteArrayAsync()), ZipArchiveMode.Read);
    }

    public static string Text(this ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    public static JsonArray Rows(this ZipArchive zip, string name) => JsonNode.Parse(zip.Text(name))!.AsArray();
}
