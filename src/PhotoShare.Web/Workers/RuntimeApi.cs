using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>
/// The Lambda Runtime API, version 2018-06-01 (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html), on loopback,
/// so that one box runs the very executable that Lambda runs. Each process reaches it under a secret path of its own:
/// no other process on the machine can take its work or forge its answers.
/// </summary>
sealed class RuntimeApi : IAsyncDisposable
{
    /// <summary>Lambda's own bound for a response, in bytes.</summary>
    const long MaxResponse = 6 * 1024 * 1024;

    const string Version = "/{session}/2018-06-01/runtime";

    readonly ConcurrentDictionary<string, RuntimeSession> sessions = new(StringComparer.Ordinal);
    readonly WebApplication app;

    public RuntimeApi()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = MaxResponse;
        });
        builder.Services.AddRoutingCore();
        app = builder.Build();
        app.MapGet($"{Version}/invocation/next", (RequestDelegate)Next);
        app.MapPost($"{Version}/invocation/{{id}}/response", (RequestDelegate)Respond);
        app.MapPost($"{Version}/invocation/{{id}}/error", (RequestDelegate)Fail);
        app.MapPost($"{Version}/init/error", (RequestDelegate)FailToInitialise);
    }

    public Task Start(CancellationToken ct) => app.StartAsync(ct);

    /// <summary>Opens a session and gives the value of <c>AWS_LAMBDA_RUNTIME_API</c> that leads to it.</summary>
    public (RuntimeSession Session, string Address) Open()
    {
        var secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var session = sessions[secret] = new RuntimeSession();
        return (session, $"{new Uri(app.Urls.Single()).Authority}/{secret}");
    }

    public void Close(string address) => sessions.TryRemove(address[(address.IndexOf('/', StringComparison.Ordinal) + 1)..], out _);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task Next(HttpContext http)
    {
        if (SessionOf(http) is not { } session)
            return;
        try
        {
            var invocation = await session.Next(http.RequestAborted);
            http.Response.ContentType = "application/json";
            http.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = invocation.Id;
            http.Response.Headers["Lambda-Runtime-Deadline-Ms"] = invocation.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            http.Response.Headers["Lambda-Runtime-Trace-Id"] = invocation.TraceId;
            http.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:local:000000000000:function:image-processor";
            http.Response.ContentLength = invocation.Payload.Length;
            await http.Response.Body.WriteAsync(invocation.Payload, http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The poll ended because its process did: who waits for the invocation watches the process.
            http.Abort();
        }
    }

    async Task Respond(HttpContext http)
    {
        if (InvocationOf(http) is not { } invocation)
            return;
        invocation.Succeed(await Body(http));
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    async Task Fail(HttpContext http)
    {
        if (InvocationOf(http) is not { } invocation)
            return;
        // The function gives up a moment before its deadline, so that this answer still arrives; its work goes on and must be ended.
        var failure = http.Request.Headers["Lambda-Runtime-Function-Error-Type"].ToString() switch
        {
            "TimedOut" => FunctionFailure.TimedOut,
            nameof(BlobStoreException) => FunctionFailure.Unavailable,
            _ => FunctionFailure.Error,
        };
        invocation.Fail(failure, ErrorIn(await Body(http)));
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    async Task FailToInitialise(HttpContext http)
    {
        if (SessionOf(http) is not { } session)
            return;
        session.FailToInitialise(ErrorIn(await Body(http)));
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    RuntimeSession? SessionOf(HttpContext http)
    {
        if (http.GetRouteValue("session") is string secret && sessions.TryGetValue(secret, out var session))
            return session;
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return null;
    }

    Invocation? InvocationOf(HttpContext http)
    {
        if (SessionOf(http) is not { } session)
            return null;
        if (session.Current(http.GetRouteValue("id") as string) is { } invocation)
            return invocation;
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return null;
    }

    static async Task<byte[]> Body(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return body.ToArray();
    }

    /// <summary>The <c>errorMessage</c> of Lambda's error shape, or the bytes as they are when they have another one.</summary>
    static string ErrorIn(byte[] body)
    {
        try
        {
            using var error = JsonDocument.Parse(body);
            return error.RootElement.GetProperty("errorMessage").GetString() ?? "";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 500)));
        }
    }
}
