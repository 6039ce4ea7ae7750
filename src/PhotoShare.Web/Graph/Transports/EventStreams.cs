using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PhotoShare.Web;

/// <summary>The event streams that clients have reserved, by token (graphql-sse, single connection mode).</summary>
sealed class EventStreams(GraphLimits limits)
{
    const int MaxStreams = 10_000;
    readonly ConcurrentDictionary<string, EventStream> streams = new(StringComparer.Ordinal);

    /// <summary>Keeps a stream until its client comes, for at most <see cref="GraphLimits.ConnectionInit"/>, and gives its token.</summary>
    public string Reserve(EventStream stream)
    {
        if (streams.Count >= MaxStreams)
        {
            stream.Dispose();
            throw new BadRequest(StatusCodes.Status503ServiceUnavailable, "Too many streams are open. Try again in a moment.");
        }
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        streams[token] = stream;
        return token;
    }

    /// <summary>The stream of a token, for the one who reserved it.</summary>
    public EventStream? Find(string token, Viewer viewer) =>
        streams.TryGetValue(token, out var stream) && stream.Owner == viewer ? stream : null;

    public void Forget(string token)
    {
        if (streams.TryRemove(token, out var stream)) stream.Dispose();
    }

    /// <summary>Lets go of those whose client did not come.</summary>
    public void ForgetAbandoned()
    {
        var before = DateTime.UtcNow - limits.ConnectionInit;
        foreach (var (token, stream) in streams)
            if (!stream.IsOpen && stream.ReservedAt < before) Forget(token);
    }
}
