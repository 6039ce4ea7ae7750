using Microsoft.AspNetCore.Http;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A request whose client goes away in the middle of it.</summary>
public sealed class GoneClientTests : IDisposable
{
    readonly CancellationTokenSource client = new();

    [Fact]
    public async Task It_is_let_finish_and_cancelled_if_it_takes_long()
    {
        var http = Request("*/*");
        await GoneClients.LetFinish(http, async request =>
        {
            await client.CancelAsync();
            Assert.False(request.RequestAborted.IsCancellationRequested);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Eventually.Patience, request.RequestAborted));
        });
    }

    [Fact]
    public async Task It_is_known_to_have_gone_by_whoever_is_told_of_a_failure()
    {
        var http = Request("*/*");
        await Assert.ThrowsAsync<IOException>(() => GoneClients.LetFinish(http, request =>
        {
            Assert.NotEqual(client.Token, request.RequestAborted);
            return Task.FromException(new IOException());
        }));

        Assert.Equal(client.Token, http.RequestAborted);
    }

    [Fact]
    public async Task A_stream_ends_with_its_client()
    {
        CancellationToken? seen = null;
        await GoneClients.LetFinish(Request("text/event-stream"), request =>
        {
            seen = request.RequestAborted;
            return Task.CompletedTask;
        });

        Assert.Equal(client.Token, seen);
    }

    public void Dispose() => client.Dispose();

    DefaultHttpContext Request(string accept) => new() { RequestAborted = client.Token, Request = { Headers = { Accept = accept } } };
}
