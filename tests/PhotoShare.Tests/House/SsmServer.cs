using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PhotoShare.Tests;

/// <summary>AWS Systems Manager as far as we use it: <c>GetParameter</c> of secrets, JSON 1.1 over HTTP. Not checked: who asks.</summary>
sealed class SsmServer : IAsyncDisposable
{
    readonly WebApplication app;

    SsmServer(WebApplication app) => this.app = app;

    /// <summary>Secrets by their name in Secrets Manager.</summary>
    public ConcurrentDictionary<string, string> Secrets { get; } = new();

    /// <summary>How often one was asked for.</summary>
    public int Asked { get; private set; }

    public Uri Address => new(app.Urls.First());

    /// <summary>What a process needs in its environment to use it.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["AWS_ENDPOINT_URL_SSM"] = Address.ToString(),
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "tests",
        ["AWS_SECRET_ACCESS_KEY"] = "tests",
    };

    public static async Task<SsmServer> Start()
    {
        var server = new SsmServer(Loopback.Build());
        server.app.MapPost("/", server.Answer);
        await server.app.StartAsync();
        return server;
    }

    async Task Answer(HttpContext http)
    {
        const string path = "/aws/reference/secretsmanager/";
        Asked++;
        var request = (await JsonNode.ParseAsync(http.Request.Body))!;
        var name = (string)request["Name"]!;
        http.Response.ContentType = "application/x-amz-json-1.1";
        var isAsked = http.Request.Headers["X-Amz-Target"] == "AmazonSSM.GetParameter" && name.StartsWith(path, StringComparison.Ordinal) && (bool)request["WithDecryption"]!;
        if (isAsked && Secrets.TryGetValue(name[path.Length..], out var value))
        {
            await http.Response.WriteAsync(new JsonObject { ["Parameter"] = new JsonObject { ["Name"] = name, ["Type"] = "SecureString", ["Value"] = value } }.ToJsonString());
            return;
        }
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        await http.Response.WriteAsync(new JsonObject { ["__type"] = "ParameterNotFound", ["message"] = $"There is no {name}." }.ToJsonString());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
