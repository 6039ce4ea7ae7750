using System.Numerics;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Knows removed images again when they are posted anew.</summary>
static class Recognition
{
    /// <summary>
    /// In how many of the 64 bits of its hash a picture may differ from a removed one and is still taken for it. Copies that were scaled or
    /// recompressed differ in a few; unrelated pictures in about 32, and in so few by chance once in billions of pairs. With seven
    /// bits in four quarters, one quarter has at most one of them, so the index finds every match.
    /// </summary>
    internal const int MaxDistance = 7;

    const int QuarterBits = 16;

    /// <summary>The action that removed what one of these hashes looks like; <c>null</c> when nothing of the kind was removed.</summary>
    internal static async Task<Guid?> RemovedLike(this PhotoShareDb db, IReadOnlyCollection<long> hashes, CancellationToken ct)
    {
        if (hashes.Count == 0 || !await db.RemovedImages.AnyAsync(ct)) return null;
        var (first, second, third, fourth) = (Near(hashes, 0), Near(hashes, 1), Near(hashes, 2), Near(hashes, 3));
        var candidates = await db.RemovedImages.AsNoTracking()
            .Where(i => first.Contains(i.First) || second.Contains(i.Second) || third.Contains(i.Third) || fourth.Contains(i.Fourth))
            .Select(i => new { i.ActionId, i.Hash }).ToListAsync(ct);
        return candidates.Find(image => hashes.Any(hash => Distance(hash, image.Hash) <= MaxDistance))?.ActionId;
    }

    /// <summary>Hides a post that shows what was removed, in the caller's transaction: by nobody, so that any moderator may decide about an appeal.</summary>
    internal static async Task HideAlike(this PhotoShareDb db, Guid postId, Guid authorId, Guid removal, DateTime now, CancellationToken ct)
    {
        await db.SetHidden(ReportSubject.Post, postId, postId, now, ct);
        var action = new ModerationAction
        {
            ModeratorId = Guid.Empty,
            Kind = ModerationKind.Hide,
            Subject = ReportSubject.Post,
            SubjectId = postId,
            PersonId = authorId,
            PostId = postId,
            Note = $"It looks like an image that was removed: {removal}",
        };
        await db.Record(action, [], ct);
    }

    internal static int Distance(long one, long other) => BitOperations.PopCount((ulong)(one ^ other));

    /// <summary>A quarter of each hash, and the sixteen that differ from it in one bit.</summary>
    static List<int> Near(IEnumerable<long> hashes, int place) =>
        [.. hashes.Select(hash => RemovedImage.Quarter(hash, place)).SelectMany(quarter => Enumerable.Range(0, QuarterBits).Select(bit => quarter ^ (1 << bit)).Append(quarter)).Distinct()];
}
