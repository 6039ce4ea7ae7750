using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What goes wrong is a page of ours, with the right status, in the visitor's language; the trace of a bug stands in <see cref="BugTests"/>.</summary>
[Collection(HouseCollection.Name)]
public sealed class ErrorPageTests(House house)
{
    [Theory]
    [InlineData("en", "Nothing here")]
    [InlineData("de", "Hier ist nichts")]
    public async Task What_is_not_there(string language, string title)
    {
        using var visitor = house.Browse();
        visitor.Speaks(language);
        ShouldBe(await visitor.Get("/nothing/at/all"), HttpStatusCode.NotFound, title);
    }

    [Theory]
    [InlineData("en", "Not yours to change")]
    [InlineData("de", "Das kannst du nicht ändern")]
    public async Task What_somebody_may_not_do(string language, string title)
    {
        using var bob = house.Browse();
        bob.Speaks(language);
        await bob.SignIn("bob");
        var token = (await bob.Get($"/posts/{house.PublicPost}")).Document.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;

        ShouldBe(await Post(bob, $"/posts/{house.PublicPost}/delete", ("__RequestVerificationToken", token)), HttpStatusCode.Forbidden, title);
    }

    [Theory]
    [InlineData("en", "That form is out of date")]
    [InlineData("de", "Das Formular ist veraltet")]
    public async Task A_form_without_its_token(string language, string title)
    {
        using var bob = house.Browse();
        bob.Speaks(language);
        await bob.SignIn("bob");

        ShouldBe(await Post(bob, $"/posts/{house.PublicPost}/like"), HttpStatusCode.BadRequest, title);
        ShouldBe(await Post(bob, "/settings", ("_handler", "profile"), ("displayName", "Bob")), HttpStatusCode.BadRequest, title);
    }

    [Theory]
    [InlineData("en", "That is too large")]
    [InlineData("de", "Das ist zu groß")]
    public async Task A_form_that_is_too_large(string language, string title)
    {
        using var visitor = house.Browse();
        visitor.Speaks(language);
        var request = new HttpRequestMessage(HttpMethod.Post, "/language") { Content = new ByteArrayContent(new byte[60_000_000]), Headers = { ExpectContinue = true } };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");

        ShouldBe(await visitor.Send(request), HttpStatusCode.RequestEntityTooLarge, title);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_led_there_and_back()
    {
        using var visitor = house.Browse();
        var asked = await visitor.Get("/saved?after=01a21b9b-0000-7000-8000-000000000000");
        var request = new HttpRequestMessage(HttpMethod.Post, $"/posts/{house.PublicPost}/like") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Referrer = new Uri(house.Address, $"/posts/{house.PublicPost}");
        var pressed = await visitor.Send(request);
        var elsewhere = new HttpRequestMessage(HttpMethod.Post, $"/posts/{house.PublicPost}/like") { Content = new FormUrlEncodedContent([]) };
        elsewhere.Headers.Referrer = new Uri("https://example.org/posts");

        Assert.Equal("/signin?returnUrl=%2Fsaved%3Fafter%3D01a21b9b-0000-7000-8000-000000000000", asked.Address.PathAndQuery);
        Assert.Equal($"/signin?returnUrl=%2Fposts%2F{house.PublicPost}", pressed.Address.PathAndQuery);
        Assert.Equal("/signin?returnUrl=%2F", (await visitor.Send(elsewhere)).Address.PathAndQuery);
        Assert.Equal("/signin", pressed.Address.AbsolutePath);
    }

    internal static async Task<WebPage> Post(WebVisitor visitor, string path, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return await visitor.Send(request);
    }

    internal static void ShouldBe(WebPage page, HttpStatusCode status, string title)
    {
        Assert.Equal(status, page.Status);
        Assert.Equal(title, page.One("main h1").TextContent);
        Assert.Equal($"{(int)status}", page.One("main .code").TextContent);
        Assert.NotNull(page.Document.QuerySelector("header.bar a[href='/']"));
        Assert.Equal("noindex", page.One("meta[name=robots]").GetAttribute("content"));
    }
}

/// <summary>The same, in a house where nobody may guess for long.</summary>
public sealed class HurryTests(HurryTests.Strict house) : IClassFixture<HurryTests.Strict>
{
    public sealed class Strict : House
    {
        protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:SignInsPerMinute"] = "3" };
    }

    [Theory]
    [InlineData("en", "A little too fast")]
    [InlineData("de", "Etwas zu schnell")]
    public async Task Who_guesses_too_fast(string language, string title)
    {
        using var visitor = house.Browse();
        visitor.Speaks(language);
        var page = await visitor.Get("/signin");
        for (var i = 0; page.Status != HttpStatusCode.TooManyRequests && i < 60; i++)
            page = await ErrorPageTests.Post(visitor, "/signin", ("login", "ann"), ("password", "a guess"));

        ErrorPageTests.ShouldBe(page, HttpStatusCode.TooManyRequests, title);
        Assert.NotEqual("", page.Header("Retry-After"));
    }
}
