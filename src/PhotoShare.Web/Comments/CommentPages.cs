using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A comment with its author, read together because nearly everyone who lists comments shows both.</summary>
public class AuthoredComment
{
    public required Comment Comment { get; init; }

    /// <summary><c>null</c> for an author that the viewer may not know of.</summary>
    public KnownPerson? Author { get; init; }
}

/// <summary>A comment with what ranks it among the others under its post.</summary>
public sealed class RankedComment : AuthoredComment
{
    public required Guid PostId { get; init; }

    /// <summary>Likes and replies.</summary>
    public int Score { get; init; }
}

/// <summary>How comments are ordered.</summary>
public enum CommentOrder
{
    /// <summary>The oldest first.</summary>
    Oldest,

    /// <summary>The newest first.</summary>
    Newest,

    /// <summary>Those with the most likes and replies first; of two with as many, the older one.</summary>
    Top,
}

/// <summary>By the number that each got under the post's lock: what follows a cursor was all saved after what it stands at.</summary>
static class CommentOrders
{
    public static readonly RowOrder<AuthoredComment> Oldest = RowOrder.Ascending((AuthoredComment row) => row.Comment.Position);
    public static readonly RowOrder<AuthoredComment> Newest = RowOrder.Descending((AuthoredComment row) => row.Comment.Position);
    public static readonly RowOrder<RankedComment> Top = RowOrder.Descending((RankedComment row) => row.Score).ThenAscending(row => row.Comment.Position);

    /// <summary>Its place in the order of time.</summary>
    public static string CursorOf(Comment comment) => Oldest.CursorAt(comment.Position);
}

/// <summary>A list of comments. The authors that it reads need not be read again by id, in the same request and for the same viewer.</summary>
public abstract class CommentPages<TRow>(
    IDbContextFactory<PhotoShareDb> databases, UserById users, Func<PhotoShareDb, Viewer, IQueryable<TRow>> rows, Expression<Func<TRow, Guid>> parent, RowOrder<TRow> order)
    : ConnectionLoader<Guid, TRow>(databases, rows, parent, order)
    where TRow : AuthoredComment
{
    protected override void Seen(Viewer viewer, TRow row)
    {
        if (row.Author is { } author) users.Prime(viewer, author.Id, author);
    }
}

public sealed class CommentsOfPost(IDbContextFactory<PhotoShareDb> databases, UserById users) : CommentPages<AuthoredComment>(databases, users,
    (db, viewer) =>
        from comment in db.Comments.VisibleTo(viewer)
        where comment.ParentId == null
        join author in db.People.VisibleTo(viewer) on comment.AuthorId equals author.Id into authors
        from author in authors.DefaultIfEmpty()
        select new AuthoredComment { Comment = comment, Author = author },
    row => row.Comment.PostId, CommentOrders.Oldest);

public sealed class RepliesOfComment(IDbContextFactory<PhotoShareDb> databases, UserById users) : CommentPages<AuthoredComment>(databases, users,
    (db, viewer) =>
        from comment in db.Comments.VisibleTo(viewer)
        where comment.ParentId != null
        join author in db.People.VisibleTo(viewer) on comment.AuthorId equals author.Id into authors
        from author in authors.DefaultIfEmpty()
        select new AuthoredComment { Comment = comment, Author = author },
    row => row.Comment.ParentId!.Value, CommentOrders.Oldest);

public sealed class TopCommentsOfPost(IDbContextFactory<PhotoShareDb> databases, UserById users) : CommentPages<RankedComment>(databases, users,
    (db, viewer) => db.Comments.VisibleTo(viewer).Select(comment => new CommentUnderPost { PostId = comment.PostId, Comment = comment }).Ranked(db, viewer),
    row => row.PostId, CommentOrders.Top);

/// <summary>The top ones of the last that were added: few enough to be ranked wherever a post is shown. Read from the posts on, so that the others are not read at all.</summary>
public sealed class LatelyTopCommentsOfPost(IDbContextFactory<PhotoShareDb> databases, UserById users) : CommentPages<RankedComment>(databases, users,
    (db, viewer) =>
        (from post in db.Posts.VisibleTo(viewer)
         join comment in db.Comments.CountedFor(viewer) on post.Id equals comment.PostId
         where comment.Position > post.CommentPosition - Considered
         select new CommentUnderPost { PostId = post.Id, Comment = comment }).Ranked(db, viewer),
    row => row.PostId, CommentOrders.Top)
{
    /// <summary>The last comments and replies that are considered.</summary>
    const int Considered = 200;

    protected override Func<PhotoShareDb, Viewer, IReadOnlyList<Guid>, int, IQueryable<RankedComment>> FirstOfEach => static (db, viewer, posts, most) =>
    {
        // The best are chosen before their authors are read.
        var scored = db.Comments.CountedFor(viewer).Select(comment => new CommentUnderPost { PostId = comment.PostId, Comment = comment }).Scored(db, viewer);
        return (from post in db.Posts.VisibleTo(viewer)
                where posts.Contains(post.Id)
                from row in scored.Where(row => row.PostId == post.Id && row.Comment.Position > post.CommentPosition - Considered)
                    .OrderByDescending(row => row.Score).ThenBy(row => row.Comment.Position).Take(most)
                select row).WithAuthors(db, viewer);
    };
}

/// <summary>A comment with its post, whichever of the two it is found by.</summary>
class CommentUnderPost
{
    public required Guid PostId { get; init; }
    public required Comment Comment { get; init; }
}

/// <summary>The same with what ranks it among the others: likes and replies.</summary>
sealed class ScoredComment : CommentUnderPost
{
    public required int Score { get; init; }
}

static class CommentRanking
{
    /// <summary>The comments among these (not the replies), with their authors and what ranks them.</summary>
    internal static IQueryable<RankedComment> Ranked(this IQueryable<CommentUnderPost> comments, PhotoShareDb db, Viewer viewer) => comments.Scored(db, viewer).WithAuthors(db, viewer);

    internal static IQueryable<ScoredComment> Scored(this IQueryable<CommentUnderPost> comments, PhotoShareDb db, Viewer viewer)
    {
        var (likes, replies) = (db.Likes.CountedFor(viewer), db.Comments.CountedFor(viewer));
        return comments.Where(row => row.Comment.ParentId == null).Select(row => new ScoredComment
        {
            PostId = row.PostId,
            Comment = row.Comment,
            Score = likes.Count(like => like.CommentId == row.Comment.Id) + replies.Count(reply => reply.ParentId == row.Comment.Id),
        });
    }

    internal static IQueryable<RankedComment> WithAuthors(this IQueryable<ScoredComment> comments, PhotoShareDb db, Viewer viewer) =>
        from row in comments
        join author in db.People.VisibleTo(viewer) on row.Comment.AuthorId equals author.Id into authors
        from author in authors.DefaultIfEmpty()
        select new RankedComment { PostId = row.PostId, Comment = row.Comment, Author = author, Score = row.Score };
}
