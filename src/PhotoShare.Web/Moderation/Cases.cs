using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A report as moderators read it.</summary>
/// <param name="Reporter">Who told; <c>null</c> where the word filter did.</param>
public sealed record ReportView(Report Report, Person? Reporter);

/// <summary>A person as moderators look at them.</summary>
/// <param name="Measures">What moderators have done about them and what is theirs so far, dismissals aside.</param>
public sealed record PersonView(Person Person, string? Bio, UserRole Role, DateTime Since, DateTime? SuspendedUntil, DateTime? BannedAt, int Posts, int Measures)
{
    public bool IsSuspended => SuspendedUntil > DateTime.UtcNow;
}

/// <summary>A comment with what moderators need to know of it.</summary>
public sealed record JudgedComment(Comment Comment, Person Author);

/// <summary>What was reported, in its context. What is gone has neither of these but the id.</summary>
/// <param name="Post">The post that it is or is in.</param>
/// <param name="Owner">Whose it is.</param>
public sealed record Case(ReportSubject Subject, Guid Id, PostCard? Post, JudgedComment? Comment, Photo? Photo, PersonView? Owner, IReadOnlyList<ReportView> Reports)
{
    public string Url => UrlOf(Subject, Id);
    public bool IsGone => Owner is null;

    public static string UrlOf(ReportSubject subject, Guid id) => subject == ReportSubject.Word ? "/moderation/words" : $"/moderation/{subject.ToString().ToLowerInvariant()}/{id}";
}

/// <summary>Some cases, those reported last first.</summary>
/// <param name="Next">What <c>after</c> gives the ones that follow; <c>null</c> at the end.</param>
sealed record CasePage(IReadOnlyList<Case> Cases, Guid? Next);

/// <summary>What moderators have before them. Nine statements, however many cases.</summary>
static class Cases
{
    const int PageSize = 12;

    /// <summary>What has open reports, each thing once.</summary>
    internal static async Task<CasePage> CasesFor(this PhotoShareDb db, Viewer viewer, ReportSubject? subject, ReportReason? reason, Guid? after, CancellationToken ct)
    {
        var open = db.Reports.VisibleTo(viewer).Where(r => r.ClosedAt == null);
        // The last report of each stands for it.
        var last = open.Where(r => !db.Reports.Any(later => later.ClosedAt == null && later.Subject == r.Subject && later.SubjectId == r.SubjectId && later.Id > r.Id));
        if (subject is not null) last = last.Where(r => r.Subject == subject);
        if (reason is not null) last = last.Where(r => db.Reports.Any(o => o.ClosedAt == null && o.Subject == r.Subject && o.SubjectId == r.SubjectId && o.Reason == reason));
        if (after is { } cursor) last = last.Where(r => r.Id < cursor);
        var rows = await last.OrderByDescending(r => r.Id).Take(PageSize + 1).ToListAsync(ct);
        var next = rows.Count > PageSize ? rows[PageSize - 1].Id : (Guid?)null;
        return new CasePage(await db.InContext(viewer, [.. rows.Take(PageSize).Select(r => (r.Subject, r.SubjectId))], ct), next);
    }

    /// <summary>One case, also where nobody reported it.</summary>
    internal static async Task<Case> CaseOf(this PhotoShareDb db, Viewer viewer, ReportSubject subject, Guid id, CancellationToken ct) => (await db.InContext(viewer, [(subject, id)], ct))[0];

    internal static async Task<IReadOnlyList<Case>> InContext(this PhotoShareDb db, Viewer viewer, IReadOnlyList<(ReportSubject Subject, Guid Id)> subjects, CancellationToken ct)
    {
        var ids = subjects.Select(s => s.Id).ToList();
        var reports = (await (from report in db.Reports.VisibleTo(viewer)
                              where report.ClosedAt == null && ids.Contains(report.SubjectId)
                              join user in db.Users on report.ReporterId equals user.Id into reporters
                              from user in reporters.DefaultIfEmpty()
                              orderby report.Id descending
                              select new ReportView(report, user == null ? null : new Person(user.Id, user.UserName!, user.DisplayName, user.IsPrivate, user.AvatarPhoto!.Renditions))).ToListAsync(ct)).ToLookup(r => r.Report.SubjectId);
        var comments = await (from comment in db.Comments.VisibleTo(viewer)
                              where ids.Contains(comment.Id)
                              join user in db.Users on comment.AuthorId equals user.Id
                              select new JudgedComment(comment, new Person(user.Id, user.UserName!, user.DisplayName, user.IsPrivate, user.AvatarPhoto!.Renditions))).ToDictionaryAsync(c => c.Comment.Id, ct);
        var photos = await db.Photos.VisibleTo(viewer).Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var postIds = ids.Concat(comments.Values.Select(c => c.Comment.PostId)).Concat(photos.Values.Select(p => p.PostId).OfType<Guid>()).Distinct().ToList();
        var posts = (await db.CardsOf(db.Posts.VisibleTo(viewer).Where(p => postIds.Contains(p.Id)), viewer, null, ct, postIds.Count)).Cards.ToDictionary(card => card.Post.Id);

        var found = subjects.Select(s => (s.Subject, s.Id, Comment: comments.GetValueOrDefault(s.Id), Photo: photos.GetValueOrDefault(s.Id))).Select(s => (
            s.Subject, s.Id, s.Comment, s.Photo, Post: posts.GetValueOrDefault(s.Comment?.Comment.PostId ?? s.Photo?.PostId ?? s.Id))).ToList();
        var whose = found.Select(OwnerOf).Distinct().ToList();
        var owners = await db.PeopleToJudge(db.Users.VisibleTo(viewer).Where(u => whose.Contains(u.Id))).ToDictionaryAsync(p => p.Person.Id, ct);
        return found.ConvertAll(f => new Case(f.Subject, f.Id, f.Post, f.Comment, f.Photo, owners.GetValueOrDefault(OwnerOf(f)), [.. reports[f.Id]]));

        static Guid OwnerOf((ReportSubject Subject, Guid Id, JudgedComment? Comment, Photo? Photo, PostCard? Post) found) => found.Subject switch
        {
            ReportSubject.User => found.Id,
            ReportSubject.Comment => found.Comment?.Author.Id ?? Guid.Empty,
            ReportSubject.Photo => found.Photo?.OwnerId ?? Guid.Empty,
            _ => found.Post?.Author.Id ?? Guid.Empty,
        };
    }

    /// <summary>People whom the viewer must be allowed to see.</summary>
    internal static IQueryable<PersonView> PeopleToJudge(this PhotoShareDb db, IQueryable<User> people) => people.Select(u => new PersonView(
            new Person(u.Id, u.UserName!, u.DisplayName, u.IsPrivate, u.AvatarPhoto!.Renditions),
            u.Bio, u.Role, u.CreatedAt, u.SuspendedUntil, u.BannedAt,
            db.Posts.Count(p => p.AuthorId == u.Id),
            db.ModerationActions.Count(a => a.PersonId == u.Id && a.Kind != ModerationKind.Dismiss && a.Kind != ModerationKind.Role)));

    /// <summary>How many things have open reports, and how many appeals wait.</summary>
    internal static async Task<(int Reports, int Appeals)> WaitingFor(this PhotoShareDb db, Viewer viewer, CancellationToken ct) => (
        await db.Reports.VisibleTo(viewer).OpenSubjects().CountAsync(ct),
        await db.ModerationActions.VisibleTo(viewer).Open().CountAsync(ct));
}
