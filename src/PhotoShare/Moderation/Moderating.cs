using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// What moderators do about posts, comments and photos. Each closes the reports of what it is about, is written down, and is told to
/// whose it is. A photo is hidden or warned of with its post.
/// </summary>
public sealed class Moderating(PhotoShareDb db, IEventBus events, Audit audit)
{
    /// <summary>Nothing is wrong with it: its reports are closed, and nobody is told.</summary>
    public Task Dismiss(Viewer viewer, ReportSubject subject, Guid id, Remark remark, CancellationToken ct) =>
        Act(viewer, ModerationKind.Dismiss, subject, id, remark, (_, _) => Task.CompletedTask, null, ct);

    /// <summary>Has its photos shown after a warning of 1 to 200 characters, which its author may not take away.</summary>
    public Task Warn(Viewer viewer, ReportSubject subject, Guid id, string? warning, Remark remark, CancellationToken ct)
    {
        var text = Posts.ContentWarningOf(warning) ?? throw new Refused("CONTENT_WARNING", "Say what the warning is.", "warning");
        return Act(viewer, ModerationKind.Warn, subject, id, remark, async (judged, action) =>
        {
            if (subject is ReportSubject.Comment or ReportSubject.User) throw new Refused("WARN_SUBJECT", "A content warning stands before photos. Hide a comment instead.", "subjectId");
            var post = await db.Posts.SingleAsync(p => p.Id == judged.PostId, ct);
            var earlier = post.WarnedAt is null ? post.ContentWarning : await db.WarningBefore(post.Id, ct);
            (post.ContentWarning, post.WarnedAt) = (text, DateTime.UtcNow);
            (action.Warning, action.EarlierWarning) = (text, earlier);
        }, PostChange.Edited, ct);
    }

    /// <summary>Lets its author and the moderators alone see it, until it is shown again.</summary>
    public Task Hide(Viewer viewer, ReportSubject subject, Guid id, Remark remark, CancellationToken ct) =>
        Act(viewer, ModerationKind.Hide, subject, id, remark, async (judged, _) =>
        {
            if (subject == ReportSubject.User) throw new Refused("HIDE_SUBJECT", "People are not hidden. Suspend or ban them.", "subjectId");
            await db.SetHidden(subject, id, judged.PostId, DateTime.UtcNow, ct);
        }, subject == ReportSubject.Comment ? PostChange.Comments : PostChange.Deleted, ct);

    /// <summary>Has it as it was before: neither hidden nor with a warning of the moderators'.</summary>
    public Task Show(Viewer viewer, ReportSubject subject, Guid id, Remark remark, CancellationToken ct) =>
        Act(viewer, ModerationKind.Show, subject, id, remark, async (judged, _) =>
        {
            if (subject == ReportSubject.User) throw new Refused("SHOW_SUBJECT", "People are not hidden. End their suspension or ban.", "subjectId");
            await db.SetHidden(subject, id, judged.PostId, null, ct);
            if (subject != ReportSubject.Comment) await db.Unwarn(judged.PostId, ct);
        }, subject == ReportSubject.Comment ? PostChange.Comments : PostChange.Edited, ct);

    /// <summary>Deletes it for good, with what hangs on it; a post with the last of its photos.</summary>
    /// <param name="forGood">Whether its photos may not come back: what looks like them cannot be posted any more.</param>
    public Task Remove(Viewer viewer, ReportSubject subject, Guid id, bool forGood, Remark remark, CancellationToken ct) =>
        Act(viewer, ModerationKind.Remove, subject, id, remark, async (judged, action) =>
        {
            if (subject == ReportSubject.User) throw new Refused("REMOVE_SUBJECT", "People are not removed. Ban them.", "subjectId");
            if (subject == ReportSubject.Comment) await db.RemoveComment(id, action.Id, ct);
            else await db.RemovePhotos(subject == ReportSubject.Photo ? id : null, judged.PostId!.Value, action.Id, forGood, ct);
        }, subject == ReportSubject.Comment ? PostChange.Comments : PostChange.Deleted, ct);

    async Task Act(
        Viewer viewer, ModerationKind kind, ReportSubject subject, Guid id, Remark remark, Func<Judged, ModerationAction, Task> change, PostChange? changed, CancellationToken ct)
    {
        remark = remark.Checked();
        var judged = await db.Atomically(async () =>
        {
            var judged = await db.Judge(viewer, kind, subject, id, ct);
            var action = judged.By(viewer, kind, subject, id, remark);
            await change(judged, action);
            await audit.Note(viewer, action, ct);
            await db.Record(action, [id], ct);
            return judged;
        }, ct);
        if (changed is { } how && judged.PostId is { } post) await events.Publish(new PostChanged(post, how), ct);
        if (kind != ModerationKind.Dismiss) await events.Publish(new NotificationCaused(), ct);
    }
}
