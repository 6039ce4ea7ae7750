using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>How somebody is kept away.</summary>
public enum Apartness { Blocked, Muted, Restricted }

/// <summary>Somebody whom the viewer keeps away.</summary>
public sealed record PersonApart(Person Person, Apartness How);

static class KeptApartPeople
{
    /// <summary>Of each kind at most so many; the rest is found by who they are.</summary>
    const int Most = 50;

    /// <summary>Whom the viewer blocked, muted and restricted, each kind with the latest first.</summary>
    internal static async Task<IReadOnlyList<PersonApart>> KeptApart(this PhotoShareDb db, Viewer viewer, CancellationToken ct)
    {
        var me = viewer.Required;
        return
        [
            .. await Of(Apartness.Blocked, db.Blocks.Where(b => b.BlockerId == me).OrderByDescending(b => b.Id).Select(b => b.BlockedId)),
            .. await Of(Apartness.Muted, db.Mutes.Where(m => m.MuterId == me).OrderByDescending(m => m.Id).Select(m => m.MutedId)),
            .. await Of(Apartness.Restricted, db.Restrictions.Where(r => r.RestricterId == me).OrderByDescending(r => r.Id).Select(r => r.RestrictedId)),
        ];

        async Task<IReadOnlyList<PersonApart>> Of(Apartness how, IQueryable<Guid> latest)
        {
            var ids = await latest.Take(Most).ToListAsync(ct);
            if (ids.Count == 0) return [];
            var people = await db.Users.VisibleTo(viewer).Where(u => ids.Contains(u.Id))
                .Select(u => new Person(u.Id, u.UserName!, u.DisplayName, u.IsPrivate, u.AvatarPhoto!.Renditions)).ToDictionaryAsync(person => person.Id, ct);
            return [.. ids.Select(id => people.GetValueOrDefault(id)).OfType<Person>().Select(person => new PersonApart(person, how))];
        }
    }
}
