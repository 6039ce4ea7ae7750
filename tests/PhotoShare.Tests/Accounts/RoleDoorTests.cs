using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Which role opens which door, and who is offered the first one.</summary>
public sealed class RoleDoorTests(RoleDoorTests.NewHouse house) : IClassFixture<RoleDoorTests.NewHouse>
{
    /// <summary>One that has no admin yet, and whose first person is ann.</summary>
    public sealed class NewHouse : House;

    /// <summary>Stands with the moderators' pages, and what it says holds for everybody.</summary>
    const string WordFilter = "/moderation/words";

    /// <summary>Every page of the staff that takes no id, as the router knows it: what is below /admin is the admins', and what is below /moderation the moderators' too.</summary>
    IEnumerable<(string Door, UserRole Opens)> Doors() => Route.Of(house)
        .Where(route => route.Method == "GET" && route.Parameters.Count == 0 && !route.Pattern.Contains('.', StringComparison.Ordinal))
        .Select(route => route.Pattern == "/admin" || route.Pattern.StartsWith("/admin/", StringComparison.Ordinal) || route.Pattern == WordFilter ? (route.Pattern, UserRole.Admin)
            : route.Pattern == "/moderation" || route.Pattern.StartsWith("/moderation/", StringComparison.Ordinal) ? (route.Pattern, UserRole.Moderator)
            : (route.Pattern, UserRole.Member))
        .Where(door => door.Item2 != UserRole.Member);

    [Fact]
    public async Task The_first_person_alone_is_offered_to_be_the_admin_and_each_door_opens_for_its_role()
    {
        using var first = house.Browse();
        using var later = house.Browse();
        await first.SignIn("ann");
        await later.SignIn("bob");
        Assert.Empty((await later.Get("/")).Document.QuerySelectorAll("#admin-offer"));
        var offer = await first.Get("/");
        var form = await later.Get("/settings");
        using var forged = new HttpRequestMessage(HttpMethod.Post, "/admin/accept")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", form.Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!)]),
        };
        Assert.Equal(HttpStatusCode.Forbidden, (await later.Send(forged)).Status);
        Assert.Equal("/admin", (await offer.Submit("form[action='/admin/accept']")).Address.AbsolutePath);
        Assert.Empty((await first.Get("/")).Document.QuerySelectorAll("#admin-offer"));
        Assert.Equal(1, await house.Database(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKind.RoleGranted && e.ActorId == house.Ann.Viewer.Id && e.PersonId == e.ActorId)));

        await house.Use<Accounts>(accounts => accounts.Grant("bob", UserRole.Moderator, default));
        using var member = house.Browse();
        using var nobody = house.Browse();
        await member.SignIn("carol");
        var doors = Doors().ToList();
        Assert.Superset(new HashSet<string>(["/admin", "/admin/audit", "/admin/outbox", "/moderation", "/moderation/appeals", "/moderation/log"]), doors.Select(door => door.Door).ToHashSet());
        foreach (var (door, opens) in doors)
        {
            Assert.Equal((door, HttpStatusCode.OK), (door, (await first.Get(door)).Status));
            Assert.Equal((door, opens == UserRole.Moderator), (door, (await later.Get(door)).Status == HttpStatusCode.OK));
            Assert.Equal((door, HttpStatusCode.NotFound), (door, (await member.Get(door)).Status));
            var shut = await nobody.Get(door);
            Assert.True(shut.Status == HttpStatusCode.NotFound || shut.Address.AbsolutePath == "/signin", $"{door}: {shut.Status} at {shut.Address}");
        }
        foreach (var viewer in (Viewer[])[house.Bob.Viewer, house.Bob.Viewer with { Moderates = true }, house.Carol.Viewer])
            Assert.Equal(RefusalKind.Forbidden, (await Assert.ThrowsAsync<Refused>(() => house.Use<ModeratingPeople>(people => people.Grant(viewer, "carol", UserRole.Admin, new Remark(), default)))).Kind);
        Assert.Empty(await house.Database(db => db.AuditEvents.VisibleTo(house.Bob.Viewer with { Moderates = true }).Where(e => e.PersonId != house.Bob.Viewer.Id).ToListAsync()));
    }
}
