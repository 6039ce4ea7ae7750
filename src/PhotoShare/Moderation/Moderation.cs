using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What moderators see and may delete beside what anybody in their place may: what was reported to them and is not done with, and what is hidden.</summary>
static class Moderation
{
    /// <summary>The posts, comments, photos or people with an open report; none for one who does not moderate (any more). Does not depend on the row that it is asked about.</summary>
    internal static IQueryable<Guid> ReportedTo(this PhotoShareDb db, Guid moderator, ReportSubject subject) =>
        db.Reports.Where(r => r.Subject == subject && r.ClosedAt == null && db.Users.Any(u => u.Id == moderator && u.Role != UserRole.Member)).Select(r => r.SubjectId);

    /// <summary>The posts to look at: reported or hidden ones, those with such a comment or with a reported photo, and those that an appeal is about.</summary>
    internal static IQueryable<Guid> PostsToJudge(this PhotoShareDb db, Guid moderator)
    {
        var (comments, photos) = (db.CommentsToJudge(moderator), db.ReportedTo(moderator, ReportSubject.Photo));
        return db.ReportedTo(moderator, ReportSubject.Post)
            .Concat(db.Posts.Where(p => p.HiddenAt != null && db.Users.Any(u => u.Id == moderator && u.Role != UserRole.Member)).Select(p => p.Id))
            .Concat(db.ModerationActions.Where(a => a.AppealedAt != null && a.AppealDecidedAt == null && a.PostId != null
                && db.Users.Any(u => u.Id == moderator && u.Role != UserRole.Member)).Select(a => a.PostId!.Value))
            .Concat(db.Comments.Where(c => comments.Contains(c.Id)).Select(c => c.PostId))
            .Concat(db.Photos.Where(p => p.PostId != null && photos.Contains(p.Id)).Select(p => p.PostId!.Value));
    }

    /// <summary>The comments to look at: reported or hidden ones.</summary>
    internal static IQueryable<Guid> CommentsToJudge(this PhotoShareDb db, Guid moderator) => db.ReportedTo(moderator, ReportSubject.Comment)
        .Concat(db.Comments.Where(c => c.HiddenAt != null && db.Users.Any(u => u.Id == moderator && u.Role != UserRole.Member)).Select(c => c.Id));

    /// <summary>Marks the open reports of what goes, or of what was acted on, as done with. Saved by the caller, with the change.</summary>
    /// <param name="action">What a moderator did; <c>null</c> where the thing goes without one.</param>
    internal static async Task CloseReports(this PhotoShareDb db, IReadOnlyCollection<Guid> subjects, Guid? action, CancellationToken ct)
    {
        // Ids are unique among all kinds of things.
        foreach (var report in await db.Reports.Where(r => subjects.Contains(r.SubjectId) && r.ClosedAt == null).ToListAsync(ct))
        {
            (report.ClosedAt, report.ActionId) = (DateTime.UtcNow, action);
            // The word filter quotes what may be gone now.
            if (report.ReporterId is null) report.Note = null;
        }
    }
}

public static class Deletability
{
    /// <summary>The posts that a viewer may delete: their own; for a moderator, reported ones and those with a reported photo too.</summary>
    public static IQueryable<Post> DeletableBy(this DbSet<Post> posts, Viewer viewer)
    {
        var me = viewer.Required;
        if (!viewer.Moderates) return posts.Where(post => post.AuthorId == me);
        var (reported, photos) = (posts.Db().ReportedTo(me, ReportSubject.Post), posts.Db().ReportedTo(me, ReportSubject.Photo));
        return posts.Where(post => post.AuthorId == me || reported.Contains(post.Id) || post.Photos.Any(photo => photos.Contains(photo.Id)));
    }

    /// <summary>The comments that a viewer may delete: of those that they see, their own and all under their own posts; for a moderator, reported ones too.</summary>
    public static IQueryable<Comment> DeletableBy(this DbSet<Comment> comments, Viewer viewer) => comments.VisibleTo(viewer).Where(comments.Db().IsDeletableBy(viewer));

    /// <summary>Whether the viewer may delete a comment that they see.</summary>
    public static Expression<Func<Comment, bool>> IsDeletableBy(this PhotoShareDb db, Viewer viewer)
    {
        var me = viewer.Required;
        if (!viewer.Moderates) return comment => comment.AuthorId == me || comment.Post!.AuthorId == me;
        var reported = db.ReportedTo(me, ReportSubject.Comment);
        return comment => comment.AuthorId == me || comment.Post!.AuthorId == me || reported.Contains(comment.Id);
    }

    /// <summary>The photos that a viewer may delete: their own; for a moderator, reported ones too.</summary>
    public static IQueryable<Photo> DeletableBy(this DbSet<Photo> photos, Viewer viewer)
    {
        var me = viewer.Required;
        if (!viewer.Moderates) return photos.Where(photo => photo.OwnerId == me);
        var reported = photos.Db().ReportedTo(me, ReportSubject.Photo);
        return photos.Where(photo => photo.OwnerId == me || reported.Contains(photo.Id));
    }
}
