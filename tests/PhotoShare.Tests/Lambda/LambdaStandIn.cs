using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PhotoShare.Tests;

/// <summary>
/// Stands in for AWS Lambda around the published function: takes S3's events, hands them to the program by the Runtime API, tries again what
/// failed, and sends a record of each to the queue of its destination
/// (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, …/invocation-async-retain-records.html).
/// </summary>
sealed class LambdaStandIn : IAsyncDisposable
{
    /// <summary>The trace that Lambda begins; here it is always the same.</summary>
    public const string TraceId = "5759e988bd862e3fe1be46a994272793";

    readonly Channel<string> events = Channel.CreateUnbounded<string>();
    readonly WebApplication app;
    readonly IReadOnlyDictionary<string, string?> environment;
    readonly (SqsQueue Results, SqsQueue Failures) destinations;
    readonly CancellationTokenSource closing = new();
    readonly Task work;
    JsonNode? initError;
    TaskCompletionSource<(bool IsAnswer, JsonNode Payload)>? waiting;
    Channel<(string Id, string Payload, DateTimeOffset Deadline)> next = Channel.CreateUnbounded<(string, string, DateTimeOffset)>();

    LambdaStandIn(WebApplication app, IReadOnlyDictionary<string, string?> environment, (SqsQueue, SqsQueue) destinations)
    {
        (this.app, this.environment, this.destinations) = (app, environment, destinations);
        work = Task.Run(Work);
    }

    /// <summary>Where S3 sends its events.</summary>
    public Uri Events => new(new Uri(app.Urls.Single()), "/events");

    /// <summary>How long an invocation may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is done to the program while it has an event about this blob: nothing, mostly.</summary>
    public Action<Process, string> Meanwhile { get; set; } = (_, _) => { };

    /// <summary>Whether an event gets lost on its way here.</summary>
    public Func<string, bool> Loses { get; set; } = _ => false;

    /// <summary>What is done with a record, in place of sending it once.</summary>
    public Action<SqsQueue, string> Send { get; set; } = (queue, record) => queue.Send(record);

    /// <summary>The blobs that the function was asked about, in their order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>All that the program wrote.</summary>
    public ConcurrentQueue<string> Output { get; } = new();

    public static async Task<LambdaStandIn> Start(IReadOnlyDictionary<string, string?> environment, SqsQueue results, SqsQueue failures)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        LambdaStandIn? standIn = null;
        app.Run(http => standIn!.Answer(http));
        await app.StartAsync();
        return standIn = new LambdaStandIn(app, environment, (results, failures));
    }

    /// <summary>Starts a program that has no event to wait for: how it ends, and what it says kept it from starting.</summary>
    public async Task<(int ExitCode, JsonNode? Error)> Initialise()
    {
        using var program = await StartProgram();
        await program.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return (program.ExitCode, initError);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await work;
        await app.DisposeAsync();
        closing.Dispose();
    }

    async Task Answer(HttpContext http)
    {
        const string runtime = "/2018-06-01/runtime";
        var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
        var path = http.Request.Path.Value!;
        if (path == "/events")
        {
            if (!Loses(KeyOf(body))) events.Writer.TryWrite(body);
        }
        else if (path == $"{runtime}/invocation/next")
        {
            await GiveNext(http);
        }
        else if (path == $"{runtime}/init/error")
        {
            initError = JsonNode.Parse(body);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        else
        {
            waiting!.TrySetResult((path.EndsWith("/response", StringComparison.Ordinal), JsonNode.Parse(body)!));
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    async Task GiveNext(HttpContext http)
    {
        try
        {
            var (id, payload, deadline) = await next.Reader.ReadAsync(http.RequestAborted);
            http.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = id;
            http.Response.Headers["Lambda-Runtime-Deadline-Ms"] = deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            http.Response.Headers["Lambda-Runtime-Trace-Id"] = $"Root=1-{TraceId[..8]}-{TraceId[8..]};Sampled=0";
            http.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:123456789012:function:image-processor";
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(payload);
        }
        catch (OperationCanceledException)
        {
            http.Abort(); // The program has ended while it waited.
        }
    }

    async Task Work()
    {
        Process? program = null;
        try
        {
            await foreach (var payload in events.Reader.ReadAllAsync(closing.Token))
            {
                var (isAnswer, answer, times) = (false, (JsonNode)new JsonObject(), 0);
                // Lambda tries twice more, a minute and two minutes later; here at once.
                while (!isAnswer && times++ < 3)
                {
                    if (program is not { HasExited: false }) program = await StartProgram();
                    (isAnswer, answer) = await Invoke(program, payload);
                }
                Send(isAnswer ? destinations.Results : destinations.Failures, Record(payload, isAnswer, answer, times));
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The test has seen enough.
        }
        finally
        {
            program?.Kill();
        }
    }

    async Task<Process> StartProgram()
    {
        next = Channel.CreateUnbounded<(string, string, DateTimeOffset)>();
        var start = new ProcessStartInfo(Path.Combine(await PublishedFunction.Folder, "bootstrap")) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = Events.Authority;
        var program = Process.Start(start)!;
        program.OutputDataReceived += (_, line) => Output.Enqueue(line.Data ?? "");
        program.ErrorDataReceived += (_, line) => Output.Enqueue(line.Data ?? "");
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return program;
    }

    async Task<(bool IsAnswer, JsonNode Payload)> Invoke(Process program, string payload)
    {
        var id = Guid.NewGuid().ToString();
        waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        next.Writer.TryWrite((id, payload, DateTimeOffset.UtcNow + Timeout));
        Asked.Enqueue(KeyOf(payload));
        Meanwhile(program, KeyOf(payload));
        var exited = program.WaitForExitAsync();
        await Task.WhenAny(waiting.Task, exited, Task.Delay(Timeout, closing.Token));
        if (waiting.Task.IsCompletedSuccessfully) return await waiting.Task;
        closing.Token.ThrowIfCancellationRequested();
        if (exited.IsCompleted)
            return (false, new JsonObject { ["errorType"] = "Runtime.ExitError", ["errorMessage"] = $"RequestId: {id} Error: Runtime exited with error: signal: {(program.ExitCode == 137 ? "killed" : "segmentation fault")}" });
        program.Kill();
        await exited;
        return (false, new JsonObject { ["errorType"] = "Sandbox.Timedout", ["errorMessage"] = $"RequestId: {id} Error: Task timed out after {Timeout.TotalSeconds:0.00} seconds" });
    }

    static string Record(string payload, bool isAnswer, JsonNode answer, int times) => new JsonObject
    {
        ["version"] = "1.0",
        ["timestamp"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["requestContext"] = new JsonObject
        {
            ["requestId"] = Guid.NewGuid().ToString(),
            ["functionArn"] = "arn:aws:lambda:us-east-1:123456789012:function:image-processor:$LATEST",
            ["condition"] = isAnswer ? "Success" : "RetriesExhausted",
            ["approximateInvokeCount"] = times,
        },
        ["requestPayload"] = JsonNode.Parse(payload),
        ["responseContext"] = isAnswer
            ? new JsonObject { ["statusCode"] = 200, ["executedVersion"] = "$LATEST" }
            : new JsonObject { ["statusCode"] = 200, ["executedVersion"] = "$LATEST", ["functionError"] = "Unhandled" },
        ["responsePayload"] = answer.DeepClone(),
    }.ToJsonString();

    static string KeyOf(string payload) => JsonNode.Parse(payload)!["Records"]![0]!["s3"]!["object"]!["key"]!.GetValue<string>();
}
