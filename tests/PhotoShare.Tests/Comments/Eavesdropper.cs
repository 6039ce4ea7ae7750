using System.Net.WebSockets;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>
/// A client of onCommentAdded as one is to be written: it keeps the last cursor and resumes from it. Its connection is cut again and
/// again, in the middle of whatever happens, now on the one transport and now on the other.
/// </summary>
sealed class Eavesdropper(Person person, Guid post, string cursor)
{
    const string OnCommentAdded = """
        subscription ($post: ID!, $after: String) { onCommentAdded(postId: $post, after: $after) { edge { cursor node { id } } } }
        """;

    readonly List<string> heard = [];

    /// <summary>The ids of the comments, as they came.</summary>
    public IReadOnlyList<string> Heard => heard;

    /// <summary>Listens and is cut so many times.</summary>
    public async Task ListenAndBeCut(int times)
    {
        for (var cut = 0; cut < times;)
        {
            if (await Listen(socket: cut % 2 == 0, TimeSpan.FromMilliseconds(Random.Shared.Next(5, 120)), () => false)) cut++;
            else await Task.Delay(20);
        }
    }

    /// <summary>Listens until it has heard so many.</summary>
    public async Task ListenUntil(int count)
    {
        for (var tries = 0; heard.Count < count && tries < 5; tries++) await Listen(socket: true, TimeSpan.FromSeconds(5), () => heard.Count >= count);
    }

    /// <summary>Whether there was a connection at all.</summary>
    async Task<bool> Listen(bool socket, TimeSpan howLong, Func<bool> enough)
    {
        try
        {
            await (socket ? BySocket(howLong, enough) : ByEventStream(howLong, enough));
            return true;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or WebSocketException)
        {
            return false;   // the server restarts
        }
    }

    async Task BySocket(TimeSpan howLong, Func<bool> enough)
    {
        await using var socket = await GraphSocket.Open(person);
        await socket.Subscribe("1", OnCommentAdded, Variables);
        var until = DateTime.UtcNow + howLong;
        try
        {
            while (!enough() && until - DateTime.UtcNow is var left && left > TimeSpan.Zero && await socket.Answer(left) is { } message)
            {
                Assert.Equal("next", message["type"]!.ToString());
                Hear(new GraphAnswer(default, message["payload"]!.AsObject()));
            }
        }
        catch (OperationCanceledException)
        {
            // Cut in the middle of a wait, or of a message.
        }
    }

    async Task ByEventStream(TimeSpan howLong, Func<bool> enough)
    {
        await using var stream = await EventStream.Open(person, OnCommentAdded, Variables);
        var until = DateTime.UtcNow + howLong;
        try
        {
            while (!enough() && until - DateTime.UtcNow is var left && left > TimeSpan.Zero && await stream.Next(left) is { } answer) Hear(answer);
        }
        catch (Exception cut) when (cut is TimeoutException or IOException)
        {
            // The same, or the server went away.
        }
    }

    object Variables => new { post = Belongings.PostId(post), after = cursor };

    void Hear(GraphAnswer answer)
    {
        Assert.Empty(answer.Errors);
        cursor = answer["onCommentAdded.edge.cursor"]!;
        heard.Add(answer["onCommentAdded.edge.node.id"]!);
    }
}
