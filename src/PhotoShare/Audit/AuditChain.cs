using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// Puts what was written down into one chain, some moments later: whoever writes waits for nobody, and on any number of servers whoever has
/// the head's row goes on from there.
/// </summary>
public sealed class AuditChain(PhotoShareDb db, AuditKeys keys, IBlobStore blobs, IEventBus events, Audit audit)
{
    const int AtOnce = 500;
    static readonly TimeSpan BetweenAnchors = TimeSpan.FromSeconds(5);

    /// <summary>Adds what waits, at most 500 rows. Gives how many.</summary>
    public async Task<int> Extend(CancellationToken ct)
    {
        if (!await db.AuditEvents.AnyAsync(e => e.Position == null, ct)) return 0;
        var kinds = await db.Atomically(async () =>
        {
            var head = await Hold(ct);
            var waiting = await db.AuditEvents.Where(e => e.Position == null).OrderBy(e => e.Id).Take(AtOnce).ToListAsync(ct);
            foreach (var happened in waiting)
            {
                happened.Position = ++head.Position;
                happened.Hash = head.Hash = keys.Link(head.Position, head.Position == 1 ? AuditKeys.Beginning : head.Hash, happened.Mac);
            }
            await db.SaveChangesAsync(ct);
            return waiting.ConvertAll(e => e.Kind);
        }, ct);
        // Their mails were saved with them.
        if (kinds.Any(AuditKinds.IsMailed)) await events.Publish(new MailQueued(), ct);
        return kinds.Count;
    }

    /// <summary>
    /// Tells the blob store where the chain ends, at most every five seconds. While the chain does not contain what was told there before,
    /// says <c>false</c> and leaves that where it is: it is the proof.
    /// </summary>
    /// <param name="accept">Has the chain taken as it is.</param>
    public async Task<bool> Anchor(CancellationToken ct, bool accept = false) =>
        // Where nothing happened, nothing is written.
        (!accept && await db.Set<AuditHead>().AnyAsync(h => h.Position == h.AnchoredPosition, ct)) || await db.Atomically(() => AnchorHeld(accept, ct), ct);

    async Task<bool> AnchorHeld(bool accept, CancellationToken ct)
    {
        var head = await Hold(ct);
        if (!accept && (head.Position == head.AnchoredPosition || DateTime.UtcNow - head.AnchoredAt < BetweenAnchors)) return true;
        if (!accept && await AuditAnchor.Read(blobs, keys, ct) is { } before && !await Contains(before, ct)) return false;
        // Under the lock, so that an earlier end never overwrites a later one, and after the commit of what it tells of.
        await new AuditAnchor(head.Position, head.Hash).Write(blobs, keys, ct);
        (head.AnchoredPosition, head.AnchoredAt) = (head.Position, DateTime.UtcNow);
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>Notes that the operator takes the log as it is; <see cref="Anchor"/> then does.</summary>
    public async Task Accept(CancellationToken ct)
    {
        await audit.Note(Viewer.Anonymous, AuditKind.AuditAccepted, ct);
        await db.SaveChangesAsync(ct);
    }

    async Task<bool> Contains(AuditAnchor anchor, CancellationToken ct) =>
        await db.AuditEvents.Where(e => e.Position == anchor.Position).Select(e => e.Hash).SingleOrDefaultAsync(ct) is { } hash && hash.AsSpan().SequenceEqual(anchor.Hash);

    /// <summary>The head, locked until the transaction ends.</summary>
    async Task<AuditHead> Hold(CancellationToken ct)
    {
        await db.Set<AuditHead>().Where(h => h.Id == AuditHead.Only).ExecuteUpdateAsync(set => set.SetProperty(h => h.Position, h => h.Position), ct);
        return await db.Set<AuditHead>().SingleAsync(h => h.Id == AuditHead.Only, ct);
    }
}
