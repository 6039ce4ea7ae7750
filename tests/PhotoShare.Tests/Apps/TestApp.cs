using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A registered app, played by hand. It is sent back to an address of the house's own, so that a browser that follows comes to rest there.</summary>
sealed class TestApp(House house, Guid id, string clientId, string? secret)
{
    public const string Everything = "openid profile email offline_access read write";

    public Guid Id => id;
    public string ClientId => clientId;
    public string? Secret => secret;
    public Uri Redirect { get; } = new(house.Address, "/callback");
    public string Verifier { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static async Task<TestApp> Register(House house, bool keepsSecret = false, Uri? redirect = null, params Scope[] scopes) =>
        await Register(house, await house.Somebody(), keepsSecret, redirect, scopes);

    public static async Task<TestApp> Register(House house, Person owner, bool keepsSecret = false, Uri? redirect = null, params Scope[] scopes)
    {
        var facts = new AppFacts("Postcards", "https://postcards.example/", [(redirect ?? new Uri(house.Address, "/callback")).ToString()], Scopes.Of(scopes.Length > 0 ? scopes : [Scope.Read, Scope.Write, Scope.Email]), keepsSecret);
        var (app, secret) = await house.Use<Apps, (ClientApp, string?)>(apps => apps.Register(owner.Viewer, facts, default));
        return new TestApp(house, app.Id, app.ClientId!, secret);
    }

    /// <summary>The address that it sends people to.</summary>
    /// <param name="otherwise">Parameters that are otherwise than right; a <c>null</c> is left out.</param>
    public string Asks(string scope = Everything, params (string Name, string? Value)[] otherwise)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = clientId,
            ["redirect_uri"] = Redirect.ToString(),
            ["response_type"] = "code",
            ["scope"] = scope,
            ["state"] = "s",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in otherwise) query[name] = value;
        return QueryHelpers.AddQueryString("/oauth/authorize", query.Where(field => field.Value is not null).ToDictionary());
    }

    /// <summary>Lets somebody who is signed in say yes, and gives the code.</summary>
    public async Task<string> Code(WebVisitor browser, string scope = Everything)
    {
        var back = await (await browser.Get(Asks(scope))).Submit("main form", ("decision", "allow"));
        return QueryHelpers.ParseQuery(back.Address.Query).TryGetValue("code", out var code) ? code.ToString() : throw new Xunit.Sdk.XunitException($"No code at {back.Address}:\n{back.Html}");
    }

    public Task<(HttpStatusCode Status, JsonObject Body)> Exchange(string code, params (string Name, string Value)[] otherwise) =>
        Post("/oauth/token", [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect.ToString()), ("code_verifier", Verifier), .. otherwise]);

    public Task<(HttpStatusCode Status, JsonObject Body)> Refresh(string token, params (string Name, string Value)[] otherwise) =>
        Post("/oauth/token", [("grant_type", "refresh_token"), ("refresh_token", token), .. otherwise]);

    /// <summary>All tokens of somebody who lets it in.</summary>
    public async Task<JsonObject> LetIn(Person person, string scope = Everything)
    {
        using var browser = house.Browse();
        await browser.SignIn(person.Username);
        var (status, tokens) = await Exchange(await Code(browser, scope));
        return status == HttpStatusCode.OK ? tokens : throw new Xunit.Sdk.XunitException($"{status}: {tokens}");
    }

    public async Task<(HttpStatusCode Status, JsonObject Body)> Post(string path, params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string> { ["client_id"] = clientId };
        if (secret is not null) form["client_secret"] = secret;
        foreach (var (name, value) in fields) form[name] = value;
        using var answer = await house.Stranger.Http.PostAsync(path, new FormUrlEncodedContent(form));
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : new JsonObject { ["text"] = text });
    }

    /// <summary>The person, where their app asks.</summary>
    public Person As(Person? person, JsonObject tokens) => new(house, person?.Username, person?.Viewer.Id, Text(tokens, "access_token"));

    public static string Text(JsonObject body, string field)
    {
        Assert.True(body[field] is not null, $"There is no {field} in {body}");
        return body[field]!.ToString();
    }
}
