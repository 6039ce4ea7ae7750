using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>The browsers that are told what their people are told.</summary>
public sealed class PushSubscriptions(PhotoShareDb db, Settings settings)
{
    /// <summary>Browsers of one person; the oldest gives way.</summary>
    const int Most = 20;
    const int PointSize = 65, SecretSize = 16;

    /// <summary>Begins, from what is told from now on. What the browser had asked for before is replaced.</summary>
    /// <param name="sessionId">The session with which it ends.</param>
    /// <param name="p256dh">The browser's public key, Base64url.</param>
    /// <param name="auth">The secret that it shares with us, Base64url.</param>
    public async Task Subscribe(Viewer viewer, Guid sessionId, string endpoint, string p256dh, string auth, string language, CancellationToken ct)
    {
        var me = viewer.Required;
        if (endpoint.Length > PushSubscription.MaxEndpointLength || !Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || !settings.Push.Allows(address))
            throw new Refused("PUSH_SERVICE", "This browser's push service is none that this site sends to.", "endpoint");
        if (!IsPoint(p256dh) || BytesOf(auth) is not { Length: SecretSize })
            throw new Refused("PUSH_KEYS", "These are no keys of a push subscription.", "keys");
        await db.Atomically(async () =>
        {
            if (await db.LockPerson(me, ct) is not { } position || !await db.Sessions.VisibleTo(viewer).AnyAsync(s => s.Id == sessionId, ct)) throw Refused.Unauthenticated();
            await db.PushSubscriptions.Where(p => p.Endpoint == endpoint).ExecuteDeleteAsync(ct);
            var oldest = await db.PushSubscriptions.Where(p => p.UserId == me).OrderByDescending(p => p.Id).Skip(Most - 1).Select(p => p.Id).ToListAsync(ct);
            await db.PushSubscriptions.Where(p => oldest.Contains(p.Id)).ExecuteDeleteAsync(ct);
            db.Add(new PushSubscription { UserId = me, SessionId = sessionId, Endpoint = endpoint, P256dh = p256dh, Auth = auth, Language = language, PushedPosition = position });
            return await db.SaveChangesAsync(ct);
        }, ct);
    }

    /// <summary>Ends what one's own browser asked for; nothing where there is none.</summary>
    public Task Unsubscribe(Viewer viewer, string endpoint, CancellationToken ct)
    {
        var me = viewer.Required;
        return db.PushSubscriptions.Where(p => p.UserId == me && p.Endpoint == endpoint).ExecuteDeleteAsync(ct);
    }

    static byte[]? BytesOf(string text)
    {
        try
        {
            return text.Length <= 128 ? Base64Url.DecodeFromChars(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    static bool IsPoint(string text)
    {
        if (BytesOf(text) is not { Length: PointSize } bytes || bytes[0] != 4) return false;
        try
        {
            using var key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = bytes[1..33], Y = bytes[33..] } });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
