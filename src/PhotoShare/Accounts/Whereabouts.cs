using System.Security.Cryptography;
using System.Text;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>From where a session was used last: its country, or the network that it came from, for its person's eyes alone.</summary>
public sealed class Whereabouts(Envelope envelope, Countries countries, Origin origin)
{
    const string Table = "sessions", Column = "sealed_place";

    /// <summary>Where this request comes from; <c>null</c> where nobody knows. Nobody is kept out because a key can't be had just now.</summary>
    internal async Task<byte[]?> Sealed(Guid userId, Guid sessionId, CancellationToken ct)
    {
        if (countries.PlaceOf(origin) is not { } place) return null;
        try
        {
            return await envelope.Seal(userId, Table, Column, sessionId, Encoding.UTF8.GetBytes(place), ct);
        }
        catch (Exception failure) when (failure is UnavailableException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The place of one's own session.</summary>
    public async Task<string?> Of(Session session, CancellationToken ct) =>
        session.SealedPlace is { } bytes ? Encoding.UTF8.GetString(await envelope.Open(session.UserId, Table, Column, session.Id, bytes, ct)) : null;
}
