using System.Net.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class SessionTests(House house)
{
    const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const string Errors = "errors { ... on Error { code message path } }";
    const string Sessions = "{ viewer { sessions { id client isCurrent createdAt lastSeenAt } } }";
    const string Revoke = $"mutation ($input: RevokeSessionInput!) {{ revokeSession(input: $input) {{ revokedSessionId {Errors} }} }}";

    [Fact]
    public async Task A_session_is_listed_as_people_know_it_and_one_that_is_revoked_ends_with_its_next_request()
    {
        var person = await house.Somebody();
        using var desktop = await Browser(person, Firefox);
        using var phone = await Browser(person, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1");
        var listed = (await desktop.Graph(Sessions)).ShouldSucceed();
        Assert.Equal(["Safari on iPhone", "Firefox on Linux"], listed.Each("viewer.sessions", "client"));
        Assert.Equal(["false", "true"], listed.Each("viewer.sessions", "isCurrent"));

        var input = new { sessionId = listed["viewer.sessions.0.id"] };
        (await house.Bob.Graph(Revoke, new { input })).ShouldBeRefused("NOT_FOUND", "sessionId");
        (await desktop.Graph(Revoke, new { input })).ShouldSucceed();
        Assert.Null((await phone.Graph(Sessions)).ShouldSucceed().At("viewer"));
        Assert.Single((await desktop.Graph(Sessions)).ShouldSucceed().List("viewer.sessions"));
        (await desktop.Graph(Revoke, new { input })).ShouldBeRefused("NOT_FOUND", "sessionId");
    }

    [Fact]
    public async Task A_cookie_that_was_kept_holds_no_longer_once_its_browser_signed_out()
    {
        using var browser = await Browser(await house.Somebody(), Firefox);
        (await browser.Graph("mutation { signOut(input: {}) { clientMutationId } }")).ShouldSucceed();

        Assert.Null((await browser.Graph(Sessions)).ShouldSucceed().At("viewer"));
    }

    [Fact]
    public async Task A_cookie_holds_no_longer_once_the_password_is_another()
    {
        var person = await house.Somebody();
        using var browser = await Browser(person, Firefox);
        await house.Use<UserManager<User>>(async users =>
        {
            var user = await users.FindByNameAsync(person.Username);
            Assert.True((await users.ChangePasswordAsync(user!, Person.Password, "another day at the sea")).Succeeded);
        });

        Assert.Null((await browser.Graph(Sessions)).ShouldSucceed().At("viewer"));
    }

    [Theory]
    [InlineData(31, 31)]
    [InlineData(0, 181)]
    public async Task A_session_ends_by_itself_unused_for_a_month_or_half_a_year_old(int unused, int old)
    {
        var person = await house.Somebody();
        using var browser = await Browser(person, Firefox);
        Assert.Single((await browser.Graph(Sessions)).ShouldSucceed().List("viewer.sessions"));
        await house.Database(db => db.Sessions.Where(s => s.UserId == person.Viewer.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, DateTime.UtcNow.AddDays(-unused)).SetProperty(s => s.CreatedAt, DateTime.UtcNow.AddDays(-old))));

        Assert.Null((await browser.Graph(Sessions)).ShouldSucceed().At("viewer"));
        await house.Use<Sessions>(sessions => sessions.Forget(default));
        Assert.False(await house.Database(db => db.Sessions.AnyAsync(s => s.UserId == person.Viewer.Id)));
    }

    [Fact]
    public async Task A_browser_that_signs_in_again_is_one_session_and_knows_itself_at_once()
    {
        var person = await house.Somebody();
        using var browser = await Browser(person, Firefox);
        var again = (await browser.Graph($"mutation ($input: SignInInput!) {{ signIn(input: $input) {{ viewer {{ sessions {{ isCurrent }} }} {Errors} }} }}",
            new { input = new { login = person.Username, password = Person.Password } })).ShouldSucceed();

        Assert.Equal(["true"], again.Each("signIn.viewer.sessions", "isCurrent"));
    }

    [Fact]
    public async Task When_a_session_was_seen_is_written_down_to_the_minute()
    {
        var person = await house.Somebody();
        using var browser = await Browser(person, Firefox);
        await browser.Graph(Sessions);
        var (_, quiet) = await SqlCounter.Count(() => browser.Graph(Sessions));
        await house.Database(db => db.Sessions.Where(s => s.UserId == person.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, DateTime.UtcNow.AddMinutes(-2))));
        await browser.Graph(Sessions);

        Assert.DoesNotContain(quiet, sql => sql.StartsWith("UPDATE", StringComparison.Ordinal));
        Assert.True(await house.Database(db => db.Sessions.AnyAsync(s => s.UserId == person.Viewer.Id && s.LastSeenAt > DateTime.UtcNow.AddMinutes(-1))));
    }

    [Theory]
    [InlineData("curl/8.5.0", "curl/8.5.0")]
    [InlineData("", "An unknown browser")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", "Safari on macOS")]
    public async Task A_browser_has_the_name_that_people_call_it_by(string userAgent, string name)
    {
        using var browser = await Browser(await house.Somebody(), userAgent);

        Assert.Equal([name], (await browser.Graph(Sessions)).ShouldSucceed().Each("viewer.sessions", "client"));
    }

    [Fact]
    public async Task Passkeys_are_listed_for_their_owner()
    {
        var person = await house.Somebody();
        const string Keys = "{ viewer { twoFactorEnabled emailConfirmed passkeys { id name createdAt lastUsedAt } } }";
        await house.Database(async db =>
        {
            db.Add(new IdentityUserPasskey<Guid>
            {
                CredentialId = [1, 2, 3],
                UserId = person.Viewer.Required,
                Data = new IdentityPasskeyData { Name = "My phone", PublicKey = [4], CreatedAt = new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero), AttestationObject = [5], ClientDataJson = [6] },
            });
            return await db.SaveChangesAsync();
        });
        var keys = (await person.Graph(Keys)).ShouldSucceed();

        Assert.Equal(("My phone", "2026-11-01T08:00:00Z", null), (keys["viewer.passkeys.0.name"], keys["viewer.passkeys.0.createdAt"], keys["viewer.passkeys.0.lastUsedAt"]));
        var used = new DateTime(2026, 11, 20, 7, 30, 0, DateTimeKind.Utc);
        await house.Database(db => db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == person.Viewer.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(p => EF.Property<DateTime?>(p, PhotoShareDb.PasskeyLastUsedAt), used)));
        Assert.Equal("2026-11-20T07:30:00Z", (await person.Graph(Keys)).ShouldSucceed()["viewer.passkeys.0.lastUsedAt"]);
        Assert.Equal((false, false), (keys.Is("viewer.twoFactorEnabled"), keys.Is("viewer.emailConfirmed")));
        Assert.Empty((await house.Bob.Graph(Keys)).ShouldSucceed().List("viewer.passkeys"));
    }

    /// <summary>Signs in through the graph and goes on with the cookie of the answer.</summary>
    internal static async Task<Person> Browser(Person person, string userAgent = Firefox)
    {
        var browser = new Person(person.House, person.Username, person.Viewer.Id, null);
        if (userAgent.Length > 0) browser.Http.DefaultRequestHeaders.Add("User-Agent", userAgent);
        browser.Http.DefaultRequestHeaders.Add("Cookie", await SignIn(browser.Http, person.Username));
        return browser;
    }

    /// <summary>The cookie by which somebody is signed in from then on, as the header takes it.</summary>
    internal static async Task<string> SignIn(HttpClient http, string username)
    {
        using var request = SignInOf(username);
        using var answer = await http.SendAsync(request);
        return answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("photoshare=", StringComparison.Ordinal)).Split(';')[0];
    }

    /// <summary>What signs somebody in by a cookie of its answer.</summary>
    internal static HttpRequestMessage SignInOf(string username) => new(HttpMethod.Post, "/graphql")
    {
        Content = JsonContent.Create(new
        {
            query = $"mutation ($input: SignInInput!) {{ signIn(input: $input) {{ {Errors} }} }}",
            variables = new { input = new { login = username, password = Person.Password } },
        }),
    };
}
