using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Makes the people of the demo and has them follow each other.</summary>
sealed class DemoPeople(PhotoShareDb db, Accounts accounts, Follows follows)
{
    /// <summary>All demo people have the one password, which the command prints.</summary>
    public const string Password = "photoshare-demo";

    public async Task<Viewer> Enter(DemoPerson person, CancellationToken ct)
    {
        var name = person.Name.ToUpperInvariant();
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedUserName == name, ct) is { } existing)
        {
            return existing.Email == person.Email
                ? Viewer.Of(existing)
                : throw new OperatorException($"Somebody else here is called {person.Name}, as one of the demo's people is. The demo is for an instance without them: choose another folder with --data.");
        }
        var viewer = Viewer.Of(await accounts.SignUp(person.Name, person.Email, Password, person.DisplayName, ct));
        await accounts.UpdateProfile(viewer, null, person.Bio, ct);
        if (person.IsPrivate) await accounts.SetPrivate(viewer, true, ct);
        var joined = DateTime.UtcNow - DemoWorld.Age - TimeSpan.FromDays(1 + DemoChance.Of(200, $"joined {person.Name}"));
        await db.Users.Where(u => u.Id == viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.CreatedAt, joined), ct);
        return viewer;
    }

    public async Task Follow(DemoPerson person, IReadOnlyDictionary<string, Viewer> everybody, CancellationToken ct)
    {
        foreach (var name in person.Follows) await follows.Follow(everybody[person.Name], everybody[name].Required, ct);
    }

    public async Task Accept(DemoPerson person, IReadOnlyDictionary<string, Viewer> everybody, CancellationToken ct)
    {
        foreach (var name in person.Accepts ?? []) await follows.Accept(everybody[person.Name], everybody[name].Required, ct);
    }
}
