using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Types;

namespace PhotoShare.Web;

/// <summary>Something that you are told, like things together: "ann and 3 others like your post". What happens after you have read it begins a new one.</summary>
[Implements(typeof(INode))]
public sealed class NotificationNode(Notification notification) : INode
{
    internal const string Type = "Notification";

    /// <summary>The node's id, unique among all nodes.</summary>
    public GlobalId Id => new(Type, notification.Id);

    /// <summary>What happened.</summary>
    public NotificationKind Kind => notification.Kind;

    /// <summary>Up to three of the people who did it, the latest first; none where nobody in particular did.</summary>
    [ListSize(NotificationActors.Most)]
    public IDataLoaderResult<IEnumerable<UserNode>> Actors([FromServices] NotificationActors actors, [Me] Viewer me) =>
        actors.Load(me, notification.Id).Then(of => of.Latest.Select(user => new UserNode(user)));

    /// <summary>How many people did it: with one actor shown and an actorCount of 4 it is "ann and 3 others".</summary>
    public IDataLoaderResult<int> ActorCount([FromServices] NotificationActorCounts counts, [Me] Viewer me) => counts.Load(me, notification.Id);

    /// <summary>
    /// What it is about. LIKE: your post or comment. COMMENT: your post. REPLY: the comment that starts the thread. MENTION: the post or
    /// comment that names you. PHOTO_READY and PHOTO_FAILED: your photo. FOLLOW, FOLLOW_REQUEST and FOLLOW_ACCEPTED: the latest
    /// person. Null when it went away a moment ago.
    /// </summary>
    [OutputType(typeof(NotificationSubject))]
    public IDataLoaderResult<object?> Subject(
        [FromServices] PostById posts, [FromServices] CommentById comments, [FromServices] PhotoById photos, [FromServices] NotificationActors actors, [Me] Viewer me) => notification switch
        {
            { CommentId: { } comment } => comments.Load(me, comment).Then(object? (found) => found is null ? null : new CommentNode(found)),
            { PostId: { } post } => posts.Load(me, post).Then(object? (found) => found is null ? null : new PostNode(found)),
            { PhotoId: { } photo } => photos.Load(me, photo).Then(object? (found) => found is null ? null : new PhotoNode(found)),
            _ => actors.Load(me, notification.Id).Then(object? (of) => of.Latest.Count == 0 ? null : new UserNode(of.Latest[0])),
        };

    /// <summary>When the last of it happened.</summary>
    public DateTime CreatedAt => notification.UpdatedAt;

    /// <summary>Whether you have read it.</summary>
    public bool IsRead => notification.ReadAt is not null;
}

/// <summary>The union of what a notification is about.</summary>
public sealed class NotificationSubject : UnionGraphType
{
    public NotificationSubject()
    {
        Description = "What a notification is about.";
        Type<GraphQLClrOutputTypeReference<PostNode>>();
        Type<GraphQLClrOutputTypeReference<CommentNode>>();
        Type<GraphQLClrOutputTypeReference<UserNode>>();
        Type<GraphQLClrOutputTypeReference<PhotoNode>>();
    }
}

/// <summary>What you are told, the latest first.</summary>
public sealed class NotificationsConnection(RowPage<Notification> page)
    : Connection<Notification, NotificationsEdge, NotificationNode>(page, (notification, cursor) => new NotificationsEdge(notification, cursor), edge => edge.Node)
{
    /// <summary>How many you have not read, on all pages together.</summary>
    public static IDataLoaderResult<int> UnreadCount([FromServices] UnreadNotifications unread, [Me] Viewer me) => unread.Load(me, me.Required);
}

/// <summary>A notification in the list of yours.</summary>
public sealed class NotificationsEdge(Notification notification, string cursor)
{
    /// <summary>The place in the list; onNotification resumes from it too.</summary>
    public string Cursor => cursor;

    /// <summary>The notification.</summary>
    public NotificationNode Node { get; } = new(notification);
}

partial class Query
{
    /// <summary>What you are told, the latest first.</summary>
    /// <param name="unreadOnly">Only what you have not read.</param>
    [SignedIn]
    public static IDataLoaderResult<NotificationsConnection> Notifications([FromServices] NotificationsOfUser notifications, [Me] Viewer me, int? first, string? after, bool unreadOnly = false) =>
        notifications.Load(me, me.Required, PageRequest.Of(first, after, null, null), unreadOnly ? NotificationsOfUser.Unread : null).Then(page => new NotificationsConnection(page));
}

partial class ViewerNode
{
    /// <summary>How many notifications you have not read.</summary>
    public IDataLoaderResult<int> UnreadNotificationCount([FromServices] UnreadNotifications unread, [Me] Viewer me) => unread.Load(me, user.Id);
}

partial class Mutation
{
    /// <summary>Marks your notifications read: all of them, or one and those before it.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<MarkNotificationsReadPayload> MarkNotificationsRead([FromServices] Notifications notifications, [Me] Viewer me, MarkNotificationsReadInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await notifications.MarkRead(me, input.Before?.KeyOf(NotificationNode.Type, "before"), ct);
            return new MarkNotificationsReadPayload { Done = true };
        });
}

/// <summary>What has been read.</summary>
public sealed class MarkNotificationsReadInput : MutationInput
{
    /// <summary>The id of the latest notification that was read; those before it are marked with it. Without one, all are.</summary>
    public GlobalId? Before { get; init; }
}

/// <summary>What markNotificationsRead answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class MarkNotificationsReadPayload : Payload
{
    internal bool Done { get; init; }

    /// <summary>How many are left unread; null when it was refused.</summary>
    public IDataLoaderResult<int?> UnreadCount([FromServices] UnreadNotifications unread, [Me] Viewer me) =>
        Done ? unread.Load(me, me.Required).Then(int? (count) => count) : LoaderResults.Ready<int?>(null);
}
