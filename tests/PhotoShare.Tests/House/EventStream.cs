using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace PhotoShare.Tests;

/// <summary>A subscription by server-sent events, in the distinct connections mode of the GraphQL over SSE protocol.</summary>
public sealed class EventStream : IAsyncDisposable
{
    readonly HttpResponseMessage response;
    readonly IAsyncEnumerator<SseItem<string>> items;
    Task<bool>? coming;

    EventStream(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items) => (this.response, this.items) = (response, items);

    public static async Task<EventStream> Open(Person person, string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        var response = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
            throw new Xunit.Sdk.XunitException($"No event stream but {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        var items = SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        return new EventStream(response, items);
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
        response.Dispose();
        try
        {
            // The enumerator can be let go of only when its pending read has ended, and closing the connection ends that.
            if (coming is not null) await coming;
            await items.DisposeAsync();
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or HttpRequestException or OperationCanceledException)
        {
            // That is what was asked for.
        }
    }
}
