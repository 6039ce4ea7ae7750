namespace PhotoShare.Web;

/// <summary>What a notification says: the same on the page and in a push.</summary>
static class NotificationWords
{
    internal static string Told(this Texts L, NotificationCard card) => card.Notification.Kind switch
    {
        NotificationKind.Like when card.Notification.CommentId is not null => L["{0} liked your comment", L.Who(card)],
        NotificationKind.Like => L["{0} liked your post", L.Who(card)],
        NotificationKind.Comment => L["{0} commented on your post", L.Who(card)],
        NotificationKind.Reply => L["{0} answered your comment", L.Who(card)],
        NotificationKind.Follow => L["{0} started following you", L.Who(card)],
        NotificationKind.FollowRequest => L["{0} asked to follow you", L.Who(card)],
        NotificationKind.FollowAccepted => L["{0} let you follow them", L.Who(card)],
        NotificationKind.Mention => L["{0} mentioned you", L.Who(card)],
        NotificationKind.PhotoReady => L["Your photo is ready"],
        NotificationKind.PhotoFailed => L["A photo of yours could not be processed"],
        _ when card.Action is { AppealDecidedAt: not null, IsReversed: true } => L["Your appeal was right: the moderators took a decision back"],
        _ when card.Action is { AppealDecidedAt: not null } => L["The moderators looked at it again, and their decision stands"],
        _ when card.Action is { } action => L.Told(action),
        _ => L["The moderators decided about something of yours"],
    };

    static string Who(this Texts L, NotificationCard card) => (card.ActorCount, card.Actors) switch
    {
        (_, []) => L["Somebody"],
        (1, [var one, ..]) => one.Name,
        (2, [var one, var two, ..]) => L["{0} and {1}", one.Name, two.Name],
        (var count, [var one, ..]) => L[count == 2 ? "{1} and {0} other" : "{1} and {0} others", count - 1, one.Name],
    };
}
