using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The queues of the Lambda's answers: nothing is lost, nothing is done twice, nothing goes in circles.</summary>
[Collection(LambdaCollection.Name)]
[Trait("Kind", "Real")]
public sealed class QueueTests(LambdaHouse house) : IDisposable
{
    public void Dispose()
    {
        house.Lambda.Send = (queue, record) => queue.Send(record);
        house.Sqs.Before = _ => Task.CompletedTask;
        house.Sqs.IsDown = false;
    }

    [Fact]
    public async Task What_nobody_can_read_holds_nothing_up_and_ends_among_the_dead_letters()
    {
        var asked = house.Sqs.Actions.Count;
        string[] nonsense =
        [
            "not json",
            "{}",
            """{"requestContext":{"requestId":"1","condition":"Success"},"requestPayload":{"Records":[]},"responsePayload":{}}""",
            """{"requestContext":{"requestId":"1","condition":"Success"},"requestPayload":{"Records":"nonsense"},"responsePayload":{}}""",
            Record("keys/0123456789abcdef0123456789abcdef", "{}"),
            Record($"originals/{house.PrivatePhoto:n}", $$$"""{"key":"originals/{{{Guid.NewGuid():n}}}","failure":{"code":"Internal","message":"Another's."}}"""),
            Record($"originals/{house.PrivatePhoto:n}", "null"),
            Record($"originals/{house.PrivatePhoto:n}", $$$"""{"key":"originals/{{{house.PrivatePhoto:n}}}","failure":{"code":"Internal","message":"Another bucket's."}}""", "another"),
        ];
        foreach (var message in nonsense) house.Results.Send(message);

        await house.Ann.PhotoWhen(await house.Ann.UploadFile("gray.jpg"), "READY");

        Assert.Equal(nonsense.Length, house.Results.Count);
        Assert.InRange(house.Sqs.Actions.Count - asked, 1, 30);
        for (var i = 0; i < 3; i++)
        {
            house.Results.Show();
            await Task.Delay(200);
        }
        await Eventually.Becomes(() => Task.FromResult(house.DeadLetters.Count), count => count >= nonsense.Length, "all are among the dead letters");
    }

    [Fact]
    public async Task A_batch_that_takes_long_stays_hidden_from_other_servers()
    {
        var photoId = Guid.Empty;
        IAsyncDisposable? held = null;
        house.Lambda.Send = (queue, record) =>
        {
            held = Lock(photoId).GetAwaiter().GetResult();
            queue.Send(record);
        };
        photoId = await house.Ann.Upload("gray.jpg");
        await Eventually.Becomes(() => Task.FromResult(house.Results.Count), count => count > 0, "the answer is there");
        var first = house.Results.HiddenUntil;

        await Eventually.Becomes(() => Task.FromResult(house.Results.HiddenUntil), until => until > first + TimeSpan.FromSeconds(5), "the message is hidden for longer");
        await held!.DisposeAsync();

        Assert.Equal(PhotoStatus.Ready, (await house.Ann.Processed(photoId)).Status);
    }

    [Fact]
    public async Task A_server_killed_between_the_save_and_the_deletion_leaves_nothing_to_be_done_twice()
    {
        // Read by no server but the one that is killed and the one that follows it.
        var results = house.Sqs.Create("results-of-another");
        house.Lambda.Send = (_, record) => results.Send(record);
        var photoId = await house.Dora.Upload("gray.jpg");
        await Eventually.Becomes(() => Task.FromResult(results.Count), count => count > 0, "the answer is there");

        using (var server = Serve(results))
        {
            var deleting = new TaskCompletionSource();
            house.Sqs.Before = async action =>
            {
                if (action != "DeleteMessageBatch") return;
                // Said before the kill, which ends the other wait below.
                deleting.TrySetResult();
                server.Kill();
                await server.WaitForExitAsync();
                throw new OperationCanceledException("Its sender is dead.");
            };
            var ended = server.WaitForExitAsync();
            if (await Task.WhenAny(deleting.Task, ended, Task.Delay(TimeSpan.FromMinutes(1))) != deleting.Task)
            {
                server.Kill();
                Assert.Fail($"It did not come to the deletion: {await server.StandardOutput.ReadToEndAsync()}{await server.StandardError.ReadToEndAsync()}");
            }
            await ended;
        }
        var ready = await house.Dora.Processed(photoId);
        Assert.Equal((PhotoStatus.Ready, 1), (ready.Status, results.Count));

        house.Sqs.Before = _ => Task.CompletedTask;
        results.Show();
        using var next = Serve(results);
        try
        {
            await Eventually.Becomes(() => Task.FromResult(results.Count), count => count == 0, "the next server takes the message off", TimeSpan.FromMinutes(1));
        }
        finally
        {
            next.Kill();
        }
        Assert.Equal(ready.ReadyAt, (await house.Dora.Processed(photoId)).ReadyAt);
        Assert.Equal(1, await house.Database(db => db.NotificationCauses.CountAsync(c => c.PhotoId == photoId)));
    }

    [Fact]
    public async Task While_the_queues_are_away_the_server_says_so_and_goes_on_when_they_are_back()
    {
        house.Sqs.IsDown = true;
        await Eventually.Becomes(Health, health => health == "failing", "the queues are missed");
        var photoId = await house.Ann.UploadFile("gray.jpg");
        Assert.Equal("PROCESSING", (await house.Ann.LookAt(photoId))["photo.status"]);

        house.Sqs.IsDown = false;

        await house.Ann.PhotoWhen(photoId, "READY");
        await Eventually.Becomes(Health, health => health == "ok", "the queues are back");
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_long_poll_at_once_and_the_next_one_goes_on()
    {
        var began = DateTime.UtcNow;

        await house.Restart();

        Assert.True(DateTime.UtcNow - began < TimeSpan.FromSeconds(15), "Stopping waited for the queue.");
        await house.Ann.PhotoWhen(await house.Ann.UploadFile("gray.jpg"), "READY");
    }

    async Task<string> Health()
    {
        using var answer = await house.Stranger.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["checks"]!["imageFunction"]!.ToString();
    }

    System.Diagnostics.Process Serve(SqsQueue results) => house.ServerReading(results).Start("--urls", "http://127.0.0.1:0");

    /// <summary>Keeps everybody from changing the photo until it is disposed.</summary>
    async Task<IAsyncDisposable> Lock(Guid photoId)
    {
        var connection = new Npgsql.NpgsqlConnection(house.ConnectionString);
        await connection.OpenAsync();
        await connection.BeginTransactionAsync();
        await using var select = new Npgsql.NpgsqlCommand("SELECT 1 FROM photos WHERE id = $1 FOR UPDATE", connection) { Parameters = { new() { Value = photoId } } };
        await select.ExecuteNonQueryAsync();
        return connection;
    }

    string Record(string key, string answer, string? bucket = null) => new JsonObject
    {
        ["requestContext"] = new JsonObject { ["requestId"] = "1", ["condition"] = "Success" },
        ["requestPayload"] = JsonNode.Parse($$$$"""{"Records":[{"s3":{"bucket":{"name":"{{{{bucket ?? house.BucketName}}}}"},"object":{"key":"{{{{key}}}}"}}}]}"""),
        ["responsePayload"] = JsonNode.Parse(answer),
    }.ToJsonString();
}
