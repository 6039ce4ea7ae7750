using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Every page answers without script, to a stranger and to somebody signed in.</summary>
[Collection(HouseCollection.Name)]
public sealed class PageTests(House house)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/explore")]
    [InlineData("/signin")]
    [InlineData("/signup")]
    [InlineData("/@ann")]
    [InlineData("/@dora")]
    [InlineData("/@ann/followers")]
    [InlineData("/search")]
    [InlineData("/search?q=welcome")]
    [InlineData("/tags/welcome")]
    [InlineData("/posts/")]
    public async Task A_stranger_sees(string path)
    {
        using var visitor = house.Browse();
        ShouldBeWhole(await visitor.Get(path == "/posts/" ? $"/posts/{house.PublicPost}" : path));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/explore")]
    [InlineData("/upload")]
    [InlineData("/settings")]
    [InlineData("/@ann")]
    [InlineData("/@bob")]
    [InlineData("/@bob/following")]
    [InlineData("/notifications")]
    [InlineData("/saved")]
    [InlineData("/search?q=welcome")]
    [InlineData("/tags/welcome")]
    [InlineData("/posts/")]
    public async Task Somebody_signed_in_sees(string path)
    {
        using var visitor = house.Browse();
        await visitor.SignIn("ann");
        var page = await visitor.Get(path == "/posts/" ? $"/posts/{house.PublicPost}" : path);

        ShouldBeWhole(page);
        Assert.NotNull(page.Document.QuerySelector("nav a[href='/@ann']"));
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/@nobody.here")]
    [InlineData("/posts/0197d000-0000-7000-8000-000000000000")]
    [InlineData("/posts/not-an-id")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        using var visitor = house.Browse();
        var page = await visitor.Get(path);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("Nothing here", page.One("h1").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_needs_nothing_from_elsewhere_and_all_that_it_names_is_there()
    {
        using var visitor = house.Browse();
        var page = await visitor.Get($"/posts/{house.PublicPost}");
        var named = page.Document.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=modulepreload], script[src], img[src]")
            .Select(element => new Uri(page.Address, element.GetAttribute("href") ?? element.GetAttribute("src"))).ToList();

        // Photos come from the bucket where there is one.
        var photos = named.Where(address => address.AbsolutePath.Contains("/renditions/", StringComparison.Ordinal)).ToList();
        var store = house.Services.GetRequiredService<IBlobStore>() is S3BlobStore buckets ? buckets.Origins.Single() : house.Address;
        Assert.All(named.Except(photos), address => Assert.Equal(house.Address.Authority, address.Authority));
        Assert.All(photos, address => Assert.Equal(store.Authority, address.Authority));
        Assert.Contains(named, address => address.AbsolutePath.EndsWith(".css", StringComparison.Ordinal));
        Assert.NotEmpty(photos);
        foreach (var address in named)
        {
            using var answer = await house.Stranger.Http.GetAsync(address);
            Assert.True(answer.IsSuccessStatusCode, $"{address} is {answer.StatusCode}");
        }
    }

    static void ShouldBeWhole(WebPage page)
    {
        Assert.True(page.Status == HttpStatusCode.OK, $"{page.Address} is {page.Status}: {page.Html}");
        Assert.NotEqual("", page.One("title").TextContent);
        Assert.NotEqual("", page.One("h1").TextContent.Trim());
        Assert.NotNull(page.One("html").GetAttribute("lang"));
        Assert.Empty(page.Document.QuerySelectorAll("script:not([src]), [style], [onclick]"));
    }
}
