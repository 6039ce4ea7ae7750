using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PhotoShare.Tests;

/// <summary>
/// Stands in for Amazon SQS: the AWS JSON protocol 1.0 (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html)
/// on loopback, as far as a reader of queues needs it.
/// </summary>
sealed class SqsStandIn : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, SqsQueue> queues = new();
    readonly WebApplication app;

    SqsStandIn(WebApplication app) => this.app = app;

    /// <summary>Whether it answers at all.</summary>
    public bool IsDown { get; set; }

    /// <summary>What happens before an action, by its name, is done.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>The actions that came, in their order.</summary>
    public ConcurrentQueue<string> Actions { get; } = new();

    public static async Task<SqsStandIn> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var standIn = new SqsStandIn(builder.Build());
        standIn.app.Run(standIn.Answer);
        await standIn.app.StartAsync();
        return standIn;
    }

    public SqsQueue Create(string name, SqsQueue? deadLetters = null, int maxReceiveCount = int.MaxValue)
    {
        var url = new Uri(new Uri(app.Urls.Single()), $"/123456789012/{name}");
        return queues[url.ToString()] = new SqsQueue(url, deadLetters, maxReceiveCount);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task Answer(HttpContext http)
    {
        var action = http.Request.Headers["X-Amz-Target"].ToString()["AmazonSQS.".Length..];
        Actions.Enqueue(action);
        await Before(action);
        if (IsDown)
        {
            await Refuse(http, StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable");
            return;
        }
        if (!http.Request.Headers.Authorization.ToString().StartsWith("AWS4-HMAC-SHA256 Credential=", StringComparison.Ordinal))
        {
            await Refuse(http, StatusCodes.Status403Forbidden, "com.amazon.coral.service#AccessDeniedException");
            return;
        }
        var request = (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!.AsObject();
        if (!queues.TryGetValue(request["QueueUrl"]!.GetValue<string>(), out var queue))
        {
            await Refuse(http, StatusCodes.Status400BadRequest, "com.amazonaws.sqs#QueueDoesNotExist");
            return;
        }
        await Write(http, action switch
        {
            "ReceiveMessage" => await Receive(queue, request, http.RequestAborted),
            "DeleteMessageBatch" => Each(request, entry => queue.Delete(Receipt(entry))),
            "ChangeMessageVisibilityBatch" => Each(request, entry => queue.Hide(Receipt(entry), TimeSpan.FromSeconds(Number(entry, "VisibilityTimeout", 30)))),
            _ => throw new NotSupportedException(action),
        });
    }

    static async Task<JsonObject> Receive(SqsQueue queue, JsonObject request, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var received = queue.Receive(Number(request, "MaxNumberOfMessages", 1), TimeSpan.FromSeconds(Number(request, "VisibilityTimeout", 30)));
            if (received.Count > 0 || waited.Elapsed.TotalSeconds >= Number(request, "WaitTimeSeconds", 0))
                return received.Count == 0 ? [] : new JsonObject { ["Messages"] = new JsonArray([.. received.Select(Message)]) };
            await Task.Delay(20, ct);
        }
    }

    static JsonObject Message(SqsQueue.Received received) => new()
    {
        ["MessageId"] = received.Id,
        ["ReceiptHandle"] = received.Receipt,
        // The SDK checks it; SQS says it in MD5.
        ["MD5OfBody"] = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(received.Body))),
        ["Body"] = received.Body,
        ["Attributes"] = new JsonObject { ["ApproximateReceiveCount"] = received.Times.ToString(CultureInfo.InvariantCulture) },
    };

    static JsonObject Each(JsonObject request, Action<JsonObject> act)
    {
        var entries = request["Entries"]!.AsArray().Select(entry => entry!.AsObject()).ToList();
        if (entries.Count is 0 or > 10) throw new NotSupportedException("SQS takes one to ten entries.");
        entries.ForEach(act);
        return new JsonObject { ["Successful"] = new JsonArray([.. entries.Select(entry => new JsonObject { ["Id"] = entry["Id"]!.DeepClone() })]), ["Failed"] = new JsonArray() };
    }

    static string Receipt(JsonObject entry) => entry["ReceiptHandle"]!.GetValue<string>();

    static int Number(JsonObject request, string name, int otherwise) => request[name]?.GetValue<int>() ?? otherwise;

    static Task Refuse(HttpContext http, int status, string type)
    {
        http.Response.StatusCode = status;
        return Write(http, new JsonObject { ["__type"] = type, ["message"] = "" });
    }

    static Task Write(HttpContext http, JsonObject answer)
    {
        http.Response.ContentType = "application/x-amz-json-1.0";
        return http.Response.WriteAsync(answer.ToJsonString());
    }
}
