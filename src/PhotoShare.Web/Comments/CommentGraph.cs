using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Somebody's words under a post, or in answer to a comment.</summary>
[Implements(typeof(INode)), Implements(typeof(ILikeable)), Implements(typeof(IReportable)), Implements(typeof(IDeletable)), Implements(typeof(IUpdatable))]
public sealed partial class CommentNode(Comment comment) : ILikeable, IReportable, IDeletable, IUpdatable
{
    internal const string Type = "Comment";

    internal Guid Key => comment.Id;

    /// <summary>The node's id, unique among all nodes.</summary>
    public GlobalId Id => new(Type, comment.Id);

    /// <summary>Who wrote it.</summary>
    public IDataLoaderResult<UserNode> Author([FromServices] UserById users, [Me] Viewer me) => users.Load(me, comment.AuthorId).Then(user => new UserNode(user!));

    /// <summary>The post it is under.</summary>
    public IDataLoaderResult<PostNode> Post([FromServices] PostById posts, [Me] Viewer me) => posts.Load(me, comment.PostId).Then(post => new PostNode(post!));

    /// <summary>The comment that starts its thread; null for one that does. A thread has one level.</summary>
    public IDataLoaderResult<CommentNode?> Parent([FromServices] CommentById comments, [Me] Viewer me) =>
        comment.ParentId is { } parent ? comments.Load(me, parent).Then(found => found is null ? null : new CommentNode(found)) : LoaderResults.Ready<CommentNode?>(null);

    /// <summary>Its words, 1 to 2,000 characters.</summary>
    public string Body => comment.Body;

    /// <summary>The body with its links, names and hashtags linked.</summary>
    public Html BodyHTML => new(Markup.Html(comment.Body));

    /// <summary>When it was written.</summary>
    public DateTime CreatedAt => comment.CreatedAt;

    /// <summary>When its words were last changed.</summary>
    public DateTime? EditedAt => comment.EditedAt;

    /// <summary>How many replies it has.</summary>
    public IDataLoaderResult<int> ReplyCount([FromServices] FactsOfComment facts, [Me] Viewer me) => facts.Load(me, comment.Id).Then(of => of.ReplyCount);

    /// <summary>The replies to it, the oldest first.</summary>
    public IDataLoaderResult<CommentsConnection> Replies([FromServices] RepliesOfComment replies, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        replies.Load(me, comment.Id, PageRequest.Of(first, after, last, before)).Then(page => new CommentsConnection(page.Select(row => row.Comment)));

    /// <summary>Whether you may delete it: your own, or any under your post, or as a moderator a reported one.</summary>
    public IDataLoaderResult<bool> ViewerCanDelete([FromServices] DeletionRights rights, [Me] Viewer me) => rights.OfComment(me, comment);

    /// <summary>Whether nobody but its author and you sees it until you approve it: you restricted them, and it is under your post.</summary>
    public IDataLoaderResult<bool> ViewerCanApprove([FromServices] FactsOfComment facts, [Me] Viewer me) => facts.Load(me, comment.Id).Then(of => of.ViewerCanApprove);

    /// <summary>Whether you may change it.</summary>
    public bool ViewerCanUpdate([Me] Viewer me) => me.Id == comment.AuthorId;
}

/// <summary>Comments.</summary>
public sealed class CommentsConnection(RowPage<Comment> page)
    : CountedConnection<Comment, CommentsEdge, CommentNode>(page, (comment, cursor) => new CommentsEdge(comment, cursor), edge => edge.Node);

/// <summary>A comment in a list.</summary>
public sealed class CommentsEdge(Comment comment, string cursor)
{
    /// <summary>The place in the list; onCommentAdded resumes from it too.</summary>
    public string Cursor => cursor;

    /// <summary>The comment.</summary>
    public CommentNode Node { get; } = new(comment);
}

partial class PostNode
{
    /// <summary>How many comments it has, replies included.</summary>
    public IDataLoaderResult<int> CommentCount([FromServices] FactsOfPost facts, [Me] Viewer me) => facts.Load(me, post.Id).Then(of => of.CommentCount);

    /// <summary>The comments that start its threads; the replies are in each.</summary>
    /// <param name="order">Which come first. A cursor of TOP is not one of the other two.</param>
    public IDataLoaderResult<CommentsConnection> Comments(
        [FromServices] CommentsOfPost byTime, [FromServices] TopCommentsOfPost top, [Me] Viewer me,
        int? first, string? after, int? last, string? before, CommentOrder order = CommentOrder.Oldest)
    {
        var page = PageRequest.Of(first, after, last, before);
        return order == CommentOrder.Top
            ? top.Load(me, post.Id, page).Then(found => new CommentsConnection(found.Select(row => row.Comment)))
            : byTime.Load(me, post.Id, page, by: order == CommentOrder.Newest ? CommentOrders.Newest : CommentOrders.Oldest)
                .Then(found => new CommentsConnection(found.Select(row => row.Comment)));
    }

    /// <summary>The comments with the most likes and replies, to show beside a post in a list: those that are in the order TOP the first of the last 200 comments and replies.</summary>
    /// <param name="first">How many, 1 to 100.</param>
    public IDataLoaderResult<IEnumerable<CommentNode>> TopComments([FromServices] LatelyTopCommentsOfPost top, [Me] Viewer me, int first = 2) =>
        top.Load(me, post.Id, PageRequest.Of(first, null, null, null)).Then(page => page.Rows.Select(row => new CommentNode(row.Comment)));
}

public sealed class CommentById(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, Comment?>(databases, Query, null)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, Comment?>> Query = new((db, viewer, ids) =>
        db.Comments.VisibleTo(viewer).Where(c => ids.Contains(c.Id)).Select(c => new Keyed<Guid, Comment?>(c.Id, c)));
}
