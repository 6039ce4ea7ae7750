using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace PhotoShare.Tests;

/// <summary>Many who listen at one server to the comments of one post, each on a WebSocket or an event stream of their own, and how long each takes to hear one.</summary>
public sealed class Listeners : IAsyncDisposable
{
    const string OnCommentAdded = "subscription ($post: ID!, $after: String) { onCommentAdded(postId: $post, after: $after) { edge { node { id body author { username } } } } }";
    const int OpenedAtOnce = 32;

    readonly List<IListening> connections = [];
    readonly List<Task> listening = [];
    Round? round;

    /// <summary>Opens them all. They begin after a comment that there is, so that none can miss the next.</summary>
    /// <param name="people">Who they are, in turn.</param>
    /// <param name="stalled">How many more are there who never read what they are told.</param>
    public static async Task<Listeners> Open(Uri server, int size, IReadOnlyList<Person> people, Guid post, bool bySocket = true, int stalled = 0)
    {
        var listeners = new Listeners();
        var cursor = (await people[0].Graph("query ($id: ID!) { post(id: $id) { comments(last: 1) { edges { cursor } } } }", new { id = Belongings.PostId(post) }))["post.comments.edges.0.cursor"];
        var variables = new { post = Belongings.PostId(post), after = cursor };
        foreach (var some in Enumerable.Range(0, size + stalled).Chunk(OpenedAtOnce))
        {
            var opened = await Task.WhenAll(some.Select(i => Listen(people[i % people.Count].At(server), variables, bySocket)));
            listeners.connections.AddRange(opened);
            // They read from the first moment, as clients do: who does not answer a server's pings is cut off.
            listeners.listening.AddRange(opened.Zip(some).Where(both => both.Second < size).Select(both => listeners.Hear(both.First, both.Second)));
        }
        return listeners;
    }

    static async Task<IListening> Listen(Person person, object variables, bool bySocket)
    {
        if (!bySocket) return new BareStream(person, await BareStream.Begin(person, OnCommentAdded, variables));
        using (person)
        {
            var socket = await GraphSocket.Open(person);
            await socket.Subscribe("1", OnCommentAdded, variables);
            return new BareSocket(socket);
        }
    }

    /// <summary>Has something said, and waits until all have heard it.</summary>
    /// <param name="word">What the comment consists of; said once.</param>
    /// <returns>From before it was said until each heard it, the quickest first.</returns>
    public async Task<IReadOnlyList<TimeSpan>> Hear(string word, Func<Task> say, TimeSpan patience)
    {
        var saying = round = new Round(Encoding.UTF8.GetBytes($"\"{word}\""), listening.Count);
        await say();
        await Task.WhenAny(saying.All, Task.Delay(patience));
        return saying.Times;
    }

    async Task Hear(IListening connection, int number)
    {
        try
        {
            while (await connection.Receive() is { } message) round?.Heard(number, message.Span);
        }
        catch (Exception closed) when (closed is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Who listens no longer is missed in the count.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections) connection.Abort();
        await Task.WhenAll(listening);
    }

    interface IListening
    {
        /// <summary>What came next, a whole message at least; <c>null</c> at the end.</summary>
        Task<ReadOnlyMemory<byte>?> Receive();

        /// <summary>Breaks off without a word.</summary>
        void Abort();
    }

    sealed class BareSocket(GraphSocket socket) : IListening
    {
        public Task<ReadOnlyMemory<byte>?> Receive() => socket.ReceiveBytes();

        public void Abort() => socket.Abort();
    }

    /// <summary>An answer's bytes as they come; a small event comes at once.</summary>
    sealed class BareStream(Person person, (HttpResponseMessage Answer, Stream Body) opened) : IListening
    {
        readonly byte[] buffer = new byte[16 * 1024];

        public static async Task<(HttpResponseMessage, Stream)> Begin(Person person, string query, object variables)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = System.Net.Http.Json.JsonContent.Create(new { query, variables }) };
            request.Headers.Accept.ParseAdd("text/event-stream");
            var answer = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            return (answer, await answer.Content.ReadAsStreamAsync());
        }

        public async Task<ReadOnlyMemory<byte>?> Receive() => await opened.Body.ReadAsync(buffer) is > 0 and var count ? buffer.AsMemory(0, count) : null;

        public void Abort()
        {
            opened.Answer.Dispose();
            person.Dispose();
        }
    }

    sealed class Round(byte[] word, int size)
    {
        readonly long begun = Stopwatch.GetTimestamp();
        readonly long[] heard = new long[size];
        readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int count;

        public Task All => all.Task;

        /// <summary>One for each time that it was heard: who heard it twice is in it twice.</summary>
        public IReadOnlyList<TimeSpan> Times
        {
            get
            {
                var times = heard.Where(at => at > 0).Select(at => Stopwatch.GetElapsedTime(begun, at)).Order().ToList();
                for (var again = times.Count; again < count; again++) times.Add(times[^1]);
                return times;
            }
        }

        public void Heard(int number, ReadOnlySpan<byte> message)
        {
            if (message.IndexOf(word) < 0) return;
            heard[number] = Stopwatch.GetTimestamp();
            if (Interlocked.Increment(ref count) == size) all.SetResult();
        }
    }
}
