using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace PhotoShare.Tests;

/// <summary>Many WebSockets at one server that listen to the comments of one post, and how long each takes to hear one.</summary>
public sealed class Listeners : IAsyncDisposable
{
    const string OnCommentAdded = "subscription ($post: ID!, $after: String) { onCommentAdded(postId: $post, after: $after) { edge { node { id body author { username } } } } }";
    const int OpenedAtOnce = 32;

    readonly List<GraphSocket> sockets = [];
    readonly List<Task> listening = [];
    Round? round;

    /// <summary>Opens them all. They begin after a comment that there is, so that none can miss the next.</summary>
    /// <param name="people">Who they are, in turn.</param>
    public static async Task<Listeners> Open(Uri server, int size, IReadOnlyList<Person> people, Guid post)
    {
        var listeners = new Listeners();
        var cursor = (await people[0].Graph("query ($id: ID!) { post(id: $id) { comments(last: 1) { edges { cursor } } } }", new { id = Belongings.PostId(post) }))["post.comments.edges.0.cursor"];
        var variables = new { post = Belongings.PostId(post), after = cursor };
        foreach (var some in Enumerable.Range(0, size).Chunk(OpenedAtOnce))
            listeners.sockets.AddRange(await Task.WhenAll(some.Select(i => Listen(people[i % people.Count].At(server), variables))));
        listeners.listening.AddRange(listeners.sockets.Select((socket, i) => listeners.Hear(socket, i)));
        return listeners;

        static async Task<GraphSocket> Listen(Person person, object variables)
        {
            using (person)
            {
                var socket = await GraphSocket.Open(person);
                await socket.Subscribe("1", OnCommentAdded, variables);
                return socket;
            }
        }
    }

    /// <summary>Has something said, and waits until all have heard it.</summary>
    /// <param name="word">What the comment consists of; said once.</param>
    /// <returns>From before it was said until each heard it, the quickest first.</returns>
    public async Task<IReadOnlyList<TimeSpan>> Hear(string word, Func<Task> say, TimeSpan patience)
    {
        var saying = round = new Round(Encoding.UTF8.GetBytes($"\"{word}\""), sockets.Count);
        await say();
        await Task.WhenAny(saying.All, Task.Delay(patience));
        return saying.Times;
    }

    async Task Hear(GraphSocket socket, int number)
    {
        try
        {
            while (await socket.ReceiveBytes() is { } message) round?.Heard(number, message.Span);
        }
        catch (Exception closed) when (closed is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Who listens no longer is missed in the count.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in sockets) socket.Abort();
        await Task.WhenAll(listening);
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
