using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhotoShare.ImageProcessor;

/// <summary>
/// The loop of a Lambda custom runtime (AWS Lambda Runtime API 2018-06-01): ask for an invocation, handle it, answer, again.
/// It ends when whoever serves the API is gone, so that no process outlives the server that started it.
/// </summary>
sealed class LambdaRuntime(string api) : IDisposable
{
    // Early enough that the answer still gets through before the process is frozen or killed.
    static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(250);

    // The next invocation may be hours away, and Lambda freezes the process meanwhile.
    readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan })
    {
        BaseAddress = new Uri($"http://{api}/2018-06-01/runtime/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public static LambdaRuntime FromEnvironment() =>
        new(Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is { Length: > 0 } api
            ? api
            : throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not set. This program is started by AWS Lambda or by the PhotoShare server, not by hand."));

    /// <summary>Handles invocations until the API is gone (exit code 0) or one runs into its deadline (1: its work can't be stopped, so the process is given up).</summary>
    public async Task<int> Run(Func<string, CancellationToken, Task<byte[]>> handle)
    {
        try
        {
            while (await HandleNext(handle)) { }
            return 1;
        }
        catch (HttpRequestException e)
        {
            FunctionLog.WriteError($"The Runtime API at {api} is gone: {e.Message}");
            return 0;
        }
    }

    public Task ReportInitError(Exception fault) => Report("init/error", fault, fault.GetType().Name);

    public void Dispose() => http.Dispose();

    async Task<bool> HandleNext(Func<string, CancellationToken, Task<byte[]>> handle)
    {
        using var next = await http.GetAsync("invocation/next");
        next.EnsureSuccessStatusCode();
        var id = Header(next, "Lambda-Runtime-Aws-Request-Id");
        var deadline = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Header(next, "Lambda-Runtime-Deadline-Ms")!, CultureInfo.InvariantCulture));
        var trace = Header(next, "Lambda-Runtime-Trace-Id");
        // By this variable the AWS SDK sends it on.
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", trace);
        FunctionTrace.Begin(trace);

        var invocation = await next.Content.ReadAsStringAsync();
        var left = deadline - DateTimeOffset.UtcNow - Margin;
        using var budget = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        byte[] answer;
        try
        {
            answer = await Task.Run(() => handle(invocation, budget.Token)).WaitAsync(budget.Token);
        }
        catch (Exception e) when (budget.IsCancellationRequested)
        {
            await Report($"invocation/{id}/error", new TimeoutException($"The photo was not done {Margin.TotalMilliseconds:0} ms before its deadline.", e), "TimedOut");
            return false;
        }
        catch (Exception e)
        {
            await Report($"invocation/{id}/error", e, e.GetType().Name);
            return true;
        }
        await Post($"invocation/{id}/response", answer, null);
        return true;
    }

    async Task Report(string path, Exception fault, string type)
    {
        FunctionLog.WriteError(fault);
        var error = new RuntimeError(fault.Message, type, (fault.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        await Post(path, JsonSerializer.SerializeToUtf8Bytes(error, RuntimeJson.Default.RuntimeError), type);
    }

    async Task Post(string path, byte[] body, string? errorType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (errorType is not null)
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}

/// <summary>What the Runtime API takes for an error.</summary>
sealed record RuntimeError(
    [property: JsonPropertyName("errorMessage")] string Message,
    [property: JsonPropertyName("errorType")] string Type,
    [property: JsonPropertyName("stackTrace")] string[] StackTrace);

[JsonSerializable(typeof(RuntimeError))]
sealed partial class RuntimeJson : JsonSerializerContext;
