using System.Net;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Sharing and looking, with pages and forms alone.</summary>
[Collection(HouseCollection.Name)]
public sealed class PostPageTests(House house)
{
    [Fact]
    public async Task Photos_shared_by_the_plain_form_are_developed_and_seen_by_others()
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        var shared = await (await visitor.Get("/upload")).Submit("form:has([name=photos])",
            [("caption", "Two of them #pair"), ("altText", "A koala\nA heron")],
            [("photos", "portrait.png", "image/png"), ("photos", "progressive.jpg", "image/jpeg")]);
        Assert.StartsWith("/posts/", shared.Address.AbsolutePath, StringComparison.Ordinal);

        using var stranger = house.Browse();
        var seen = await Eventually.Becomes(() => stranger.Get(shared.Address.AbsolutePath), page => page.Status == HttpStatusCode.OK, "a stranger sees the post");
        var images = seen.Document.QuerySelectorAll("article picture img");
        Assert.Equal(["A koala", "A heron"], images.Select(image => image.GetAttribute("alt")));
        Assert.Equal("/tags/pair", seen.One(".caption a").GetAttribute("href"));
        foreach (var image in images)
            Assert.Equal("image/jpeg", (await house.Stranger.Http.GetAsync(image.GetAttribute("src"))).Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("pdf.png", "application/pdf")]
    [InlineData("empty.jpg", "image/jpeg")]
    public async Task A_file_that_is_no_photo_is_refused_by_its_name(string file, string contentType)
    {
        using var visitor = house.Browse();
        await visitor.SignIn("carol");
        var page = await (await visitor.Get("/upload")).Submit("form:has([name=photos])", [("caption", "Kept")], [("photos", file, contentType)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(file, page.One("#photos-refusal").TextContent, StringComparison.Ordinal);
        Assert.Equal("Kept", page.One("#caption").TextContent);
    }

    [Fact]
    public async Task A_post_for_followers_is_not_there_for_anyone_else()
    {
        using var stranger = house.Browse();
        using var bob = house.Browse();
        await bob.SignIn("bob");

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/posts/{house.PrivatePost}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.Get($"/posts/{house.PrivatePost}")).Status);
        Assert.Contains("private", (await bob.Get("/@dora")).Text, StringComparison.Ordinal);
        Assert.Empty((await bob.Get("/@dora")).Document.QuerySelectorAll("main img"));
    }

    [Fact]
    public async Task Script_in_a_caption_stays_text()
    {
        var person = await house.Somebody();
        var post = await person.AddQuickPost("<img src=x onerror=alert(1)> \"quoted\" <script>alert(2)</script> https://example.org/?a=<b>");
        using var stranger = house.Browse();

        foreach (var path in (string[])[$"/posts/{post}", $"/@{person.Username}", "/explore"])
        {
            var page = await stranger.Get(path);
            Assert.DoesNotContain(page.Document.QuerySelectorAll("*"), element => element.HasAttribute("onerror"));
            Assert.Empty(page.Document.QuerySelectorAll("script:not([src])"));
        }
    }

    [Fact]
    public async Task A_post_is_deleted_by_its_author_alone()
    {
        var person = await house.Somebody();
        var post = await person.AddQuickPost("Soon gone");
        using var author = house.Browse();
        using var other = house.Browse();
        await author.SignIn(person.Username);
        await other.SignIn("bob");
        var seenByOther = await other.Get($"/posts/{post}");
        Assert.Null(seenByOther.Document.QuerySelector("form[action$='/delete']"));

        await (await author.Get($"/posts/{post}")).Submit($"form[action='/posts/{post}/delete']");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/posts/{post}")).Status);
    }
}
