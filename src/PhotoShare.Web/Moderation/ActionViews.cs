using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>An action as moderators read it.</summary>
/// <param name="Moderator">Who did it; <c>null</c> for who has left, and where nobody did.</param>
/// <param name="Person">Whose it was about.</param>
/// <param name="DecidedBy">Who decided about the appeal.</param>
public sealed record ActionView(ModerationAction Action, string? Moderator, string? Person, string? DecidedBy);

/// <summary>Some actions, the latest first.</summary>
sealed record ActionPage(IReadOnlyList<ActionView> Actions, Guid? Next);

static class ActionViews
{
    const int PageSize = 30;

    /// <summary>What was done about a thing, or about a person and all that is theirs, the latest first, at most <paramref name="most"/>.</summary>
    internal static async Task<IReadOnlyList<ActionView>> HistoryOf(this PhotoShareDb db, Viewer viewer, Guid subjectId, Guid personId, int most, CancellationToken ct) =>
        await db.Named(db.ModerationActions.VisibleTo(viewer).Where(a => a.SubjectId == subjectId || (a.PersonId == personId && personId != Guid.Empty))
            .OrderByDescending(a => a.Id).Take(most)).ToListAsync(ct);

    /// <summary>What moderators did.</summary>
    /// <param name="by">Only what this moderator did or decided.</param>
    /// <param name="of">Only about this thing, or this person and what is theirs.</param>
    internal static async Task<ActionPage> LogFor(this PhotoShareDb db, Viewer viewer, Guid? by, Guid? of, Guid? after, CancellationToken ct)
    {
        var actions = db.ModerationActions.VisibleTo(viewer);
        if (by is { } moderator) actions = actions.Where(a => a.ModeratorId == moderator || a.AppealDecidedById == moderator);
        if (of is { } subject) actions = actions.Where(a => a.SubjectId == subject || a.PersonId == subject);
        if (after is { } cursor) actions = actions.Where(a => a.Id < cursor);
        var rows = await db.Named(actions.OrderByDescending(a => a.Id).Take(PageSize + 1)).ToListAsync(ct);
        return new ActionPage([.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Action.Id : null);
    }

    /// <summary>The appeals that wait, the oldest first, at most fifty.</summary>
    internal static async Task<IReadOnlyList<ActionView>> AppealsFor(this PhotoShareDb db, Viewer viewer, CancellationToken ct) =>
        [.. (await db.Named(db.ModerationActions.VisibleTo(viewer).Open().OrderBy(a => a.AppealedAt).Take(50)).ToListAsync(ct)).OrderBy(a => a.Action.AppealedAt)];

    static IQueryable<ActionView> Named(this PhotoShareDb db, IQueryable<ModerationAction> actions) =>
        from action in actions
        join moderator in db.Users on action.ModeratorId equals moderator.Id into moderators
        from moderator in moderators.DefaultIfEmpty()
        join person in db.Users on action.PersonId equals person.Id into people
        from person in people.DefaultIfEmpty()
        join judge in db.Users on action.AppealDecidedById equals judge.Id into judges
        from judge in judges.DefaultIfEmpty()
        orderby action.Id descending
        select new ActionView(action, moderator!.UserName, person!.UserName, judge!.UserName);
}
