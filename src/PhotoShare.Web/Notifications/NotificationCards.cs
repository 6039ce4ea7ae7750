using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A notification as a page shows it.</summary>
/// <param name="Actors">Up to three of those who did it, the latest first.</param>
/// <param name="ActorCount">How many did it.</param>
/// <param name="PostOfComment">Where the comment that it is about stands.</param>
/// <param name="Cover">The first photo of the post that it is about; <c>null</c> where there is none, or one that is not shown without a warning.</param>
/// <param name="Action">The decision of the moderators that it tells of.</param>
public sealed record NotificationCard(Notification Notification, IReadOnlyList<Person> Actors, int ActorCount, Guid? PostOfComment, Photo? Cover, ModerationAction? Action)
{
    /// <summary>Where one looks at what it is about.</summary>
    public string Url => Notification switch
    {
        { ActionId: { } action } => $"/decisions/{action}",
        { CommentId: { } comment } when PostOfComment is { } post => $"/posts/{post}#comment-{comment}",
        { PostId: { } post } => $"/posts/{post}",
        _ when Actors.Count > 0 => Actors[0].Url,
        _ => "/upload",
    };
}

/// <summary>Some notifications, the latest first.</summary>
/// <param name="Next">What <c>before</c> gives the ones that follow; <c>null</c> at the end.</param>
sealed record NotificationCardPage(IReadOnlyList<NotificationCard> Cards, long? Next);

static class NotificationCards
{
    const int PageSize = 30;

    /// <summary>The latest, or those before one. Five statements at most, however many notifications.</summary>
    internal static Task<NotificationCardPage> NotificationsOf(this PhotoShareDb db, Viewer viewer, long? before, CancellationToken ct) =>
        db.NotificationsOf(viewer, db.Notifications.VisibleTo(viewer).Where(n => before == null || n.Position < before), ct);

    /// <summary>One of one's own; <c>null</c> when there is nothing to tell (any more).</summary>
    internal static async Task<NotificationCard?> NotificationOf(this PhotoShareDb db, Viewer viewer, Guid id, CancellationToken ct) =>
        (await db.NotificationsOf(viewer, db.Notifications.VisibleTo(viewer).Where(n => n.Id == id), ct)).Cards.SingleOrDefault();

    /// <summary>The latest of one's own that one has not read, if it came after a position.</summary>
    internal static async Task<NotificationCard?> UnreadSince(this PhotoShareDb db, Viewer viewer, long position, CancellationToken ct) =>
        (await db.NotificationsOf(viewer, db.Notifications.VisibleTo(viewer).Where(n => n.ReadAt == null && n.Position > position).OrderByDescending(n => n.Position).Take(1), ct)).Cards.SingleOrDefault();

    static async Task<NotificationCardPage> NotificationsOf(this PhotoShareDb db, Viewer viewer, IQueryable<Notification> notifications, CancellationToken ct)
    {
        var rows = await notifications.OrderByDescending(n => n.Position).Take(PageSize + 1)
            .Select(n => new { Notification = n, PostOfComment = db.Comments.Where(c => c.Id == n.CommentId).Select(c => (Guid?)c.PostId).FirstOrDefault() }).ToListAsync(ct);
        var decisions = rows.Select(row => row.Notification.ActionId).OfType<Guid>().ToList();
        var actions = decisions.Count == 0 ? [] : await db.ModerationActions.Concerning(viewer).Where(a => decisions.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        long? next = rows.Count > PageSize ? rows[PageSize - 1].Notification.Position : null;
        rows = rows.Take(PageSize).ToList();
        var ids = rows.ConvertAll(row => (Guid?)row.Notification.Id);
        var causes = db.NotificationCauses.VisibleTo(viewer).Where(c => c.ActorId != null && ids.Contains(c.NotificationId));
        var counts = await causes.GroupBy(c => c.NotificationId).Select(of => new { of.Key, Count = of.Select(c => c.ActorId).Distinct().Count() }).ToDictionaryAsync(of => of.Key!.Value, of => of.Count, ct);
        var latest = await causes.GroupBy(c => new { c.NotificationId, c.ActorId }).Select(of => new { of.Key.NotificationId, of.Key.ActorId, Last = of.Max(c => c.CreatedAt) })
            .Join(db.Users.VisibleTo(viewer), c => c.ActorId, u => u.Id, (c, u) => new { c.NotificationId, c.Last, Actor = new Person(u.Id, u.UserName!, u.DisplayName, u.IsPrivate, u.AvatarPhoto!.Renditions) })
            .ToListAsync(ct);
        var actors = latest.OrderByDescending(c => c.Last).ToLookup(c => c.NotificationId, c => c.Actor);
        var about = rows.ConvertAll(row => row.Notification.PostId);
        var covers = await db.Posts.VisibleTo(viewer).Where(p => about.Contains(p.Id) && p.ContentWarning == null)
            .Select(p => new { p.Id, Cover = p.Photos.OrderBy(photo => photo.Position).FirstOrDefault() }).ToDictionaryAsync(p => p.Id, p => p.Cover, ct);
        return new NotificationCardPage(rows.ConvertAll(row => new NotificationCard(
            row.Notification, [.. actors[row.Notification.Id].Take(NotificationActors.Most)], counts.GetValueOrDefault(row.Notification.Id), row.PostOfComment,
            row.Notification.PostId is { } post ? covers.GetValueOrDefault(post) : null,
            row.Notification.ActionId is { } action ? actions.GetValueOrDefault(action) : null)), next);
    }
}
