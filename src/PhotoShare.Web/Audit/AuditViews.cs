using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>An event as people read it.</summary>
/// <param name="Actor">Who did it; <c>null</c> for who has left, and where nobody in particular did.</param>
/// <param name="Person">Whom it is about.</param>
/// <param name="Origin">From where; <c>null</c> where nobody knows, or not any more.</param>
public sealed record AuditView(AuditEvent Event, string? Actor, string? Person, OriginView? Origin);

/// <summary>Some events, the latest first.</summary>
sealed record AuditPart(IReadOnlyList<AuditView> Events, Guid? Next);

static class AuditViews
{
    const int PageSize = 50, Lately = 10;

    /// <summary>What happened, for admins.</summary>
    /// <param name="person">Only what this person did, or what is about them.</param>
    internal static async Task<AuditPart> AuditFor(this PhotoShareDb db, Viewer viewer, Audit audit, Guid? person, AuditKind? kind, Guid? after, CancellationToken ct)
    {
        var events = db.AuditEvents.VisibleTo(viewer);
        if (person is { } one) events = events.Where(e => e.PersonId == one || e.ActorId == one);
        if (kind is { } of) events = events.Where(e => e.Kind == of);
        if (after is { } cursor) events = events.Where(e => e.Id < cursor);
        var rows = await (from happened in events.OrderByDescending(e => e.Id).Take(PageSize + 1)
                          join actor in db.Users on happened.ActorId equals actor.Id into actors
                          from actor in actors.DefaultIfEmpty()
                          join about in db.Users on happened.PersonId equals about.Id into people
                          from about in people.DefaultIfEmpty()
                          orderby happened.Id descending
                          select new AuditView(happened, actor!.UserName, about!.UserName, null)).ToListAsync(ct);
        var shown = new List<AuditView>();
        foreach (var row in rows.Take(PageSize)) shown.Add(row with { Origin = await audit.OriginOf(row.Event, ct) });
        return new AuditPart(shown, rows.Count > PageSize ? rows[PageSize - 1].Event.Id : null);
    }

    /// <summary>What happened lately to the viewer's own account, without where another was who did it.</summary>
    internal static async Task<IReadOnlyList<AuditView>> ActivityOf(this PhotoShareDb db, Viewer viewer, Audit audit, CancellationToken ct)
    {
        var me = viewer.Required;
        var shown = new List<AuditView>();
        foreach (var happened in await db.AuditEvents.VisibleTo(viewer).Where(e => e.PersonId == me).OrderByDescending(e => e.Id).Take(Lately).ToListAsync(ct))
            shown.Add(new AuditView(happened, null, null, happened.ActorId == me ? await audit.OriginOf(happened, ct) : null));
        return shown;
    }
}
