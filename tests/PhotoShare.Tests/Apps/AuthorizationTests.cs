using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>How an app is let in, and what ends it.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class AuthorizationTests(House house)
{
    const string Me = "{ viewer { user { username } } }";

    [Fact]
    public async Task An_app_is_let_in_by_its_person_acts_for_them_and_renews_itself()
    {
        var (app, person) = (await TestApp.Register(house), await house.Somebody());
        var tokens = await app.LetIn(person);
        using var acting = app.As(person, tokens);
        var name = (await acting.Graph(Me)).ShouldSucceed()["viewer.user.username"];
        (await acting.Graph($"mutation {{ followUser(input: {{ userId: \"{house.Ann.NodeId}\" }}) {{ clientMutationId }} }}")).ShouldLack("follow");
        using var info = await acting.Http.GetAsync("/oauth/userinfo");
        var told = JsonNode.Parse(await info.Content.ReadAsStringAsync())!;
        var (status, renewed) = await app.Refresh(TestApp.Text(tokens, "refresh_token"));
        using var later = app.As(person, renewed);

        Assert.Equal(person.Username, name);
        Assert.Equal((person.Viewer.Id.ToString(), person.Username, $"{person.Username}@example.org"), (told["sub"]!.ToString(), told["preferred_username"]!.ToString(), told["email"]!.ToString()));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(TestApp.Text(tokens, "refresh_token"), TestApp.Text(renewed, "refresh_token"));
        (await later.Graph(Me)).ShouldSucceed();
    }

    [Fact]
    public async Task A_refresh_token_that_comes_again_ends_all_that_came_of_it()
    {
        var (app, person) = (await TestApp.Register(house), await house.Somebody());
        var first = await app.LetIn(person);
        var otherDevice = await app.LetIn(person);
        var (_, second) = await app.Refresh(TestApp.Text(first, "refresh_token"));
        var (status, refused) = await app.Refresh(TestApp.Text(first, "refresh_token"));
        var (after, _) = await app.Refresh(TestApp.Text(second, "refresh_token"));
        using var thief = app.As(person, second);
        using var other = app.As(person, otherDevice);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant", HttpStatusCode.BadRequest), (status, refused["error"]?.ToString(), after));
        await ShouldBeOver(thief);
        (await other.Graph(Me)).ShouldSucceed();
    }

    [Fact]
    public async Task A_code_holds_once_for_its_app_its_address_and_its_verifier()
    {
        var (app, other, person) = (await TestApp.Register(house), await TestApp.Register(house), await house.Somebody());
        using var browser = house.Browse();
        await browser.SignIn(person.Username);
        var code = await app.Code(browser);
        var stolen = await other.Exchange(code, ("code_verifier", app.Verifier));
        var elsewhere = await app.Exchange(await app.Code(browser), ("redirect_uri", "https://elsewhere.example/"));
        var guessed = await app.Exchange(await app.Code(browser), ("code_verifier", other.Verifier));
        var once = await app.Code(browser);
        var (_, tokens) = await app.Exchange(once);
        var again = await app.Exchange(once);
        using var acting = app.As(person, tokens);

        foreach (var (status, body) in new[] { stolen, elsewhere, guessed, again })
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (status, body["error"]?.ToString()));
        // Who came second may have been its owner.
        await ShouldBeOver(acting);
    }

    [Fact]
    public async Task What_is_asked_in_a_way_that_is_not_right_lets_nothing_in()
    {
        var (app, person) = (await TestApp.Register(house, redirect: new Uri("http://127.0.0.1:9000/callback")), await house.Somebody());
        using var browser = (await SessionTests.Browser(person, "")).Http;
        var right = "http://127.0.0.1:9000/callback";
        async Task<string> Ask(params (string, string?)[] otherwise)
        {
            using var answer = await browser.GetAsync(app.Asks("read", [("redirect_uri", right), .. otherwise]));
            return $"{(int)answer.StatusCode} {answer.Headers.Location}".TrimEnd();
        }

        Assert.Equal("200", await Ask());
        Assert.Equal("200", await Ask(("redirect_uri", "http://127.0.0.1:51234/callback")));
        foreach (var wrong in new[] { "http://127.0.0.1:9000/callback/../steal", "http://127.0.0.1:9000/callback?x=1", "https://elsewhere.example/callback", "http://127.0.0.1.elsewhere.example:9000/callback" })
            Assert.Equal("400", await Ask(("redirect_uri", wrong)));
        Assert.Equal("400", await Ask(("client_id", "nobody")));
        foreach (var (error, otherwise) in new (string, (string, string?)[])[]
        {
            ("invalid_request", [("code_challenge", null), ("code_challenge_method", null)]), ("invalid_request", [("code_challenge_method", "plain")]), ("unsupported_response_type", [("response_type", "token")]),
            ("invalid_scope", [("scope", "read everything")]), ("invalid_request", [("scope", "read follow")]), ("consent_required", [("prompt", "none")]),
        })
        {
            // Told to the app, or to the person where it was refused before its address was looked at.
            var answer = await Ask(otherwise);
            Assert.True(answer == "400" || answer.StartsWith($"302 {right}?error={error}", StringComparison.Ordinal), $"{otherwise[0]}: {answer}");
        }
        using var nobody = await house.Stranger.Http.GetAsync(app.Asks("read", ("redirect_uri", right), ("prompt", "none")));
        Assert.Contains("error=login_required", nobody.Headers.Location!.ToString(), StringComparison.Ordinal);

        var (status, body) = await app.Post("/oauth/token", ("grant_type", "password"), ("username", person.Username), ("password", Person.Password), ("scope", "read"));
        Assert.Equal((HttpStatusCode.BadRequest, "unsupported_grant_type"), (status, body["error"]?.ToString()));
    }

    [Fact]
    public async Task Only_the_person_answers_and_may_leave_things_out()
    {
        var (app, person) = (await TestApp.Register(house), await house.Somebody());
        using var browser = house.Browse();
        await browser.SignIn(person.Username);
        var page = await browser.Get(app.Asks("openid read write"));
        var forged = await browser.Send(new HttpRequestMessage(HttpMethod.Post, "/oauth/authorize")
        {
            Content = new FormUrlEncodedContent([.. Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(app.Asks("openid read write").Split('?')[1]).Select(f => KeyValuePair.Create(f.Key, f.Value.ToString())), KeyValuePair.Create("decision", "allow"), KeyValuePair.Create("granted", "read")]),
        });
        var denied = await page.Submit("main form", ("decision", "deny"));
        var allowed = await (await browser.Get(app.Asks("openid read write"))).Submit("main form", ("decision", "allow"), ("granted", "read"));
        var (_, tokens) = await app.Exchange(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(allowed.Address.Query)["code"].ToString());
        using var acting = app.As(person, tokens);

        Assert.Contains("Postcards", page.One("h1").TextContent, StringComparison.Ordinal);
        Assert.Equal("DENY", page.Header("X-Frame-Options"));
        Assert.Contains("frame-ancestors 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains($"form-action 'self' {house.Address.GetLeftPart(UriPartial.Authority)}", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("code=", forged.Address.Query, StringComparison.Ordinal);
        Assert.Contains("error=access_denied", denied.Address.Query, StringComparison.Ordinal);
        Assert.DoesNotContain("write", TestApp.Text(tokens, "scope").Split(' '));
        (await acting.Graph(Me)).ShouldSucceed();
        (await acting.Graph("mutation { updateProfile(input: { bio: \"x\" }) { clientMutationId } }")).ShouldLack("write");
        var (status, more) = await app.Refresh(TestApp.Text((await app.LetIn(person, "offline_access read")), "refresh_token"), ("scope", "read write"));
        Assert.NotEqual(HttpStatusCode.OK, status);
        Assert.NotNull(more["error"]);
    }

    [Fact]
    public async Task What_somebody_agreed_to_is_remembered_unless_a_program_on_a_device_asks()
    {
        var (web, native, person) = (await TestApp.Register(house, keepsSecret: true, redirect: new Uri("https://postcards.example/callback")), await TestApp.Register(house), await house.Somebody());
        foreach (var app in new[] { web, native }) await house.Use<AppGrants>(grants => grants.Agree(person.Viewer, app.Id, ["read"], default));
        using var browser = (await SessionTests.Browser(person, "")).Http;
        using var known = await browser.GetAsync(web.Asks("read", ("redirect_uri", "https://postcards.example/callback")));
        using var more = await browser.GetAsync(web.Asks("read write", ("redirect_uri", "https://postcards.example/callback")));
        using var asked = await browser.GetAsync(native.Asks("read"));
        using var stranger = await house.Stranger.Http.GetAsync(web.Asks("read", ("redirect_uri", "https://postcards.example/callback")));

        Assert.StartsWith("https://postcards.example/callback?code=", known.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (more.StatusCode, asked.StatusCode));
        Assert.StartsWith("/signin?returnUrl=%2Foauth%2Fcontinue", stranger.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_ends_a_persons_trust_ends_their_apps_tokens_at_once()
    {
        var app = await TestApp.Register(house);
        var endings = new Func<Person, Task>[]
        {
            person => house.Use<AppGrants>(grants => grants.Revoke(person.Viewer, app.Id, default)),
            person => house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.BannedAt, DateTime.UtcNow))),
            person => house.Use<Passwords>(passwords => passwords.Change(person.Viewer, Person.Password, "another day at the sea", "en", default)),
        };
        foreach (var ending in endings)
        {
            var person = await house.Somebody();
            var tokens = await app.LetIn(person);
            using var acting = app.As(person, tokens);
            await using var socket = await GraphSocket.Connect(house);
            await socket.Initialise(new { Authorization = $"Bearer {acting.Token}" });
            await socket.Subscribe("1", "subscription { onFeedUpdated { __typename } }");
            await socket.Settle();
            await ending(person);

            await ShouldBeOver(acting);
            Assert.Equal(4403, await socket.Closed());
            Assert.NotEqual(HttpStatusCode.OK, (await app.Refresh(TestApp.Text(tokens, "refresh_token"))).Status);
        }
    }

    [Fact]
    public async Task A_server_comes_by_itself_asks_about_its_tokens_and_gives_them_back()
    {
        var (app, person) = (await TestApp.Register(house, keepsSecret: true), await house.Somebody());
        var (status, own) = await app.Post("/oauth/token", ("grant_type", "client_credentials"), ("scope", "read"));
        using var alone = app.As(null, own);
        (await alone.Graph("{ explore(first: 1) { nodes { id } } }")).ShouldSucceed();
        Assert.Null((await alone.Graph(Me)).ShouldSucceed().At("viewer"));
        Assert.Equal((HttpStatusCode.OK, "invalid_scope"), (status, (await app.Post("/oauth/token", ("grant_type", "client_credentials"), ("scope", "write"))).Body["error"]?.ToString()));
        Assert.Equal("invalid_client", (await app.Post("/oauth/token", ("grant_type", "client_credentials"), ("client_secret", "wrong"))).Body["error"]?.ToString());

        var tokens = await app.LetIn(person);
        var (access, refresh) = (TestApp.Text(tokens, "access_token"), TestApp.Text(tokens, "refresh_token"));
        var before = (await app.Post("/oauth/introspect", ("token", access))).Body;
        await app.Post("/oauth/revoke", ("token", refresh));
        var after = (await app.Post("/oauth/introspect", ("token", access))).Body;

        Assert.Equal(("true", person.Viewer.Id.ToString()), (before["active"]!.ToString(), before["sub"]!.ToString()));
        Assert.Equal("false", after["active"]!.ToString());
    }

    [Fact]
    public async Task A_device_is_let_in_by_the_code_that_it_shows()
    {
        var (app, person) = (await TestApp.Register(house), await house.Somebody());
        var begun = (await app.Post("/oauth/device", ("scope", "read offline_access"))).Body;
        (string, string)[] ask = [("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", TestApp.Text(begun, "device_code"))];
        var early = (await app.Post("/oauth/token", ask)).Body["error"]?.ToString();
        using var browser = house.Browse();
        await browser.SignIn(person.Username);
        var unknown = await browser.Get("/device?user_code=BBBB-BBBB");
        var question = await browser.Get($"/device?user_code={TestApp.Text(begun, "user_code")}");
        var done = await question.Submit("main form", ("decision", "allow"));
        var (status, tokens) = await app.Post("/oauth/token", ask);
        using var device = app.As(person, tokens);

        Assert.Equal("authorization_pending", early);
        Assert.Equal("There is no such code, or not any more. Have your device show a new one.", unknown.One("[role=alert]").TextContent);
        Assert.Contains(TestApp.Text(begun, "user_code"), question.Text, StringComparison.Ordinal);
        Assert.Contains("Your device is connected", done.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, status);
        (await device.Graph(Me)).ShouldSucceed();
    }

    /// <summary>A token that has ended is an error, never a visitor.</summary>
    static async Task ShouldBeOver(Person person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = System.Net.Http.Json.JsonContent.Create(new { query = Me }) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await person.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
