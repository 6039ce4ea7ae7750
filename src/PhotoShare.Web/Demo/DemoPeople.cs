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
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedUserName == name, ct)
            ?? await accounts.SignUp(person.Name, person.Email, Password, person.DisplayName, ct);
        if (await accounts.EmailOf(Viewer.Of(user), user, ct) != person.Email)
            throw new OperatorException($"Somebody else here is called {person.Name}, as one of the demo's people is. The demo is for an instance without them: choose another folder with --data.");
        if (user.Bio is null) await Introduce(person, Viewer.Of(user), ct);
        return Viewer.Of(user);
    }

    /// <summary>The bio comes last: who has one is complete.</summary>
    async Task Introduce(DemoPerson person, Viewer viewer, CancellationToken ct)
    {
        var joined = DateTime.UtcNow - DemoWorld.Age - TimeSpan.FromDays(1 + DemoChance.Of(200, $"joined {person.Name}"));
        await db.Users.Where(u => u.Id == viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.CreatedAt, joined), ct);
        if (person.IsPrivate) await accounts.SetPrivate(viewer, true, ct);
        await accounts.UpdateProfile(viewer, null, person.Bio, null, ct);
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
