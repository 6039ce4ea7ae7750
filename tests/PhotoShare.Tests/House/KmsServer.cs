using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PhotoShare.Tests;

/// <summary>
/// AWS KMS as far as we use it, since no emulator is to be had: JSON 1.1 over HTTP, symmetric keys, the encryption context as associated data,
/// and the errors of the real one. Not checked: who asks.
/// </summary>
sealed class KmsServer : IAsyncDisposable
{
    const string Arn = "arn:aws:kms:us-east-1:111122223333:key/";
    const int ArnSize = 75;
    static readonly Lazy<Task<KmsServer>> Shared = new(StartForAll);

    readonly ConcurrentDictionary<string, byte[]> keys = new();
    readonly WebApplication app;

    KmsServer(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Keys, or operations such as <c>Encrypt</c>, that are answered with an error, by its name.</summary>
    public ConcurrentDictionary<string, string> Refused { get; } = new();

    /// <summary>The one that all houses of a run use, by the AWS environment of this process and those it starts.</summary>
    public static Task<KmsServer> ForAll => Shared.Value;

    public static async Task<KmsServer> Start()
    {
        var server = new KmsServer(Loopback.Build());
        server.app.MapPost("/", server.Answer);
        await server.app.StartAsync();
        server.Address = new Uri(server.app.Urls.First());
        return server;
    }

    static async Task<KmsServer> StartForAll()
    {
        var server = await Start();
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_KMS", server.Address.ToString());
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("AWS_REGION", "us-east-1"), ("AWS_ACCESS_KEY_ID", "tests"), ("AWS_SECRET_ACCESS_KEY", "tests")])
            if (Environment.GetEnvironmentVariable(name) is null) Environment.SetEnvironmentVariable(name, value);
        return server;
    }

    /// <summary>A new key, by its ARN.</summary>
    public string CreateKey()
    {
        var arn = $"{Arn}{Guid.NewGuid():d}";
        keys[arn] = RandomNumberGenerator.GetBytes(32);
        return arn;
    }

    async Task Answer(HttpContext http)
    {
        var operation = http.Request.Headers["X-Amz-Target"].ToString().Replace("TrentService.", "", StringComparison.Ordinal);
        var request = (await JsonNode.ParseAsync(http.Request.Body))!;
        http.Response.ContentType = "application/x-amz-json-1.1";
        JsonObject answer;
        try
        {
            answer = Answer(operation, request);
        }
        catch (KmsRefusal refusal)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            answer = new JsonObject { ["__type"] = refusal.Message, ["message"] = $"{operation} is refused." };
        }
        await http.Response.WriteAsync(answer.ToJsonString());
    }

    JsonObject Answer(string operation, JsonNode request)
    {
        if (Refused.TryGetValue(operation, out var error)) throw new KmsRefusal(error);
        var context = Context(request["EncryptionContext"]);
        switch (operation)
        {
            case "GenerateDataKey":
                var fresh = RandomNumberGenerator.GetBytes(32);
                return new JsonObject { ["KeyId"] = KeyOf(request), ["Plaintext"] = Convert.ToBase64String(fresh), ["CiphertextBlob"] = Seal(KeyOf(request), fresh, context) };
            case "Encrypt":
                return new JsonObject { ["KeyId"] = KeyOf(request), ["CiphertextBlob"] = Seal(KeyOf(request), Bytes(request, "Plaintext"), context) };
            case "Decrypt":
                var (arn, plaintext) = Open(Bytes(request, "CiphertextBlob"), context);
                if (request["KeyId"] is not null && KeyOf(request) != arn) throw new KmsRefusal("IncorrectKeyException");
                return new JsonObject { ["KeyId"] = arn, ["Plaintext"] = Convert.ToBase64String(plaintext) };
            default:
                throw new KmsRefusal("UnsupportedOperationException");
        }
    }

    string KeyOf(JsonNode request)
    {
        var id = (string)request["KeyId"]!;
        if (Refused.TryGetValue(id, out var error)) throw new KmsRefusal(error);
        return keys.ContainsKey(id) ? id : throw new KmsRefusal("NotFoundException");
    }

    string Seal(string arn, byte[] plaintext, byte[] context)
    {
        var blob = new byte[ArnSize + 28 + plaintext.Length];
        Encoding.ASCII.GetBytes(arn, blob);
        RandomNumberGenerator.Fill(blob.AsSpan(ArnSize, 12));
        using var aes = new AesGcm(keys[arn], 16);
        aes.Encrypt(blob.AsSpan(ArnSize, 12), plaintext, blob.AsSpan(ArnSize + 28), blob.AsSpan(ArnSize + 12, 16), context);
        return Convert.ToBase64String(blob);
    }

    (string Arn, byte[] Plaintext) Open(byte[] blob, byte[] context)
    {
        if (blob.Length < ArnSize + 28 || Encoding.ASCII.GetString(blob, 0, ArnSize) is var arn && !keys.ContainsKey(arn)) throw new KmsRefusal("InvalidCiphertextException");
        if (Refused.TryGetValue(arn, out var error)) throw new KmsRefusal(error);
        var plaintext = new byte[blob.Length - ArnSize - 28];
        using var aes = new AesGcm(keys[arn], 16);
        try
        {
            aes.Decrypt(blob.AsSpan(ArnSize, 12), blob.AsSpan(ArnSize + 28), blob.AsSpan(ArnSize + 12, 16), plaintext, context);
        }
        catch (CryptographicException)
        {
            throw new KmsRefusal("InvalidCiphertextException");
        }
        return (arn, plaintext);
    }

    static byte[] Bytes(JsonNode request, string name) => Convert.FromBase64String((string)request[name]!);

    static byte[] Context(JsonNode? context) => context is JsonObject pairs
        ? Encoding.UTF8.GetBytes(string.Join('\n', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")))
        : [];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    sealed class KmsRefusal(string name) : Exception(name);
}
