using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What pages load is small, and asked for once.</summary>
[Collection(HouseCollection.Name)]
public sealed class BundleTests(House house)
{
    const int MostStyles = 20 * 1024;

    string Styles => house.Services.GetRequiredService<Bundle>().Styles;

    [Fact]
    public async Task A_browser_keeps_what_it_has_under_an_address_that_says_which_version_it_is()
    {
        using var now = await Get(Styles);
        using var other = await Get(Regex.Replace(Styles, "/assets/[0-9a-f]+/", "/assets/0123456789abcdef/"));
        using var nothing = await Get("/assets/0123456789abcdef/nothing.js");

        Assert.Equal("public, max-age=31536000, immutable", now.Headers.CacheControl!.ToString());
        Assert.Equal(["br"], now.Content.Headers.ContentEncoding);
        Assert.Equal("no-cache", other.Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task The_stylesheet_of_the_whole_app_is_one_and_small()
    {
        var plain = await house.Stranger.Http.GetStringAsync(Styles);
        using var packed = await Get(Styles);

        // Layers are put in order before any is filled.
        Assert.StartsWith("@layer base, parts, pages;", plain, StringComparison.Ordinal);
        Assert.InRange(packed.Content.Headers.ContentLength!.Value, 1, MostStyles);
        using var visitor = house.Browse();
        Assert.Single((await visitor.Get("/")).Document.QuerySelectorAll("link[rel=stylesheet]"));
    }

    async Task<HttpResponseMessage> Get(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        return await house.Stranger.Http.SendAsync(request);
    }
}
