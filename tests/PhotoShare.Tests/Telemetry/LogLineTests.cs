using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The log as programs read it.</summary>
[Collection(WatchedCollection.Name)]
public sealed class LogLineTests(WatchedHouse house)
{
    const string Update = "mutation ($name: String!) { secret: updateProfile(input: { displayName: $name }) { clientMutationId } }";

    /// <summary>ASP.NET Core's name for the span of a request.</summary>
    const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    [Fact]
    public async Task An_entry_is_a_line_of_JSON_with_the_trace_that_it_belongs_to_and_nothing_of_anybodys()
    {
        using var trace = new Activity("a test").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/@ann");
        forged.Headers.Add("Authorization", "Bearer psp_nobody");
        using var refused = await house.Stranger.Http.SendAsync(forged);
        // A photo that nobody can read is told of by who processes it, in the trace of its upload.
        var broken = (await house.Ann.UploadInOneRequest([0xFF, 0xD8, 0xFF, .. new byte[500]], "a-private-name.jpg")).ShouldSucceed()["uploadPhoto.photo.id"]!;
        await house.Ann.PhotoWhen(broken, "FAILED");

        var entries = house.Log.Entries;
        Assert.NotEmpty(entries);
        Assert.All(house.Log.Lines, line => Assert.DoesNotContain('\n', line));
        Assert.All(entries, entry => Assert.Matches("^20..-..-..T..:..:..\\....Z$", entry["timestamp"]!.ToString()));
        Assert.All(entries, entry => Assert.NotEmpty($"{entry["level"]}{entry["category"]}{entry["message"]}"));
        var own = entries.Where(entry => entry["trace_id"]?.ToString() == trace.TraceId.ToHexString()).ToList();
        Assert.NotEmpty(own);
        Assert.All(own, entry => Assert.Matches("^[0-9a-f]{16}$", entry["span_id"]!.ToString()));
        Assert.All(house.Log.Lines, line => Assert.DoesNotMatch("@ann|psp_|a-private-name|127\\.0\\.0\\.1|@example", line));
    }

    [Fact]
    public async Task An_operation_that_was_slow_is_told_of_with_what_it_took_and_not_with_what_was_asked()
    {
        var person = await house.Somebody();
        // The first time that a token is used is noted before the operation begins.
        (await person.Graph("{ __typename }")).ShouldSucceed();
        using var trace = new SpanWatch();
        await using (var scope = house.Services.CreateAsyncScope())
        {
            // Who writes to the same row waits for us.
            var db = scope.ServiceProvider.GetRequiredKeyedService<PhotoShareDb>(DatabaseSetup.Impatient);
            await using var held = await db.Database.BeginTransactionAsync();
            await db.Users.Where(u => u.Id == person.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.Bio, "held"));
            var waiting = person.Graph(Update, new { name = "Private Name" });
            await trace.Begun("graphql");
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(WatchedHouse.SlowSeconds + 0.1)));
            await held.RollbackAsync();
            (await waiting).ShouldSucceed();
        }

        var told = await Eventually.Becomes(() => Task.FromResult(house.Log.Entries.FirstOrDefault(entry =>
            entry["trace_id"]?.ToString() == trace.TraceId && entry["message"]!.ToString().StartsWith("A slow operation", StringComparison.Ordinal))!), entry => entry is not null, "the log tells of it");
        Assert.Equal("Warning", told["level"]!.ToString());
        Assert.Matches($"^A slow operation: the document {Ticket.Hash(Encoding.UTF8.GetBytes(Update))[..16]} \\(mutation, ok\\) took [0-9.]+ s, cost [0-9]+ points and [0-9]+ statements\\.$", told["message"]!.ToString());
        Assert.True((double)told["values"]!["Seconds"]! >= WatchedHouse.SlowSeconds);
        Assert.InRange((int)told["values"]!["Statements"]!, 2, 20);
        Assert.DoesNotMatch("secret|Private Name", told.ToJsonString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_goes_away_before_all_is_sent_is_no_error_of_ours(bool atOnce)
    {
        using var watch = new SpanWatch();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, house.Address.Port);
            // Without a farewell: what the kernel makes of a program that ends.
            if (atOnce) client.LingerState = new LingerOption(true, 0);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /graphql HTTP/1.1\r\nHost: {house.Address.Authority}\r\ntraceparent: 00-{watch.TraceId}-00f067aa0ba902b7-01\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"));
            await watch.Begun(Request);
        }

        var request = await Eventually.Becomes(() => Task.FromResult(watch.Spans.FirstOrDefault(span => span.OperationName == Request)!), span => span is not null, "the request ended");
        // 499, or 400 where the server finds the request unfinished before it knows that the connection is gone.
        Assert.InRange(Assert.IsType<int>(request.GetTagItem("http.response.status_code")), 400, 499);
        Assert.DoesNotContain(house.Log.Entries, entry => entry["trace_id"]?.ToString() == watch.TraceId);
    }
}
