using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace PhotoShare.Tests;

/// <summary>A subscription by server-sent events, in the distinct connections mode of the GraphQL over SSE protocol.</summary>
public sealed class EventStream : IAsyncDisposable
{
    readonly HttpResponseMessage response;
    readonly CancellationTokenSource closing = new();
    readonly IAsyncEnumerator<SseItem<string>> items;
    Task<bool>? coming;

    EventStream(HttpResponseMessage response, Stream body)
    {
        this.response = response;
        items = SseParser.Create(body).EnumerateAsync(closing.Token).GetAsyncEnumerator(closing.Token);
    }

    public static async Task<EventStream> Open(Person person, string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        var response = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable) throw new HttpRequestException("The server restarts.", null, response.StatusCode);
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
            throw new Xunit.Sdk.XunitException($"No event stream but {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return new EventStream(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>Whether it ended with the word that there will be no more, after which a client does not come back.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The next event; <c>null</c> when the stream completed or ended.</summary>
    public async Task<GraphAnswer?> Next(TimeSpan? patience = null)
    {
        while (true)
        {
            coming ??= items.MoveNextAsync().AsTask();
            var arrived = await coming.WaitAsync(patience ?? Eventually.Patience);
            coming = null;
            IsComplete = arrived && items.Current.EventType == "complete";
            if (!arrived || IsComplete) return null;
            if (items.Current.EventType == "next") return new GraphAnswer(response.StatusCode, JsonNode.Parse(items.Current.Data)!.AsObject());
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A read that is going on is ended before what it reads is taken away: the client's own code does not bear both at once.
        await closing.CancelAsync();
        try
        {
            if (coming is not null) await coming;
            await items.DisposeAsync();
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or HttpRequestException or OperationCanceledException)
        {
            // That is what was asked for.
        }
        response.Dispose();
        closing.Dispose();
    }
}
