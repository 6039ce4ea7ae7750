using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Subscription
{
    /// <summary>
    /// Tells of your notifications as they come; of one that grows, each time that something is added. After a break, give the last
    /// cursor: what came or grew in the meantime comes first, as it is now.
    /// </summary>
    /// <param name="after">The cursor of the last notification you have, from this subscription or from the list of yours; without one it begins with what comes from now on.</param>
    [SignedIn, Scoped(Scope.Read)]
    public static async Task<IAsyncEnumerable<NotificationEvent>> OnNotification(
        IResolveFieldContext context, [FromServices] Live live, [FromServices] PhotoShareDb db, [Me] Viewer me, string? after, CancellationToken ct)
    {
        const int Page = 50;
        var owner = me.Required;
        var last = after is null
            ? await db.Users.Where(u => u.Id == owner).Select(u => u.NotificationPosition).SingleOrDefaultAsync(ct)
            : (long)NotificationOrders.Latest.Parse(after, "after")[0]!;
        return live.Follow<NotificationEvent>(
            hint => hint is NotificationsChanged changed && changed.RecipientId == owner,
            listening => live.InScope(async (services, reading) =>
            {
                var told = await services.GetRequiredService<PhotoShareDb>().Notifications.VisibleTo(me).Where(n => n.Position > last).OrderBy(n => n.Position).Take(Page).ToListAsync(reading);
                if (told.Count > 0) last = told[^1].Position;
                return (NextRows<NotificationEvent>?)new NextRows<NotificationEvent>(told.ConvertAll(notification => new NotificationEvent(notification)), told.Count == Page);
            }, listening),
            GraphContext.Of(context).Pace,
            ct);
    }
}

/// <summary>A notification came or grew.</summary>
public sealed class NotificationEvent(Notification notification)
{
    /// <summary>The notification.</summary>
    public NotificationNode Notification { get; } = new(notification);

    /// <summary>From where to resume.</summary>
    public string Cursor => NotificationOrders.Latest.CursorOf(notification);

    /// <summary>How many you have not read.</summary>
    public static IDataLoaderResult<int> UnreadCount([FromServices] UnreadNotifications unread, [Me] Viewer me) => unread.Load(me, me.Required);
}
