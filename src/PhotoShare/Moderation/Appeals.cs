using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What people say against an action of the moderators, once, and what became of it.</summary>
public sealed class Appeals(PhotoShareDb db, IEventBus events, Audit audit)
{
    static readonly ModerationKind[] Appealable = [ModerationKind.Warn, ModerationKind.Hide, ModerationKind.Remove, ModerationKind.Suspend, ModerationKind.Ban];

    public static bool IsAppealable(ModerationAction action) => Appealable.Contains(action.Kind);

    /// <summary>Appeals against an action on what is one's own, once, with a text of 1 to 2,000 characters.</summary>
    public async Task Add(Viewer viewer, Guid actionId, string? text, CancellationToken ct)
    {
        var me = viewer.Required;
        var appeal = OptionalText.Of(text, ModerationAction.MaxAppealLength, TooLong) ?? throw TooLong(0);
        var action = await db.ModerationActions.AsNoTracking().SingleOrDefaultAsync(a => a.Id == actionId && a.PersonId == me, ct)
            ?? throw Refused.NotFound("There is no such decision.", "actionId");
        if (!IsAppealable(action)) throw Refused.Conflict("NOT_APPEALABLE", "There is nothing to appeal against in this decision.", "actionId");
        var now = DateTime.UtcNow;
        if (await db.ModerationActions.Where(a => a.Id == actionId && a.AppealedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Appeal, appeal).SetProperty(a => a.AppealedAt, now), ct) == 0)
            throw Refused.Conflict("APPEALED", "You have appealed against this decision already.", "actionId");
    }

    /// <summary>The action stands.</summary>
    public Task Uphold(Viewer viewer, Guid actionId, Remark remark, CancellationToken ct) => Decide(viewer, actionId, isReversed: false, remark, ct);

    /// <summary>The action is taken back, as far as it can be: what is deleted stays so, though its photos may be posted again.</summary>
    public Task Reverse(Viewer viewer, Guid actionId, Remark remark, CancellationToken ct) => Decide(viewer, actionId, isReversed: true, remark, ct);

    async Task Decide(Viewer viewer, Guid actionId, bool isReversed, Remark remark, CancellationToken ct)
    {
        remark = remark.Checked();
        var action = await db.Atomically(async () =>
        {
            var role = await db.JudgeRole(viewer, ct);
            var action = await db.ModerationActions.SingleOrDefaultAsync(a => a.Id == actionId && a.AppealedAt != null, ct)
                ?? throw Refused.NotFound("There is no such appeal.", "actionId");
            await db.CheckJudge(viewer, role, action.Kind == ModerationKind.Ban ? ModerationKind.Unban : action.Kind, action.PersonId, ct);
            if (action.ModeratorId == viewer.Required && await db.OtherJudges(action).AnyAsync(ct))
                throw Refused.Forbidden("Another moderator decides about an appeal against what you did.", "actionId");
            if (action.AppealDecidedAt is not null) throw Refused.Conflict("APPEAL_DECIDED", "Another moderator has decided about this appeal already.", "actionId");

            (action.AppealDecidedAt, action.AppealDecidedById, action.IsReversed) = (DateTime.UtcNow, viewer.Required, isReversed);
            (action.AppealNote, action.AppealWord) = (remark.Note, remark.Word);
            if (isReversed) await TakeBack(action, ct);
            db.Add(Judging.CauseOf(action));
            await audit.Note(viewer, AuditKind.AppealDecided, ct, action.PersonId, $"{action.Kind} {(isReversed ? "reversed" : "upheld")}");
            await db.SaveChangesAsync(ct);
            return action;
        }, ct);
        if (isReversed && action.PostId is { } post) await events.Publish(new PostChanged(post, action.Subject == ReportSubject.Comment ? PostChange.Comments : PostChange.Edited), ct);
        await events.Publish(new NotificationCaused(), ct);
    }

    Task TakeBack(ModerationAction action, CancellationToken ct) => action.Kind switch
    {
        ModerationKind.Warn => db.Unwarn(action.PostId, ct),
        ModerationKind.Hide => db.SetHidden(action.Subject, action.SubjectId, action.PostId, null, ct),
        ModerationKind.Remove => db.RemovedImages.Where(image => image.ActionId == action.Id).ExecuteDeleteAsync(ct),
        ModerationKind.Suspend => db.Users.Where(u => u.Id == action.PersonId && u.SuspendedUntil == action.Until).ExecuteUpdateAsync(set => set.SetProperty(u => u.SuspendedUntil, (DateTime?)null), ct),
        _ => db.Users.Where(u => u.Id == action.PersonId).ExecuteUpdateAsync(set => set.SetProperty(u => u.BannedAt, (DateTime?)null), ct),
    };

    static Refused TooLong(int length) =>
        new("APPEAL", $"An appeal has 1 to {ModerationAction.MaxAppealLength:N0} characters; this one has {length:N0}.", "appeal") { Constraint = $"length 1..{ModerationAction.MaxAppealLength}" };
}
