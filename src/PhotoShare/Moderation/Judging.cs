using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What a moderator says of what they do.</summary>
/// <param name="Note">Why, for the record; moderators alone read it. Up to 1,000 characters.</param>
/// <param name="Word">What the person is told besides what was done. Up to 1,000 characters.</param>
public sealed record Remark(string? Note = null, string? Word = null)
{
    internal static readonly Remark None = new();

    /// <summary>Trimmed; refuses what is too long.</summary>
    internal Remark Checked() => new(Text(Note, "note"), Text(Word, "word"));

    static string? Text(string? text, string path) => OptionalText.Of(text, ModerationAction.MaxNoteLength,
        length => new Refused("REMARK", $"A note or a word has at most {ModerationAction.MaxNoteLength:N0} characters; this one has {length:N0}.", path));
}

/// <summary>What a moderator is about to act on.</summary>
/// <param name="PersonId">Whose it is; empty where it is gone.</param>
/// <param name="PostId">The post that it is or is in.</param>
/// <param name="Excerpt">How its words begin.</param>
sealed record Judged(Guid PersonId, Guid? PostId, string? Excerpt)
{
    /// <summary>What is written down of an action on it.</summary>
    internal ModerationAction By(Viewer moderator, ModerationKind kind, ReportSubject subject, Guid id, Remark remark) => new()
    {
        ModeratorId = moderator.Required,
        Kind = kind,
        Subject = subject,
        SubjectId = id,
        PersonId = PersonId,
        PostId = PostId,
        Excerpt = Excerpt,
        Note = remark.Note,
        Word = remark.Word,
    };
}

/// <summary>Who may act on what, and what of it is written down.</summary>
static class Judging
{
    /// <summary>
    /// What a moderator may act on. Refuses who moderates not (any more), what they do not see, their own, what is an admin's unless they are
    /// one, and a ban of a moderator or its end but by an admin.
    /// </summary>
    internal static async Task<Judged> Judge(this PhotoShareDb db, Viewer viewer, ModerationKind kind, ReportSubject subject, Guid id, CancellationToken ct)
    {
        var role = await db.JudgeRole(viewer, ct);
        var judged = await db.Subject(viewer with { Moderates = true }, subject, id).SingleOrDefaultAsync(ct);
        if (judged is null && kind == ModerationKind.Dismiss && await db.Reports.AnyAsync(r => r.Subject == subject && r.SubjectId == id && r.ClosedAt == null, ct))
            return new Judged(Guid.Empty, null, null);
        if (judged is null) throw Refused.NotFound("There is no such thing to judge.", "subjectId");
        await db.CheckJudge(viewer, role, kind, judged.PersonId, ct);
        return judged with { Excerpt = Beginning(judged.Excerpt) };
    }

    /// <summary>The moderator's role, of this moment.</summary>
    internal static async Task<UserRole> JudgeRole(this PhotoShareDb db, Viewer viewer, CancellationToken ct)
    {
        var me = viewer.Required;
        var role = await db.Users.Where(u => u.Id == me && u.BannedAt == null && u.LeavesAt == null).Select(u => u.Role).SingleOrDefaultAsync(ct);
        return role == UserRole.Member ? throw Refused.Forbidden("Only moderators may do that.") : role;
    }

    internal static async Task CheckJudge(this PhotoShareDb db, Viewer viewer, UserRole role, ModerationKind kind, Guid personId, CancellationToken ct)
    {
        if (personId == viewer.Required) throw Refused.Forbidden("Nobody judges what is theirs. Another moderator will.", "subjectId");
        if (role == UserRole.Admin) return;
        var theirs = await db.Users.Where(u => u.Id == personId).Select(u => u.Role).SingleOrDefaultAsync(ct);
        if (theirs == UserRole.Admin) throw Refused.Forbidden("Only an admin may act on an admin.", "subjectId");
        if (theirs == UserRole.Moderator && kind is ModerationKind.Ban or ModerationKind.Unban)
            throw Refused.Forbidden("Only an admin may ban a moderator, or let one back in.", "subjectId");
    }

    static IQueryable<Judged> Subject(this PhotoShareDb db, Viewer viewer, ReportSubject subject, Guid id) => subject switch
    {
        ReportSubject.Post => db.Posts.VisibleTo(viewer).Where(p => p.Id == id).Select(p => new Judged(p.AuthorId, p.Id, p.Caption)),
        ReportSubject.Comment => db.Comments.VisibleTo(viewer).Where(c => c.Id == id).Select(c => new Judged(c.AuthorId, c.PostId, c.Body)),
        ReportSubject.Photo => db.Photos.VisibleTo(viewer).Where(p => p.Id == id).Select(p => new Judged(p.OwnerId, p.PostId, p.AltText)),
        _ => db.Users.VisibleTo(viewer).Where(u => u.Id == id).Select(u => new Judged(u.Id, null, u.UserName)),
    };

    internal static string? Beginning(string? text) => text is { Length: > ModerationAction.MaxExcerptLength } ? Excerpt.Head(text, ModerationAction.MaxExcerptLength) + "…" : text;

    /// <summary>Writes down what was done, closes the reports of what it was about, and tells whose it is; saves all of it.</summary>
    internal static async Task<ModerationAction> Record(this PhotoShareDb db, ModerationAction action, IReadOnlyCollection<Guid> closed, CancellationToken ct)
    {
        db.Add(action);
        await db.CloseReports(closed, action.Id, ct);
        if (action.Kind != ModerationKind.Dismiss) db.Add(CauseOf(action));
        await db.SaveChangesAsync(ct);
        return action;
    }

    /// <summary>The same in the audit log, which says of it no more than that it was done.</summary>
    internal static Task Note(this Audit audit, Viewer moderator, ModerationAction action, CancellationToken ct) => action is { Kind: ModerationKind.Role, Role: { } role }
        ? audit.Note(moderator, AuditKind.RoleGranted, ct, action.PersonId, role.ToString())
        : audit.Note(moderator, AuditKind.Moderated, ct, action.PersonId == Guid.Empty ? null : action.PersonId, $"{action.Kind} {action.Subject}");

    /// <summary>
    /// What somebody else's deletion is: a moderator's, written down and told as if it were made where they judge; the author's own is none,
    /// and <c>null</c>. Saved by the caller, with the deletion.
    /// </summary>
    internal static Guid? JudgedBy(this PhotoShareDb db, Viewer viewer, ReportSubject subject, Guid id, Judged judged)
    {
        if (viewer.Id == judged.PersonId) return null;
        var action = (judged with { Excerpt = Beginning(judged.Excerpt) }).By(viewer, ModerationKind.Remove, subject, id, Remark.None);
        db.Add(action);
        db.Add(CauseOf(action));
        return action.Id;
    }

    /// <summary>By nobody in particular: moderators are not named to whom they judge.</summary>
    internal static NotificationCause CauseOf(ModerationAction action) => new() { RecipientId = action.PersonId, Kind = NotificationKind.Moderation, ActionId = action.Id };
}
