using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace PhotoShare.Web;

/// <summary>
/// What every page loads to look right and to work: one stylesheet made of <c>wwwroot/css</c>, and the modules of <c>wwwroot/js</c>. They
/// lie under an address that changes with what they say, so that browsers keep them for a year; modules that import each other by relative
/// names stay under it.
/// </summary>
public sealed class Bundle
{
    const string Stylesheet = "app.css";

    readonly Dictionary<string, Packed> files;
    readonly string version;

    public Bundle(IWebHostEnvironment environment)
    {
        var web = environment.WebRootFileProvider;
        files = Files(web, "js", ".js").ToDictionary(file => file.Name, file => new Packed(Read(file), "text/javascript; charset=utf-8"));
        files[Operations.ModuleName] = new Packed(Operations.Module(), "text/javascript; charset=utf-8");
        // The tokens name the layers in their order; after that the order of the files says nothing that a layer does not.
        var styles = Files(web, "css", ".css").OrderBy(file => file.Name != "tokens.css").ThenBy(file => file.Name != "base.css").ThenBy(file => file.Name, StringComparer.Ordinal);
        files[Stylesheet] = new Packed([.. styles.SelectMany(Read)], "text/css; charset=utf-8");

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, file) in files.OrderBy(file => file.Key, StringComparer.Ordinal)) hash.AppendData(file.Plain);
        version = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    /// <summary>What changes when any of it does.</summary>
    public string Version => version;

    /// <summary>The address of the one stylesheet.</summary>
    public string Styles => Address(Stylesheet);

    /// <summary>The address of a module, by its file's name.</summary>
    public string Address(string file) => $"/assets/{version}/{file}";

    /// <summary>What a module says, by its file's name.</summary>
    internal string TextOf(string file) => Encoding.UTF8.GetString(files[file].Plain);

    internal void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{version}/{file}", Answer).AllowAnonymous().ExcludeFromDescription();

    IResult Answer(HttpContext http, string version, string file)
    {
        if (!files.TryGetValue(file, out var packed)) return Results.NotFound();
        // A page of a server that is newer or older than this one gets what we have, and asks again next time.
        http.Response.Headers.CacheControl = version == this.version ? "public, max-age=31536000, immutable" : "no-cache";
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        if (!accepted.Contains("br", StringComparison.Ordinal)) return Results.Bytes(packed.Plain, packed.ContentType);
        http.Response.Headers.ContentEncoding = "br";
        return Results.Bytes(packed.Brotli.Value, packed.ContentType);
    }

    static IEnumerable<IFileInfo> Files(IFileProvider web, string folder, string extension) =>
        web.GetDirectoryContents(folder).Where(file => file.Name.EndsWith(extension, StringComparison.Ordinal));

    static byte[] Read(IFileInfo file)
    {
        using var stream = file.CreateReadStream();
        var bytes = new byte[file.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A file as it is and, from the first time that it is asked for, as small as it gets. Every browser since 2017 reads Brotli, over HTTPS and on one's own machine.</summary>
    sealed record Packed(byte[] Plain, string ContentType)
    {
        public Lazy<byte[]> Brotli { get; } = new(() =>
        {
            var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize)) brotli.Write(Plain);
            return packed.ToArray();
        });
    }
}
