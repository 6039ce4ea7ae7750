using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What a browser needs to install the site as an app.</summary>
[Collection(HouseCollection.Name)]
public sealed class InstallTests(House house)
{
    [Fact]
    public async Task A_page_names_the_manifest_which_names_icons_that_are_there_as_large_as_it_says()
    {
        using var visitor = house.Browse();
        var link = (await visitor.Get("/signin")).One("link[rel=manifest]");
        // Without its cookies a browser would ask in its own language and not in the chosen one.
        Assert.Equal("use-credentials", link.GetAttribute("crossorigin"));
        using var answer = await house.Stranger.Http.GetAsync(link.GetAttribute("href"));
        var manifest = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["PhotoShare", "/", "/", "standalone"], new[] { "name", "id", "start_url", "display" }.Select(name => manifest[name]!.ToString()));
        Assert.Equal(["any", "any", "maskable", "maskable"], manifest["icons"]!.AsArray().Select(icon => icon!["purpose"]!.ToString()));
        foreach (var icon in manifest["icons"]!.AsArray())
        {
            using var picture = await house.Stranger.Http.GetAsync(icon!["src"]!.ToString());
            Assert.Equal("image/png", picture.Content.Headers.ContentType!.MediaType);
            Assert.Equal(icon["sizes"]!.ToString(), SizeOf(await picture.Content.ReadAsByteArrayAsync()));
        }
        foreach (var shortcut in manifest["shortcuts"]!.AsArray())
            Assert.NotEqual(404, (int)(await visitor.Get(shortcut!["url"]!.ToString())).Status);
    }

    [Fact]
    public async Task It_speaks_the_visitors_language_and_takes_the_kinds_of_photo_that_uploading_takes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/manifest.webmanifest") { Headers = { { "Accept-Language", "de" } } };
        using var answer = await house.Stranger.Http.SendAsync(request);
        var manifest = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

        Assert.Equal("de", manifest["lang"]!.ToString());
        Assert.Equal("Fotos teilen", manifest["shortcuts"]![0]!["name"]!.ToString());
        Assert.Equal(Announcement.AllowedContentTypes, manifest["share_target"]!["params"]!["files"]![0]!["accept"]!.AsArray().Select(type => type!.ToString()));
    }

    [Fact]
    public async Task The_worker_has_the_version_of_what_pages_load_and_is_asked_for_anew_each_time()
    {
        using var answer = await house.Stranger.Http.GetAsync("/sw.js");
        var script = await answer.Content.ReadAsStringAsync();
        var bundle = house.Services.GetRequiredService<Bundle>();

        Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
        Assert.StartsWith($"const version = \"{bundle.Version}\"", script, StringComparison.Ordinal);
        var shell = JsonNode.Parse(Regex.Match(script, @"shell = (\[.*?\]);").Groups[1].Value)!.AsArray().Select(address => address!.ToString()).ToList();
        Assert.Contains(bundle.Address("texts.js"), shell);
        foreach (var address in shell) Assert.True((await house.Stranger.Http.GetAsync(address)).IsSuccessStatusCode, address);
        Assert.Contains("worker-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_that_says_that_there_is_no_connection_knows_nobody()
    {
        using var visitor = house.Browse();
        var stranger = await visitor.Get("/offline");
        await visitor.SignIn("carol");
        var carol = await visitor.Get("/offline");

        Assert.Equal("No connection", stranger.One("h1").TextContent);
        Assert.Equal(stranger.Html, carol.Html);
        Assert.True(carol.One("[data-last-feed]").HasAttribute("hidden"));
    }

    /// <summary>Width and height stand in the first chunk of a PNG.</summary>
    static string SizeOf(byte[] png) => $"{System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16))}x{System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))}";
}
