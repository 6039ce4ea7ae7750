using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Writes down who is to be told of something, to be saved with it.</summary>
static class Telling
{
    /// <summary>Adds the causes whose recipients are to be told, and says whether there are any.</summary>
    /// <param name="actor">Who did it, all of it.</param>
    public static async Task<bool> Tell(this PhotoShareDb db, Guid actor, IEnumerable<NotificationCause> causes, CancellationToken ct)
    {
        var told = await db.ToldOf(actor, causes, ct);
        db.AddRange(told);
        return told.Count > 0;
    }

    /// <summary>
    /// The causes whose recipients are to be told: never people of what they did themselves, not of what somebody did whom they blocked,
    /// muted or restricted or who blocked them, of a mention only where they let that person mention them. Of several for one recipient the first.
    /// </summary>
    /// <param name="actor">Who did it, all of it.</param>
    public static async Task<IReadOnlyList<NotificationCause>> ToldOf(this PhotoShareDb db, Guid actor, IEnumerable<NotificationCause> causes, CancellationToken ct)
    {
        var others = causes.Where(cause => cause.RecipientId != actor).ToList();
        if (others.Count == 0) return [];
        var ids = others.Select(cause => cause.RecipientId).Distinct().ToList();
        var (apart, mentionable) = (db.ApartFrom(actor), db.MentionableBy(actor));
        var willing = await db.Users.AsNoTracking()
            .Where(user => ids.Contains(user.Id)
                && !apart.Contains(user.Id)
                && !db.Mutes.Any(mute => mute.MuterId == user.Id && mute.MutedId == actor)
                && !db.Restrictions.Any(r => r.RestrictedId == actor && r.RestricterId == user.Id))
            .Select(user => new { user.Id, Mentions = mentionable.Any(m => m.Id == user.Id) })
            .ToDictionaryAsync(user => user.Id, user => user.Mentions, ct);
        return [.. others
            .Where(cause => willing.TryGetValue(cause.RecipientId, out var mentions) && (mentions || cause.Kind != NotificationKind.Mention))
            .DistinctBy(cause => cause.RecipientId)];
    }

    /// <summary>The people whom a text of somebody's names by @username.</summary>
    public static async Task<IReadOnlyList<Guid>> Named(this PhotoShareDb db, Guid author, string? text, CancellationToken ct)
    {
        var names = Markup.UsernamesOf(text).Select(name => name.ToUpperInvariant()).ToList();
        return names.Count == 0 ? [] : await db.MentionableBy(author).Where(user => names.Contains(user.NormalizedUserName!)).Select(user => user.Id).ToListAsync(ct);
    }

    /// <summary>Takes back what nobody has read yet: mentions that were edited out. One that was read stays, so that putting the name in again does not tell again.</summary>
    /// <param name="of">The causes of the text.</param>
    public static Task TakeBackMentions(this PhotoShareDb db, IQueryable<NotificationCause> of, IReadOnlyCollection<Guid> named, CancellationToken ct) =>
        of.Where(cause => cause.Kind == NotificationKind.Mention && !named.Contains(cause.RecipientId)
            && (cause.NotificationId == null || db.Notifications.Any(n => n.Id == cause.NotificationId && n.ReadAt == null))).ExecuteDeleteAsync(ct);
}

/// <summary>There is something to be folded into notifications.</summary>
public sealed record NotificationCaused : Hint;

/// <summary>What somebody is told has changed: there is more, or they have read it.</summary>
public sealed record NotificationsChanged(Guid RecipientId) : Hint;
