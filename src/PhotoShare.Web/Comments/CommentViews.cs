using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A comment as a page shows it.</summary>
/// <param name="Replies">The first ones, oldest first; empty for a reply.</param>
public sealed record CommentView(Comment Comment, Person Author, int LikeCount, bool ViewerHasLiked, bool ViewerCanDelete, int ReplyCount, IReadOnlyList<CommentView> Replies, bool ViewerCanApprove);

/// <summary>Some threads, oldest first.</summary>
/// <param name="Earlier">What <c>before</c> gives the ones before these; <c>null</c> at the beginning.</param>
public sealed record CommentPage(IReadOnlyList<CommentView> Threads, long? Earlier);

static class CommentViews
{
    const int Threads = 20;
    internal const int Replies = 50;

    /// <summary>The last threads under a post, or those that came before one. Two statements, however many comments.</summary>
    internal static async Task<CommentPage> CommentsOn(this PhotoShareDb db, Viewer viewer, Guid postId, long? before, CancellationToken ct)
    {
        var found = await CompiledQueries.Rows(db, viewer, typeof(CommentPage), [postId, before], (who, values) =>
        {
            var (post, place) = ((Guid)values[0]!, (long?)values[1]);
            var threads = db.Comments.VisibleTo(who).Where(c => c.PostId == post && c.ParentId == null);
            if (place is { } cursor) threads = threads.Where(c => c.Position < cursor);
            return Views(db, who, threads.OrderByDescending(c => c.Position).Take(Threads + 1));
        }, ct);
        var earlier = found.Count > Threads ? found[Threads - 1].Comment.Position : (long?)null;
        found = found.Take(Threads).Reverse().ToList();
        return new CommentPage(await WithReplies(db, viewer, found, Replies, ct), earlier);
    }

    /// <summary>One thread with far more of its replies; empty when there is none.</summary>
    internal static async Task<CommentPage> Thread(this PhotoShareDb db, Viewer viewer, Guid postId, Guid threadId, CancellationToken ct)
    {
        var found = await Views(db, viewer, db.Comments.VisibleTo(viewer).Where(c => c.PostId == postId && c.Id == threadId && c.ParentId == null)).ToListAsync(ct);
        return new CommentPage(await WithReplies(db, viewer, found, 1_000, ct), null);
    }

    /// <summary>One comment without its replies; <c>null</c> when the viewer sees none.</summary>
    internal static Task<CommentView?> CommentOf(this PhotoShareDb db, Viewer viewer, Guid commentId, CancellationToken ct) =>
        Views(db, viewer, db.Comments.VisibleTo(viewer).Where(c => c.Id == commentId)).SingleOrDefaultAsync(ct);

    static async Task<IReadOnlyList<CommentView>> WithReplies(PhotoShareDb db, Viewer viewer, List<CommentView> threads, int most, CancellationToken ct)
    {
        var ids = threads.Where(t => t.ReplyCount > 0).Select(t => (Guid?)t.Comment.Id).ToList();
        if (ids.Count == 0) return threads;
        var (seen, counted) = (db.Comments.VisibleTo(viewer), db.Comments.CountedFor(viewer));
        // Of a long thread the first ones: a reply has few enough before it in its own thread.
        var replies = await Views(db, viewer, seen
            .Where(c => ids.Contains(c.ParentId) && counted.Count(earlier => earlier.ParentId == c.ParentId && earlier.Position < c.Position) < most)
            .OrderBy(c => c.Position)).ToListAsync(ct);
        var byThread = replies.ToLookup(r => r.Comment.ParentId);
        return threads.ConvertAll(t => t with { Replies = [.. byThread[t.Comment.Id]] });
    }

    static IQueryable<CommentView> Views(PhotoShareDb db, Viewer viewer, IQueryable<Comment> comments)
    {
        var me = viewer.Id;
        var (likes, replies) = (db.Likes.CountedFor(viewer), db.Comments.CountedFor(viewer));
        var waiting = db.Comments.ApprovableBy(viewer);
        return from comment in comments
               join author in db.Users on comment.AuthorId equals author.Id
               select new CommentView(
                   comment,
                   new Person(author.Id, author.UserName!, author.DisplayName, author.IsPrivate, author.AvatarPhoto!.Renditions),
                   likes.Count(l => l.CommentId == comment.Id),
                   db.Likes.Any(l => l.CommentId == comment.Id && l.UserId == me),
                   comment.AuthorId == me || comment.Post!.AuthorId == me,
                   replies.Count(reply => reply.ParentId == comment.Id),
                   new List<CommentView>(),
                   waiting.Any(one => one.Id == comment.Id));
    }
}
