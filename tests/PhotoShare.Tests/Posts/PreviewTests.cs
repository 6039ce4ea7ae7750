using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What other sites, chats and search engines are told: only what everybody sees.</summary>
[Collection(HouseCollection.Name)]
public sealed class PreviewTests(House house)
{
    [Fact]
    public async Task A_post_says_what_it_shows_and_where_more_is_to_be_had()
    {
        using var visitor = house.Browse();
        var page = await visitor.Get($"/posts/{house.PublicPost}");
        var image = new Uri(Property(page, "og:image"));

        Assert.Equal(page.Address.ToString(), page.One("link[rel=canonical]").GetAttribute("href"));
        Assert.Equal("The first post of the house #welcome", page.One("meta[name=description]").GetAttribute("content"));
        Assert.Equal("article", Property(page, "og:type"));
        Assert.True(int.Parse(Property(page, "og:image:width"), null) > 0 && int.Parse(Property(page, "og:image:height"), null) > 0);
        Assert.Equal("image/jpeg", Property(page, "og:image:type"));
        using var shown = await house.Stranger.Http.GetAsync(image);
        Assert.Equal("image/jpeg", shown.Content.Headers.ContentType!.MediaType);

        var embedded = await house.Stranger.Http.GetFromJsonAsync<JsonObject>(page.One("link[type='application/json+oembed']").GetAttribute("href"));
        Assert.Equal(("photo", "1.0", "ann"), ((string)embedded!["type"]!, (string)embedded["version"]!, (string)embedded["author_name"]!));
        Assert.Equal(image.AbsolutePath, new Uri((string)embedded["url"]!).AbsolutePath);
    }

    [Fact]
    public async Task A_profile_says_whose_it_is_and_a_private_one_nothing()
    {
        using var visitor = house.Browse();
        var ann = await visitor.Get("/@ann");
        var dora = await visitor.Get("/@dora");

        Assert.Equal("profile", Property(ann, "og:type"));
        Assert.Equal("ann", Property(ann, "profile:username"));
        Assert.Equal("noindex", dora.One("meta[name=robots]").GetAttribute("content"));
        Assert.Empty(dora.Document.QuerySelectorAll("meta[property^=og]"));
    }

    [Fact]
    public async Task An_embedded_photo_is_no_larger_than_asked_and_a_link_where_none_is_so_small()
    {
        var small = await Embedded($"/posts/{house.PublicPost}", "&maxwidth=400&maxheight=1200");
        var none = await Embedded($"/posts/{house.PublicPost}", "&maxwidth=10");

        Assert.InRange((int)small["width"]!, 1, 400);
        Assert.InRange((int)small["height"]!, 1, 1200);
        Assert.Equal("link", (string)none["type"]!);
        Assert.Null(none["url"]);
    }

    [Fact]
    public async Task What_lies_behind_a_warning_is_shown_by_nobody_else()
    {
        var person = await house.Somebody();
        var post = await person.AddQuickPost("Not for everyone's breakfast");
        await person.House.Use<Posts>(posts => posts.Update(person.Viewer, post, null, null, "A dead bird", null, null, default));
        using var visitor = house.Browse();
        var page = await visitor.Get($"/posts/{post}");
        var embedded = await Embedded($"/posts/{post}");

        Assert.Equal("A dead bird", page.One("article .veil summary span").TextContent);
        Assert.Empty((await visitor.Get($"/@{person.Username}")).Document.QuerySelectorAll(".gallery img"));
        Assert.Empty(page.Document.QuerySelectorAll("meta[property='og:image']"));
        Assert.Equal("A dead bird", Property(page, "og:description"));
        Assert.Equal(("link", "A dead bird"), ((string)embedded["type"]!, (string)embedded["title"]!));
    }

    [Theory]
    [InlineData("", 404)]
    [InlineData("https://example.org/posts/0197d000-0000-7000-8000-000000000000", 404)]
    [InlineData("{site}posts/0197d000-0000-7000-8000-000000000000", 404)]
    [InlineData("{site}posts/{private}", 404)]
    [InlineData("{site}@ann", 404)]
    [InlineData("{site}posts/{public}&format=xml", 501)]
    public async Task What_is_not_for_everyone_or_not_ours_is_not_embedded(string url, int status)
    {
        url = url.Replace("{site}", house.Address.ToString(), StringComparison.Ordinal).Replace("{private}", $"{house.PrivatePost}", StringComparison.Ordinal).Replace("{public}", $"{house.PublicPost}", StringComparison.Ordinal);
        // Even to its author: the answer is for another site's visitors.
        using var answer = await house.Dora.Http.GetAsync($"/oembed?url={url}");

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_list_of_pages_has_the_public_ones_alone()
    {
        var robots = await house.Stranger.Http.GetStringAsync("/robots.txt");
        var list = await house.Stranger.Http.GetStringAsync("/sitemap.xml");

        Assert.Contains($"Sitemap: {house.Address}sitemap.xml", robots, StringComparison.Ordinal);
        Assert.Contains($"<loc>{house.Address}posts/{house.PublicPost}</loc>", list, StringComparison.Ordinal);
        Assert.Contains($"<loc>{house.Address}@ann</loc>", list, StringComparison.Ordinal);
        Assert.DoesNotContain($"{house.PrivatePost}", list, StringComparison.Ordinal);
        Assert.DoesNotContain("@dora", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_photo_that_is_seen_first_is_asked_for_first_and_all_have_a_size_and_a_blur()
    {
        using var visitor = house.Browse();
        var page = await visitor.Get($"/posts/{house.PublicPost}");
        var preload = page.One("link[rel=preload][as=image]");
        var source = page.One("picture source[type='image/webp']");
        var photo = page.One("picture img");

        Assert.Equal(source.GetAttribute("srcset"), preload.GetAttribute("imagesrcset"));
        Assert.Equal(source.GetAttribute("sizes"), preload.GetAttribute("imagesizes"));
        Assert.Equal("high", photo.GetAttribute("fetchpriority"));
        Assert.Null(photo.GetAttribute("loading"));
        Assert.NotNull(photo.GetAttribute("width"));
        Assert.NotNull(photo.GetAttribute("height"));
        Assert.StartsWith("data:image/png;base64,", page.One(".ground image").GetAttribute("href"), StringComparison.Ordinal);
    }

    async Task<JsonObject> Embedded(string path, string more = "") =>
        (await house.Stranger.Http.GetFromJsonAsync<JsonObject>($"/oembed?url={Uri.EscapeDataString(new Uri(house.Address, path).ToString())}{more}"))!;

    static string Property(WebPage page, string name) => page.One($"meta[property='{name}']").GetAttribute("content")!;
}
