using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Making ZIPs, bringing them along by the graph, and reading what became of them.</summary>
static class Importer
{
    const string Request = """
        mutation ($input: RequestImportInput!) { requestImport(input: $input) { import { id files { fileName byteSize partSize parts { number byteSize url received } } } errors { ... on Error { code message path } } } }
        """;

    const string Complete = "mutation ($input: CompleteImportInput!) { completeImport(input: $input) { import { id status } errors { ... on Error { code message path } } } }";

    const string Result = """
        query ($id: ID!) { node(id: $id) { ... on Import {
          id status source itemCount failure finishedAt counts { imported alreadyThere refused listed }
          items(first: 100) { totalCount nodes { id kind status reason title madeAt post { id } } } } } }
        """;

    /// <summary>A ZIP of such files, in this order.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return bytes.ToArray();
    }

    public static byte[] Json(object content) => JsonSerializer.SerializeToUtf8Bytes(content);

    public static byte[] Text(string content) => Encoding.UTF8.GetBytes(content);

    public static byte[] Photo(string name) => File.ReadAllBytes(Repository.Photo(name));

    /// <summary>As Instagram writes it: each byte of its UTF-8 as a character.</summary>
    public static string Mojibake(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    public static Task<GraphAnswer> RequestImport(this Person person, bool keepPlaces, params byte[][] zips) =>
        person.Graph(Request, new { input = new { files = zips.Select((zip, i) => new { fileName = $"part-{i + 1}.zip", byteSize = zip.Length }), keepPlaces } });

    /// <summary>Sends the parts that have not arrived.</summary>
    public static async Task SendParts(this Person person, GraphAnswer announced, params byte[][] zips)
    {
        for (var i = 0; i < zips.Length; i++)
        {
            var size = announced.Number($"requestImport.import.files.{i}.partSize");
            foreach (var part in announced.List($"requestImport.import.files.{i}.parts"))
            {
                var from = ((int)part!["number"]! - 1) * size;
                using var body = new ByteArrayContent(zips[i][from..(from + (int)part["byteSize"]!)]);
                using var sent = await person.House.Stranger.Http.PutAsync(new Uri(part["url"]!.ToString()), body);
                Assert.True(sent.IsSuccessStatusCode, $"{sent.StatusCode}");
            }
        }
    }

    public static Task<GraphAnswer> CompleteImport(this Person person, string importId) => person.Graph(Complete, new { input = new { importId } });

    /// <summary>Sends ZIPs and waits until a worker has looked at all that is in them.</summary>
    public static async Task<GraphAnswer> Import(this Person person, bool keepPlaces, params byte[][] zips)
    {
        var announced = (await person.RequestImport(keepPlaces, zips)).ShouldSucceed();
        await person.SendParts(announced, zips);
        var id = announced["requestImport.import.id"]!;
        (await person.CompleteImport(id)).ShouldSucceed();
        return await person.Imported(id);
    }

    public static Task<GraphAnswer> Imported(this Person person, string importId) => Eventually.Becomes(
        async () => (await person.Graph(Result, new { id = importId })).ShouldSucceed(), answer => answer["node.status"] is "DONE" or "FAILED", "the import is done", TimeSpan.FromMinutes(3));

    /// <summary>Each thing in a line, e.g. <c>PHOTO REFUSED DAMAGED a.jpg</c>, the first one first.</summary>
    public static IReadOnlyList<string> Lines(this GraphAnswer import) => [.. import.List("node.items.nodes").Reverse().Select(item =>
        string.Join(' ', new[] { item!["kind"], item["status"], item["reason"], item["title"] }.Where(word => word is not null)))];

    public static Task<List<Post>> PostsOf(this Person person) => person.House.Database(db => db.Posts.AsNoTracking().Include(p => p.Photos).Include(p => p.Mentions).Include(p => p.Hashtags)
        .Where(p => p.AuthorId == person.Viewer.Id).OrderBy(p => p.Id).AsSplitQuery().ToListAsync());
}
