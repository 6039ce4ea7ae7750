using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Who made the first account of an instance may make themselves its admin, while there is none. Nobody who came later ever may.</summary>
public sealed class FirstPerson(PhotoShareDb db, Audit audit, FirstPerson.Known known)
{
    /// <summary>Who it is, as it was looked up once: that never changes.</summary>
    public sealed class Known
    {
        internal Guid? Id { get; set; }
    }

    /// <summary>Whether the viewer may.</summary>
    public async Task<bool> IsOfferedAdmin(Viewer viewer, CancellationToken ct)
    {
        if (viewer.Id is not { } me) return false;
        known.Id ??= await Find(ct);
        return known.Id == me && !await db.HasAdmin(ct);
    }

    /// <summary>Makes the viewer an admin; refuses whom it is not offered.</summary>
    public async Task BecomeAdmin(Viewer viewer, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.Atomically(async () =>
        {
            if (!await IsOfferedAdmin(viewer, ct)) throw Refused.Forbidden("Only the first person here could make themselves an admin, and only while there was none.");
            var user = await db.Users.SingleAsync(u => u.Id == me && u.BannedAt == null, ct);
            user.Role = UserRole.Admin;
            await audit.Note(viewer, AuditKind.RoleGranted, ct, details: $"{UserRole.Admin}, the first person");
            await db.SaveChangesAsync(ct);
        }, ct);
    }

    /// <summary>The person of the first sign-up that was written down, which outlives them; nobody where there were people before any was.</summary>
    async Task<Guid?> Find(CancellationToken ct)
    {
        var first = await db.AuditEvents.Where(e => e.Kind == AuditKind.SignedUp).OrderBy(e => e.Id).Select(e => e.PersonId).FirstOrDefaultAsync(ct);
        if (first is not { } id) return null;
        return await db.Users.AnyAsync(u => u.Id < id, ct) ? Guid.Empty : id;
    }
}
