using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A mail to somebody about what happened to their account: what, when and from where, and what to do if it was not them.</summary>
sealed class SecurityMail(PhotoShareDb db, Audit audit, Texts L, SiteAddress site)
{
    public async Task<(string Subject, string Body)> Write(User user, Guid eventId, CancellationToken ct)
    {
        var happened = await db.AuditEvents.AsNoTracking().SingleAsync(e => e.Id == eventId, ct);
        // What another did to this account is told without where they were.
        var origin = happened.ActorId == user.Id ? await audit.OriginOf(happened, ct) : null;
        var what = L.Audited(happened.Kind);
        string[] facts = [L["When: {0}", L.Moment(happened.At)], .. Fact(origin?.Client, client => L["Device: {0}", client]), .. Fact(L.Place(origin?.Place), place => L["Place: {0}", place])];
        return (what, $"""
            {L["Hello {0},", user.Username]}

            {L["this happened to your account: {0}.", what]}

            {string.Join('\n', facts)}

            {L["If it was you, there is nothing to do. If not, look where you are signed in, and change your password:"]}

            {new Uri(site.Url, "/settings#sessions")}
            """);
    }

    static IEnumerable<string> Fact(string? value, Func<string, string> say) => value is null ? [] : [say(value)];
}
