using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// What becomes of a text with words of the list that was taken. All of it is added to what the caller saves: hidden or warned of by nobody, so
/// that any moderator may decide about an appeal, written down and told as if a moderator had done it, and reported, so that one looks at it.
/// </summary>
static class WordMeasures
{
    /// <summary>Holds a post, or has it warned of.</summary>
    internal static async Task Measure(this PhotoShareDb db, IReadOnlyList<WordFinding> findings, Post post, CancellationToken ct)
    {
        if (findings.Count == 0) return;
        var (finding, now) = (findings[0], DateTime.UtcNow);
        if (finding.Word.Measure == WordMeasure.Hold)
        {
            if (post.HiddenAt is null) db.Act(ModerationKind.Hide, ReportSubject.Post, post.Id, new Judged(post.AuthorId, post.Id, post.Caption), finding);
            post.HiddenAt ??= now;
            await db.Report(ReportSubject.Post, post.Id, finding, ct);
        }
        if (findings.FirstOrDefault(f => f.Word.Measure == WordMeasure.Warn) is { } warned && post.WarnedAt is null)
        {
            var action = db.Act(ModerationKind.Warn, ReportSubject.Post, post.Id, new Judged(post.AuthorId, post.Id, post.Caption), warned);
            (action.Warning, action.EarlierWarning) = (warned.Word.Reason, post.ContentWarning);
            (post.ContentWarning, post.WarnedAt) = (warned.Word.Reason, now);
        }
    }

    /// <summary>Holds a comment, or reports it: no warning stands before words.</summary>
    internal static async Task Measure(this PhotoShareDb db, IReadOnlyList<WordFinding> findings, Comment comment, CancellationToken ct)
    {
        if (findings.Count == 0) return;
        if (findings[0].Word.Measure == WordMeasure.Hold)
        {
            if (comment.HiddenAt is null) db.Act(ModerationKind.Hide, ReportSubject.Comment, comment.Id, new Judged(comment.AuthorId, comment.PostId, comment.Body), findings[0]);
            comment.HiddenAt ??= DateTime.UtcNow;
        }
        await db.Report(ReportSubject.Comment, comment.Id, findings[0], ct);
    }

    /// <summary>Reports a person for their name or bio: nobody is hidden for a word.</summary>
    internal static async Task Measure(this PhotoShareDb db, IReadOnlyList<WordFinding> findings, User person, CancellationToken ct)
    {
        if (findings.Count > 0) await db.Report(ReportSubject.User, person.Id, findings[0], ct);
    }

    static ModerationAction Act(this PhotoShareDb db, ModerationKind kind, ReportSubject subject, Guid id, Judged judged, WordFinding finding)
    {
        var action = new ModerationAction
        {
            ModeratorId = Guid.Empty,
            Kind = kind,
            Subject = subject,
            SubjectId = id,
            PersonId = judged.PersonId,
            PostId = judged.PostId,
            Excerpt = Judging.Beginning(judged.Excerpt),
            Note = $"{finding.Word.Text}: {finding.Context}",
            WordId = finding.Word.Id,
        };
        db.Add(action);
        db.Add(Judging.CauseOf(action));
        return action;
    }

    /// <summary>Into the queue, with the word in its context; once, while nobody has looked at it.</summary>
    static async Task Report(this PhotoShareDb db, ReportSubject subject, Guid id, WordFinding finding, CancellationToken ct)
    {
        var note = $"{finding.Word.Text}: {finding.Context}";
        if (await db.Reports.FirstOrDefaultAsync(r => r.ReporterId == null && r.Subject == subject && r.SubjectId == id && r.ClosedAt == null, ct) is { } open) open.Note = note;
        else db.Add(new Report { Subject = subject, SubjectId = id, Reason = ReportReason.Other, Note = note });
    }
}
