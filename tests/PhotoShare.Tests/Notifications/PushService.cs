using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PhotoShare.Tests;

/// <summary>A browser maker's push service, as far as we see it: keeps what comes, and answers as it is told.</summary>
sealed class PushService : IAsyncDisposable
{
    readonly WebApplication app = Loopback.Build();

    public ConcurrentQueue<PushReceived> Received { get; } = [];
    public ConcurrentDictionary<string, (int Status, string? RetryAfter)> Answers { get; } = [];
    public string Origin => app.Urls.First();

    public static async Task<PushService> Start()
    {
        var service = new PushService();
        service.app.MapPost("/push/{name}", service.Take);
        await service.app.StartAsync();
        return service;
    }

    async Task Take(string name, HttpContext http)
    {
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Received.Enqueue(new PushReceived(name, http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        var (status, after) = Answers.GetValueOrDefault(name, (201, null));
        http.Response.StatusCode = status;
        if (after is not null) http.Response.Headers.RetryAfter = after;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}

sealed record PushReceived(string Name, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>The keys of a browser that is subscribed, and how it reads what is sent to it (RFC 8291, RFC 8188).</summary>
sealed class PushBrowser(string name, string origin) : IDisposable
{
    readonly ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    readonly byte[] secret = RandomNumberGenerator.GetBytes(16);

    public string Name => name;
    public string Endpoint => $"{origin}/push/{name}";
    public string P256dh => Base64Url.EncodeToString(Point);
    public string Auth => Base64Url.EncodeToString(secret);

    byte[] Point => key.ExportParameters(false).Q is var q ? [4, .. q.X!, .. q.Y!] : [];

    public JsonObject Read(byte[] body)
    {
        var (salt, sender) = (body[..16], body[21..(21 + body[20])]);
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = sender[1..33], Y = sender[33..] } });
        var shared = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.DeriveRawSecretAgreement(other.PublicKey), 32, secret, [.. "WebPush: info\0"u8, .. Point, .. sender]);
        var contentKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 16, salt, [.. "Content-Encoding: aes128gcm\0"u8]);
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 12, salt, [.. "Content-Encoding: nonce\0"u8]);
        var sealedText = body[(21 + body[20])..];
        var plain = new byte[sealedText.Length - 16];
        using var aes = new AesGcm(contentKey, 16);
        aes.Decrypt(nonce, sealedText[..^16], sealedText[^16..], plain);
        // What follows the last record's delimiter fills it up.
        return JsonNode.Parse(Encoding.UTF8.GetString(plain, 0, Array.LastIndexOf(plain, (byte)2)))!.AsObject();
    }

    public void Dispose() => key.Dispose();
}
