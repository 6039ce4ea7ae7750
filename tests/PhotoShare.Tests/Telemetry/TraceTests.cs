using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>One trace through everything that a request sets off, and what its spans say.</summary>
[Collection(WatchedCollection.Name)]
public sealed class TraceTests(WatchedHouse house)
{
    [Fact]
    public async Task A_trace_goes_from_the_upload_over_rows_and_bytes_to_the_function_and_the_ready_photo()
    {
        using var watch = new SpanWatch();
        var person = await house.Somebody();
        var ticket = await Ticket.For(person, await File.ReadAllBytesAsync(Repository.Photo("camera.jpg")));
        await ticket.SendAll();
        (await ticket.Complete()).ShouldSucceed();
        await person.PhotoWhen(ticket.PhotoId, "READY");
        var complete = await watch.Ended("complete photo");
        var process = await watch.Ended("process photo");

        // It is the trace of the request that the photo's row keeps, and each span is where it belongs.
        Assert.Contains(watch.TraceId, await house.Database(db => db.Photos.Where(p => p.Id == ticket.Key).Select(p => p.TraceParent).SingleAsync()), StringComparison.Ordinal);
        var invoke = Assert.Single(watch.Of("PhotoShare"), span => span.DisplayName == "invoke image-processor");
        Assert.Equal((process.SpanId, process.SpanId), (invoke.ParentSpanId, complete.ParentSpanId));
        Assert.NotNull(invoke.GetTagItem("faas.invocation_id"));
        var requests = watch.Of("Microsoft.AspNetCore").Select(request => request.SpanId).ToHashSet();
        Assert.Contains(process.ParentSpanId, watch.Of("PhotoShare").Where(span => span.DisplayName == "mutation").Select(span => span.SpanId));
        Assert.All(watch.Of("PhotoShare").Where(span => span.DisplayName == "mutation"), mutation => Assert.Contains(mutation.ParentSpanId, requests));
        // SQL, below the request and below the worker's saving, with its parameters left out.
        var statements = watch.Spans.Where(span => span.Kind == ActivityKind.Client && span.GetTagItem("db.query.text") is not null).ToList();
        Assert.Contains(statements, statement => statement.ParentSpanId == complete.SpanId);
        Assert.All(statements, statement => Assert.DoesNotContain(ticket.Key.ToString(), (string)statement.GetTagItem("db.query.text")!, StringComparison.OrdinalIgnoreCase));
        Assert.All(statements, statement => Assert.Equal(TestDatabase.IsPostgres ? "postgresql" : "sqlite", statement.GetTagItem("db.system.name")));
        // The function's own line has the ids, though it sends nothing anywhere.
        var line = await house.Log.With($"\"Key\":\"{Media.BlobKeys.Original(ticket.Key)}\"");
        Assert.Contains($"\"trace_id\":\"{watch.TraceId}\"", line["message"]!.ToString(), StringComparison.Ordinal);

        if (!TestDatabase.IsPostgres) return;
        Assert.Contains(watch.Of("AWSSDK.S3"), span => span.GetTagItem("rpc.method")?.ToString() == "CompleteMultipartUpload");
        Assert.Contains(watch.Of("AWSSDK.S3"), span => span.GetTagItem("rpc.method")?.ToString() == "GetObject");
        Assert.Contains(watch.Of("AWSSDK.KMS"), span => span.Kind == ActivityKind.Client);
    }

    [Fact]
    public async Task An_operation_of_the_pages_is_named_and_anybody_elses_is_not()
    {
        using var watch = new SpanWatch();
        await house.Ann.GraphRequest(new { documentId = $"sha256:{Hash(Operations.All["PhotoStatus"])}", variables = new { ids = Array.Empty<string>() } });
        await house.Ann.Graph("query OfMine { mine: __typename }");

        var own = await watch.Ended("query PhotoStatus");
        Assert.Equal(("query", "PhotoStatus"), (own.GetTagItem("graphql.operation.type"), own.GetTagItem("graphql.operation.name")));
        Assert.Equal(Operations.All["PhotoStatus"], own.GetTagItem("graphql.document"));
        var others = await watch.Ended("query");
        Assert.Null(others.GetTagItem("graphql.operation.name"));
        Assert.All(watch.Spans.SelectMany(span => span.TagObjects), tag => Assert.DoesNotContain("mine", tag.Value?.ToString() ?? "", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(Hash("query OfMine { mine: __typename }")[..16], others.GetTagItem("photoshare.document.hash"));
    }

    [Fact]
    public async Task An_operation_on_a_socket_and_an_event_begin_traces_of_their_own()
    {
        using var watch = new SpanWatch();
        await using (var socket = await GraphSocket.Open(house.Bob))
        {
            await socket.Subscribe("1", "subscription ($post: ID!) { onCommentAdded(postId: $post) { edge { cursor } } }", new { post = Belongings.PostId(house.PublicPost) });
            await socket.Settle();
            await house.Carol.AddComment(house.PublicPost, "Over there");
            Assert.NotNull(await socket.Answer());
        }

        var (subscription, heard) = (await watch.Ended("subscription"), await watch.Ended("event onCommentAdded"));
        Assert.Equal(3, ((string[])[subscription.TraceId.ToHexString(), heard.TraceId.ToHexString(), watch.TraceId]).Distinct().Count());
        Assert.All((Activity[])[subscription, heard], span => Assert.Equal(default, span.ParentSpanId));
    }

    static string Hash(string document) => Ticket.Hash(System.Text.Encoding.UTF8.GetBytes(document));
}
