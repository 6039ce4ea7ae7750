using System.Net;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What another site makes a browser send (CSRF): the cookie goes along, the form's token does not.</summary>
[Collection(HouseCollection.Name)]
public sealed class ForgedRequestTests(House house)
{
    /// <summary>Doors that look at no cookie, or are no form, and why they need no token.</summary>
    static readonly Dictionary<string, string> WithoutToken = new()
    {
        ["/graphql"] = "takes no body that a form can send, see below",
        ["/health/live"] = "says the same to everybody and changes nothing",
        ["/health/ready"] = "says the same to everybody and changes nothing",
        ["/blobs/{key}"] = "the signature in the address is the permission",
    };

    [Fact]
    public async Task No_form_works_without_its_token()
    {
        var person = await house.Somebody();
        using var browser = await SessionTests.Browser(person, "Firefox");
        var routes = Route.Of(house).Where(route => route.Method is "POST" or "PUT" or "DELETE" or "PATCH" && !WithoutToken.ContainsKey(route.Pattern)).ToList();
        Assert.True(routes.Count > 50, $"{routes.Count} doors take something.");
        List<string> open = [];
        foreach (var route in routes)
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.With(name => name.Contains("sername", StringComparison.Ordinal) ? "ann" : house.PublicPost.ToString()));
            request.Content = new FormUrlEncodedContent([new("_handler", "profile"), new("displayName", "Mallory"), new("returnUrl", "/")]);
            request.Headers.Add("Origin", "https://evil.example");
            using var answer = await browser.Http.SendAsync(request);
            if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.Forbidden)) open.Add($"{route.Method} {route.Pattern}: {(int)answer.StatusCode} {answer.Headers.Location}");
        }
        Assert.Empty(open);
        Assert.Null((await person.Graph("{ viewer { user { displayName } } }")).ShouldSucceed()["viewer.user.displayName"]);
    }

    [Theory]
    [InlineData("text/plain", """{"query":"mutation { updateProfile(input: { displayName: \"Mallory\" }) { clientMutationId } }"}""")]
    [InlineData("application/x-www-form-urlencoded", "query=mutation+%7B+updateProfile(input%3A+%7B+displayName%3A+%22Mallory%22+%7D)+%7B+clientMutationId+%7D+%7D")]
    public async Task The_graph_takes_nothing_that_a_form_can_send(string contentType, string body)
    {
        var person = await house.Somebody();
        using var browser = await SessionTests.Browser(person, "Firefox");
        using var content = new StringContent(body);
        content.Headers.ContentType = new(contentType);
        using var answer = await browser.Http.PostAsync("/graphql", content);

        Assert.True(answer.StatusCode is HttpStatusCode.UnsupportedMediaType or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        preflight.Headers.Add("Origin", "https://evil.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var allowed = await browser.Http.SendAsync(preflight);
        Assert.False(allowed.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Null((await person.Graph("{ viewer { user { displayName } } }")).ShouldSucceed()["viewer.user.displayName"]);
    }

    [Fact]
    public async Task A_session_s_cookie_is_for_this_site_and_no_script()
    {
        var person = await house.Somebody();
        using var request = SessionTests.SignInOf(person.Username);
        using var answer = await house.Stranger.Http.SendAsync(request);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("photoshare=", StringComparison.Ordinal));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_in_begins_a_new_session_whatever_cookie_was_there()
    {
        var (planted, victim) = (await house.Somebody(), await house.Somebody());
        using var fixed_ = await SessionTests.Browser(planted, "Firefox");
        using var signIn = SessionTests.SignInOf(victim.Username);
        var before = fixed_.Http.DefaultRequestHeaders.GetValues("Cookie").Single();
        using var answer = await fixed_.Http.SendAsync(signIn);

        // Who planted the cookie has neither the victim's session nor any more their own.
        Assert.NotEqual(before, answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("photoshare=", StringComparison.Ordinal)).Split(';')[0]);
        Assert.Null((await fixed_.Graph("{ viewer { user { username } } }")).ShouldSucceed().At("viewer"));
    }
}
