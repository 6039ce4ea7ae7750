using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What moderators do about people, and admins about roles. Each is written down and told to the person.</summary>
public sealed class ModeratingPeople(PhotoShareDb db, IEventBus events, Audit audit)
{
    /// <summary>Posts of somebody banned whose viewers hear of it at once; of the others they hear when they look again.</summary>
    const int Announced = 100;

    /// <summary>How many days a suspension may have.</summary>
    public static IReadOnlyList<int> SuspensionDays { get; } = [1, 7, 30];

    /// <summary>For so many days somebody may read, take what is theirs along and appeal, but not upload, post, comment, like, follow or change their profile.</summary>
    public Task Suspend(Viewer viewer, Guid userId, int days, Remark remark, CancellationToken ct)
    {
        if (!SuspensionDays.Contains(days)) throw new Refused("SUSPENSION_DAYS", "A suspension has 1, 7 or 30 days.", "days");
        return Act(viewer, ModerationKind.Suspend, userId, remark, (person, action) =>
        {
            action.Until = person.SuspendedUntil = DateTime.UtcNow.AddDays(days);
            return Task.CompletedTask;
        }, ct);
    }

    public Task Unsuspend(Viewer viewer, Guid userId, Remark remark, CancellationToken ct) => Act(viewer, ModerationKind.Unsuspend, userId, remark, (person, _) =>
    {
        person.SuspendedUntil = null;
        return Task.CompletedTask;
    }, ct);

    /// <summary>Keeps somebody out: no sign-in, all sessions ended on every server, and nothing of theirs is seen any more. It can be taken back.</summary>
    public async Task Ban(Viewer viewer, Guid userId, Remark remark, CancellationToken ct)
    {
        await Act(viewer, ModerationKind.Ban, userId, remark, async (person, _) =>
        {
            person.BannedAt ??= DateTime.UtcNow;
            await db.Sessions.Where(s => s.UserId == userId).ExecuteDeleteAsync(ct);
        }, ct);
        foreach (var post in await db.Posts.Where(p => p.AuthorId == userId).OrderByDescending(p => p.Id).Take(Announced).Select(p => p.Id).ToListAsync(ct))
            await events.Publish(new PostChanged(post, PostChange.Deleted), ct);
    }

    public Task Unban(Viewer viewer, Guid userId, Remark remark, CancellationToken ct) => Act(viewer, ModerationKind.Unban, userId, remark, (person, _) =>
    {
        person.BannedAt = null;
        return Task.CompletedTask;
    }, ct);

    /// <summary>Gives somebody a role. An admin's; nobody changes their own, so that there is always one left.</summary>
    public async Task Grant(Viewer viewer, string username, UserRole role, Remark remark, CancellationToken ct)
    {
        var name = username.Trim().TrimStart('@').ToUpperInvariant();
        if (await db.JudgeRole(viewer, ct) != UserRole.Admin) throw Refused.Forbidden("Only an admin gives roles.");
        var userId = await db.Users.Where(u => u.NormalizedUserName == name).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(ct)
            ?? throw Refused.NotFound($"There is nobody called {username}.", "username");
        if (userId == viewer.Required) throw Refused.Forbidden("Nobody changes their own role. Another admin can.", "username");
        await Act(viewer, ModerationKind.Role, userId, remark, (person, action) =>
        {
            action.Role = person.Role = role;
            return Task.CompletedTask;
        }, ct);
    }

    async Task Act(Viewer viewer, ModerationKind kind, Guid userId, Remark remark, Func<User, ModerationAction, Task> change, CancellationToken ct)
    {
        remark = remark.Checked();
        await db.Atomically(async () =>
        {
            var judged = await db.Judge(viewer, kind, ReportSubject.User, userId, ct);
            var action = judged.By(viewer, kind, ReportSubject.User, userId, remark);
            await change(await db.Users.SingleAsync(u => u.Id == userId, ct), action);
            await audit.Note(viewer, action, ct);
            await db.Record(action, kind == ModerationKind.Role ? [] : [userId], ct);
        }, ct);
        await events.Publish(new NotificationCaused(), ct);
    }
}
