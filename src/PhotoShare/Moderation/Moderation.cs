using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What moderators see and may delete beside what anybody in their place may: what was reported to them and is not done with.</summary>
static class Moderation
{
    /// <summary>The posts, comments, photos or people with an open report; none for one who does not moderate (any more). Does not depend on the row that it is asked about.</summary>
    internal static IQueryable<Guid> ReportedTo(this PhotoShareDb db, Guid moderator, ReportSubject subject) =>
        db.Reports.Where(r => r.Subject == subject && r.ClosedAt == null && db.Users.Any(u => u.Id == moderator && u.Role != UserRole.Member)).Select(r => r.SubjectId);

    /// <summary>The posts to look at: reported ones, and those with a reported comment or photo.</summary>
    internal static IQueryable<Guid> PostsToJudge(this PhotoShareDb db, Guid moderator)
    {
        var (comments, photos) = (db.ReportedTo(moderator, ReportSubject.Comment), db.ReportedTo(moderator, ReportSubject.Photo));
        return db.ReportedTo(moderator, ReportSubject.Post)
            .Concat(db.Comments.Where(c => comments.Contains(c.Id)).Select(c => c.PostId))
            .Concat(db.Photos.Where(p => p.PostId != null && photos.Contains(p.Id)).Select(p => p.PostId!.Value));
    }

    /// <summary>Marks the open reports of what goes as done with. Saved by the caller, with the deletion.</summary>
    internal static async Task CloseReports(this PhotoShareDb db, IReadOnlyCollection<Guid> subjects, CancellationToken ct)
    {
        // Ids are unique among all kinds of things.
        foreach (var report in await db.Reports.Where(r => subjects.Contains(r.SubjectId) && r.ClosedAt == null).ToListAsync(ct))
            report.ClosedAt = DateTime.UtcNow;
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
    public static IQueryable<Comment> DeletableBy(this DbSet<Comment> comments, Viewer viewer)
    {
        var me = viewer.Required;
        var seen = comments.VisibleTo(viewer);
        if (!viewer.Moderates) return seen.Where(comment => comment.AuthorId == me || comment.Post!.AuthorId == me);
        var reported = comments.Db().ReportedTo(me, ReportSubject.Comment);
        return seen.Where(comment => comment.AuthorId == me || comment.Post!.AuthorId == me || reported.Contains(comment.Id));
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
