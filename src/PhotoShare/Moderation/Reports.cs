using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Telling the moderators.</summary>
public sealed class Reports(PhotoShareDb db)
{
    /// <summary>Reports something that the reporter sees and that is not theirs. To report it again says it anew; once it was done with, that changes nothing.</summary>
    public async Task<Report> Add(Viewer viewer, ReportSubject subject, Guid subjectId, ReportReason reason, string? note, CancellationToken ct)
    {
        var me = viewer.Required;
        note = OptionalText.Of(note, Report.MaxNoteLength,
            length => new Refused("REPORT_NOTE", $"A note has at most {Report.MaxNoteLength:N0} characters; this one has {length:N0}.", "note"));
        var owner = await OwnerOf(viewer, subject, subjectId).SingleOrDefaultAsync(ct);
        if (owner == Guid.Empty) throw Refused.NotFound("There is no such thing to report.", "subjectId");
        if (owner == me) throw new Refused("REPORT_SELF", "Nobody reports what is theirs. Delete it instead.", "subjectId");

        var same = db.Reports.Where(r => r.ReporterId == me && r.Subject == subject && r.SubjectId == subjectId);
        if (await same.SingleOrDefaultAsync(ct) is { } earlier) return await Say(earlier, reason, note, ct);
        var report = new Report { ReporterId = me, Subject = subject, SubjectId = subjectId, Reason = reason, Note = note };
        db.Add(report);
        return await db.SaveOnce(same, () => db.Users.AnyAsync(u => u.Id == me, ct), Refused.Unauthenticated, ct) ? report : await Say(await same.SingleAsync(ct), reason, note, ct);
    }

    /// <summary>Whose it is, if the viewer sees it.</summary>
    IQueryable<Guid> OwnerOf(Viewer viewer, ReportSubject subject, Guid id) => subject switch
    {
        ReportSubject.Post => db.Posts.VisibleTo(viewer).Where(p => p.Id == id).Select(p => p.AuthorId),
        ReportSubject.Comment => db.Comments.VisibleTo(viewer).Where(c => c.Id == id).Select(c => c.AuthorId),
        ReportSubject.Photo => db.Photos.VisibleTo(viewer).Where(p => p.Id == id).Select(p => p.OwnerId),
        _ => db.Users.VisibleTo(viewer).Where(u => u.Id == id).Select(u => u.Id),
    };

    async Task<Report> Say(Report report, ReportReason reason, string? note, CancellationToken ct)
    {
        if (report.ClosedAt is not null) return report;
        (report.Reason, report.Note) = (reason, note ?? report.Note);
        await db.SaveChangesAsync(ct);
        return report;
    }
}
