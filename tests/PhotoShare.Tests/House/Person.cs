using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PhotoShare.Web;

namespace PhotoShare.Tests;

/// <summary>Somebody with a program: the API by their own access token, or by none for a stranger.</summary>
public sealed class Person : IDisposable
{
    public const string Password = "a fine day at the lake";

    internal Person(House house, string? username, Guid? id, string? token, Uri? address = null)
    {
        House = house;
        this.username = username;
        Username = username ?? "a stranger";
        Viewer = new Viewer(id);
        Token = token;
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address ?? house.Address };
        if (token is not null) Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    readonly string? username;

    public House House { get; }
    public string Username { get; }
    public Viewer Viewer { get; }
    public string? Token { get; }
    public HttpClient Http { get; }

    /// <summary>Their id in the graph.</summary>
    public string NodeId => new GlobalId("User", Viewer.Required).Text;

    /// <summary>The same person, where they ask one server of several.</summary>
    public Person At(Uri server) => new(House, username, Viewer.Id, Token, server);

    public Task<GraphAnswer> Graph(string query, object? variables = null) => GraphRequest(new { query, variables });

    /// <summary>A request as it is sent, for what is not only a query and its variables.</summary>
    public async Task<GraphAnswer> GraphRequest(object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(body) };
        request.Headers.Accept.ParseAdd("application/graphql-response+json");
        return await Send(request);
    }

    /// <summary>One file by the GraphQL multipart request.</summary>
    public async Task<GraphAnswer> Graph(string query, object variables, string fileVariable, byte[] file, string fileName, string contentType)
    {
        using var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var content = new MultipartFormDataContent
        {
            { JsonContent.Create(new { query, variables }), "operations" },
            { JsonContent.Create(new Dictionary<string, string[]> { ["0"] = [$"variables.{fileVariable}"] }), "map" },
            { part, "0", fileName },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };
        request.Headers.Add("GraphQL-Preflight", "1");
        return await Send(request);
    }

    async Task<GraphAnswer> Send(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        // What a proxy says when there is nobody behind it.
        if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout) response.EnsureSuccessStatusCode();
        var text = await response.Content.ReadAsStringAsync();
        return text.StartsWith('{')
            ? new GraphAnswer(response.StatusCode, JsonNode.Parse(text)!.AsObject())
            : throw new Xunit.Sdk.XunitException($"{(int)response.StatusCode} {response.Content.Headers.ContentType}: {text}");
    }

    public void Dispose() => Http.Dispose();
}
