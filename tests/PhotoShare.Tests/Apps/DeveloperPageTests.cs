using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Apps as their developers have them, and as people have those that they let in.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class DeveloperPageTests(House house)
{
    [Fact]
    public async Task A_developer_registers_an_app_is_shown_its_secret_once_and_changes_and_deletes_it()
    {
        var (developer, other) = (await house.Somebody(), await house.Somebody());
        using var browser = house.Browse();
        using var stranger = house.Browse();
        await browser.SignIn(developer.Username);
        await stranger.SignIn(other.Username);
        var form = await browser.Get("/developers");
        var wrong = await form.Submit("form:has([name=keepsSecret])", ("name", "Postcards"), ("redirects", "javascript:alert(1)"));
        var made = await form.Submit("form:has([name=keepsSecret])", ("name", "Postcards"), ("redirects", "https://postcards.example/callback"), ("keepsSecret", "true"));
        var secret = made.One("#client-secret").GetAttribute("value")!;
        var page = await browser.Get(made.One("#made ~ p a").GetAttribute("href")!);
        var rotated = await page.Submit("section[aria-labelledby=use] form");
        var changed = await page.Submit("form:has([name=redirects])", ("name", "Greetings"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("javascript:alert(1) is no address", wrong.One("#redirects-refusal").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("pss_", secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, page.Html, StringComparison.Ordinal);
        Assert.False(await house.Database(db => db.Apps.AnyAsync(a => a.ClientSecret == secret)));
        Assert.NotEqual(secret, rotated.One("#client-secret").GetAttribute("value"));
        Assert.Equal("Greetings", changed.One("h1").TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(page.Address.PathAndQuery)).Status);

        var deleted = await changed.Submit("form[action$='/delete']");
        Assert.DoesNotContain("Greetings", deleted.Text, StringComparison.Ordinal);
        var kinds = await house.Database(db => db.AuditEvents.Where(e => e.ActorId == developer.Viewer.Id).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync());
        Assert.Equal([AuditKind.AppRegistered, AuditKind.AppSecretRotated, AuditKind.AppChanged, AuditKind.AppDeleted], kinds.Where(kind => kind is >= AuditKind.AppRegistered and <= AuditKind.AppDeleted));
    }

    [Fact]
    public async Task People_see_what_they_let_in_and_put_it_out_on_the_page_and_in_the_graph()
    {
        const string Apps = "{ viewer { authorizedApps { id name website scopes lastUsedAt } } }";
        var (app, person) = (await TestApp.Register(house), await house.Somebody());
        using var first = app.As(person, await app.LetIn(person, "read offline_access"));
        (await first.Graph("{ viewer { user { id } } }")).ShouldSucceed();
        using var browser = house.Browse();
        await browser.SignIn(person.Username);
        var listed = (await person.Graph(Apps)).ShouldSucceed();
        var settings = await browser.Get("/settings");
        var after = await settings.Submit("form[action^='/apps/']");

        Assert.Equal(("Postcards", "https://postcards.example/"), (listed["viewer.authorizedApps.0.name"], listed["viewer.authorizedApps.0.website"]));
        Assert.NotNull(listed["viewer.authorizedApps.0.lastUsedAt"]);
        Assert.Contains("Postcards", settings.One("section[aria-labelledby=apps]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Postcards", after.One("section[aria-labelledby=apps]").TextContent, StringComparison.Ordinal);

        await app.LetIn(person, "read");
        var revoke = $"mutation {{ revokeApp(input: {{ appId: \"{listed["viewer.authorizedApps.0.id"]}\" }}) {{ revokedAppId errors {{ ... on Error {{ code message }} }} }} }}";
        (await house.Bob.Graph(revoke)).ShouldBeRefused("NOT_FOUND");
        (await person.Graph(revoke)).ShouldSucceed();
        Assert.Empty((await person.Graph(Apps)).ShouldSucceed().List("viewer.authorizedApps"));
    }

    [Fact]
    public async Task The_keys_lie_sealed_and_nothing_of_somebodys_apps_is_left_when_they_have_gone()
    {
        var (app, person) = (await TestApp.Register(house), await house.Somebody());
        await app.LetIn(person);
        var keys = await house.Database(db => db.AppKeys.AsNoTracking().ToListAsync());
        using var rsa = RSA.Create();
        Assert.All(keys, key => Assert.ThrowsAny<CryptographicException>(() => rsa.ImportPkcs8PrivateKey(key.Signing, out _)));

        await house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).ExecuteDeleteAsync());
        Assert.Equal((0, 0), await house.Database(async db => (await db.AppGrants.CountAsync(g => g.Application!.Id == app.Id), await db.AppTokens.CountAsync(t => t.Application!.Id == app.Id))));
    }
}
