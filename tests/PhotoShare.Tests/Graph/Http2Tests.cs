using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A house whose operator names its endpoints: HTTP/1.1, TLS with a certificate of its own making, and HTTP/2 without TLS for a proxy.</summary>
public sealed class EndpointHouse : House
{
    public X509Certificate2 Certificate { get; } = SelfMade();

    protected override Dictionary<string, string?> Settings
    {
        get
        {
            var file = Path.Combine(DataDirectory, "certificate.pfx");
            File.WriteAllBytes(file, Certificate.Export(X509ContentType.Pkcs12, "secret"));
            return new(base.Settings)
            {
                ["Kestrel:Endpoints:A:Url"] = "http://127.0.0.1:0",
                ["Kestrel:Endpoints:B:Url"] = "https://127.0.0.1:0",
                ["Kestrel:Endpoints:B:Certificate:Path"] = file,
                ["Kestrel:Endpoints:B:Certificate:Password"] = "secret",
                ["Kestrel:Endpoints:C:Url"] = "http://127.0.0.1:0",
                ["Kestrel:Endpoints:C:Protocols"] = "Http2",
            };
        }
    }

    protected override string? Urls => null;

    public Uri Secure => Addresses.Single(address => address.Scheme == "https");
    public Uri Plain2 => Addresses.Last(address => address.Scheme == "http");

    static X509Certificate2 SelfMade()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}

/// <summary>The graph over HTTP/2: what works over HTTP/1.1 works there, on one connection.</summary>
public sealed class Http2Tests(EndpointHouse house) : IClassFixture<EndpointHouse>
{
    const string OnCommentAdded = "subscription ($post: ID!) { onCommentAdded(postId: $post) { edge { node { body } } } }";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Operations_and_an_event_stream_share_one_connection(bool secure)
    {
        using var http = Client(secure ? house.Secure : house.Plain2);
        using var answer = await http.SendAsync(Post("{ viewer { user { username } } }", null, "application/graphql-response+json"));
        Assert.Equal(HttpVersion.Version20, answer.Version);
        Assert.Contains("ann", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var stream = await http.SendAsync(
            Post(OnCommentAdded, new { post = Belongings.PostId(house.PublicPost) }, "text/event-stream"), HttpCompletionOption.ResponseHeadersRead);
        await using var events = SseParser.Create(await stream.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        await house.Bob.AddComment(house.PublicPost, $"Over one connection, {secure}");
        Assert.True(await events.MoveNextAsync());
        Assert.Equal($"Over one connection, {secure}", JsonNode.Parse(events.Current.Data)!["data"]!["onCommentAdded"]!["edge"]!["node"]!["body"]!.ToString());
        Assert.Equal(HttpVersion.Version20, stream.Version);
    }

    [Fact]
    public async Task A_websocket_goes_over_http2_too()
    {
        using var http = Client(house.Secure);
        await using var socket = await GraphSocket.Connect(new UriBuilder(house.Secure) { Scheme = "wss", Path = "/graphql" }.Uri, options =>
        {
            options.HttpVersion = HttpVersion.Version20;
            options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }, http);
        await socket.Initialise(new { authorization = $"Bearer {house.Ann.Token}" });
        await socket.Subscribe("1", "{ viewer { user { username } } }");

        Assert.Equal("ann", (await socket.Receive())["payload"]!["data"]!["viewer"]!["user"]!["username"]!.ToString());
    }

    [Fact]
    public async Task Http_1_1_is_there_beside_it()
    {
        Assert.Equal("Query", (await house.Ann.Graph(Door.WebSocket, "{ __typename }"))["__typename"]);
        using var http = Client(house.Secure);
        using var answer = await http.SendAsync(Post("{ viewer { user { username } } }", null, "application/json", HttpVersion.Version11));

        Assert.Equal(HttpVersion.Version11, answer.Version);
        Assert.Contains("ann", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_tls_the_answer_to_a_link_is_not_compressed_and_that_to_a_program_is()
    {
        using var http = Client(house.Secure);
        const string Query = "{ __schema { types { name description } } }";
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        using var linked = await http.GetAsync($"/graphql?query={Uri.EscapeDataString(Query)}");
        using var program = Post(Query, null, "application/json");
        using var programs = await http.SendAsync(program);

        Assert.Empty(linked.Content.Headers.ContentEncoding);
        Assert.Equal(["br"], programs.Content.Headers.ContentEncoding);
    }

    static HttpRequestMessage Post(string query, object? variables, string accept, Version? version = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query, variables }),
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Accept.ParseAdd(accept);
        return request;
    }

    /// <summary>Takes the house's certificate and no other.</summary>
    HttpClient Client(Uri address)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == house.Certificate.GetCertHashString();
        return new HttpClient(handler)
        {
            BaseAddress = address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", house.Ann.Token) },
        };
    }
}
