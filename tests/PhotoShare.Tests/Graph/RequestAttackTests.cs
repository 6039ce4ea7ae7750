using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What another site makes a browser send, and bodies that are not what they seem.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class RequestAttackTests(House house)
{
    const string ByLink = "mutation { updateProfile(input: { bio: \"by link\" }) { user { bio } } }";

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json")]
    [InlineData("text/event-stream")]
    [InlineData("text/html")]
    public async Task A_link_changes_nothing_however_often_it_is_opened(string accept)
    {
        var carol = await house.Somebody();
        // The document is in the cache, since somebody has just run it.
        (await (await house.Somebody()).Graph(ByLink)).ShouldSucceed();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(ByLink)}");
            request.Headers.Accept.ParseAdd(accept);
            using var answer = await carol.Http.SendAsync(request);
            Assert.DoesNotContain("by link", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Null((await carol.Graph("{ viewer { user { bio } } }"))["viewer.user.bio"]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_form_of_another_site_cannot_send_a_request(string contentType)
    {
        string[] accepts = ["application/json", "text/event-stream"];
        foreach (var accept in accepts)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent("{\"query\": \"{ __typename }\"}") };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            request.Headers.Accept.ParseAdd(accept);
            using var answer = await house.Carol.Http.SendAsync(request);

            Assert.InRange((int)answer.StatusCode, 400, 499);
            Assert.DoesNotContain("Query", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST", "application/json", "https://evil.example")]
    [InlineData("POST", "application/json", "null")]
    [InlineData("POST", "text/event-stream", "https://evil.example")]
    [InlineData("GET", "text/event-stream", "https://evil.example")]
    [InlineData("PUT", "*/*", "https://evil.example")]
    public async Task A_page_of_another_site_does_not_act_with_the_cookie(string method, string accept, string origin)
    {
        using var cookies = await SignedIn();
        const string Who = "{ viewer { user { username } } }";
        using var foreign = new HttpRequestMessage(new HttpMethod(method), method == "GET" ? $"/graphql?query={Uri.EscapeDataString(Who)}" : "/graphql");
        if (method == "POST") foreign.Content = JsonContent.Create(new { query = Who });
        foreign.Headers.Accept.ParseAdd(accept);
        foreign.Headers.Add("Origin", origin);
        using var refused = await cookies.SendAsync(foreign);
        using var own = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Who }) };
        own.Headers.Add("Origin", house.Address.GetLeftPart(UriPartial.Authority));
        using var answered = await cookies.SendAsync(own);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("ann", await answered.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_acts_with_a_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ viewer { user { username } } }" }) };
        request.Headers.Add("Origin", "https://app.example");
        using var answer = await house.Bob.Http.SendAsync(request);

        Assert.Contains("bob", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Door.Http)]
    [InlineData(Door.Gzip)]
    [InlineData(Door.Brotli)]
    public async Task A_body_of_more_than_a_megabyte_is_not_read_to_its_end(Door door)
    {
        var answer = house.Stranger.Graph(door, "{ __typename }", new { x = new string('x', 1_100_000) });
        Assert.Equal("Query", (await house.Bob.Graph("{ __typename }"))["__typename"]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await answer).Status);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_small_body_that_becomes_a_quarter_of_a_gigabyte_is_stopped_at_one_megabyte(string encoding)
    {
        using var request = Encoded(Bomb(encoding), encoding);
        var attack = house.Stranger.Http.SendAsync(request);
        Assert.Equal("Query", (await house.Bob.Graph("{ __typename }"))["__typename"]);
        using var answer = await attack;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("gzip", HttpStatusCode.BadRequest)]
    [InlineData("br", HttpStatusCode.BadRequest)]
    [InlineData("deflate", HttpStatusCode.BadRequest)]
    [InlineData("zstd", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("gzip, gzip", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_is_not_compressed_as_it_says_is_a_client_error(string encoding, HttpStatusCode status)
    {
        using var request = Encoded("{\"query\": \"{ __typename }\"}"u8.ToArray(), encoding);
        using var answer = await house.Stranger.Http.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task An_answer_is_compressed_for_who_takes_that_and_an_event_stream_never(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ __schema { types { name description } } }" }) };
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        request.Headers.Accept.ParseAdd("application/graphql-response+json");
        using var answer = await house.Stranger.Http.SendAsync(request);
        using var streaming = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ __schema { types { name description } } }" }) };
        streaming.Headers.AcceptEncoding.ParseAdd(encoding);
        streaming.Headers.Accept.ParseAdd("text/event-stream");
        using var stream = await house.Stranger.Http.SendAsync(streaming);

        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Empty(stream.Content.Headers.ContentEncoding);
        Assert.Contains("event: complete", await stream.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static HttpRequestMessage Encoded(byte[] body, string encoding)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var one in encoding.Split(", ")) request.Content.Headers.ContentEncoding.Add(one);
        return request;
    }

    /// <summary>A quarter of a gigabyte of spaces within a JSON text, some kilobytes when packed.</summary>
    static byte[] Bomb(string encoding)
    {
        var packed = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new ZLibStream(packed, CompressionLevel.Fastest),
        })
        {
            packing.Write("{\"query\": \""u8);
            var spaces = Encoding.UTF8.GetBytes(new string(' ', 1 << 20));
            for (var i = 0; i < 256; i++) packing.Write(spaces);
        }
        return packed.ToArray();
    }

    /// <summary>A browser in which ann is signed in.</summary>
    async Task<HttpClient> SignedIn()
    {
        var browser = new HttpClient { BaseAddress = house.Address };
        using var answer = await browser.PostAsJsonAsync("/graphql", new
        {
            query = "mutation ($password: String!) { signIn(input: { login: \"ann\", password: $password }) { viewer { user { username } } } }",
            variables = new { password = Person.Password },
        });
        Assert.Contains("ann", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return browser;
    }
}
