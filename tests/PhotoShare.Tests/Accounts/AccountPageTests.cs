using System.Net;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class AccountPageTests(House house)
{
    const string SignUpForm = "main form:has([name=email])";

    [Fact]
    public async Task Signing_up_signs_in_and_signing_out_ends_it()
    {
        using var visitor = house.Browse();
        var home = await (await visitor.Get("/signup")).Submit(SignUpForm, ("username", "petra"), ("email", "petra@example.org"), ("password", Person.Password));

        Assert.Equal((HttpStatusCode.OK, "/"), (home.Status, home.Address.AbsolutePath));
        Assert.NotNull(home.Document.QuerySelector("a[href='/@petra']"));

        var front = await (await visitor.Get("/settings")).Submit("form[action='/signout']");
        Assert.Null(front.Document.QuerySelector("a[href='/@petra']"));
        Assert.Equal("/signin", (await visitor.Get("/settings")).Address.AbsolutePath);
    }

    [Theory]
    [InlineData("username", "ann", "new@example.org", Person.Password)]
    [InlineData("username", "no spaces", "new@example.org", Person.Password)]
    [InlineData("username", "admin", "new@example.org", Person.Password)]
    [InlineData("email", "newcomer", "nowhere", Person.Password)]
    [InlineData("password", "newcomer", "new@example.org", "short")]
    public async Task A_refused_sign_up_says_so_beside_its_field_and_keeps_what_was_typed(string field, string username, string email, string password)
    {
        using var visitor = house.Browse();
        var page = await (await visitor.Get("/signup")).Submit(SignUpForm, ("username", username), ("email", email), ("password", password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.EndsWith(".", page.One($"#{field}-refusal").TextContent, StringComparison.Ordinal);
        Assert.Equal((username, email), (page.One("#username").GetAttribute("value"), page.One("#email").GetAttribute("value")));
        Assert.DoesNotContain(password == "short" ? "value=\"short\"" : Person.Password, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_tells_no_more_than_a_name_that_nobody_has()
    {
        using var visitor = house.Browse();
        var wrong = await visitor.SignIn("ann", "not her password at all");
        var unknown = await visitor.SignIn("nobody.at.all", "not her password at all");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal((wrong.Status, wrong.One("#password-refusal").TextContent), (unknown.Status, unknown.One("#password-refusal").TextContent));
    }

    [Fact]
    public async Task Signing_in_leads_back_to_where_it_was_asked_for_but_never_elsewhere()
    {
        using var visitor = house.Browse();
        var asked = await visitor.Get("/upload");
        var back = await asked.Submit("main form:has([name=password])", ("login", "bob@example.org"), ("password", Person.Password));
        Assert.Equal("/upload", back.Address.AbsolutePath);

        using var another = house.Browse();
        var lured = await (await another.Get("/signin?returnUrl=https://evil.example/")).Submit("main form:has([name=password])", ("login", "bob"), ("password", Person.Password));
        Assert.Equal(house.Address.Authority, lured.Address.Authority);
    }

    [Fact]
    public async Task A_form_from_another_site_changes_nothing()
    {
        using var visitor = house.Browse();
        await visitor.SignIn("carol");
        using var forged = new HttpRequestMessage(HttpMethod.Post, "/settings")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "profile", ["displayName"] = "Mallory" }),
        };
        var answer = await visitor.Send(forged);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain("Mallory", (await visitor.Get("/@carol")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_is_changed_and_what_it_says_is_linked_and_encoded()
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        await (await visitor.Get("/settings")).Submit("form:has([name=bio])", ("displayName", "<b>Bold</b>"), ("bio", "By @ann on #lakes <script>alert(1)</script>"));
        var profile = await visitor.Get($"/@{person.Username}");

        Assert.Contains("<b>Bold</b>", profile.One("h1").TextContent + profile.One("header.profile").TextContent, StringComparison.Ordinal);
        Assert.Equal("/@ann", profile.One(".bio a[href^='/@']").GetAttribute("href"));
        Assert.Equal("/tags/lakes", profile.One(".bio a[href^='/tags']").GetAttribute("href"));
        Assert.DoesNotContain("<script>alert", profile.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_shown_once_works_and_ends_at_once_when_it_is_revoked()
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        var made = await (await visitor.Get("/settings")).Submit("form:has([name=name])", ("name", "backup script"));
        var text = made.One("#token").GetAttribute("value")!;
        using var program = new Person(house, person.Username, person.Viewer.Id, text);
        Assert.Equal(person.Username, (await program.Graph("{ viewer { user { username } } }"))["viewer.user.username"]);

        var again = await visitor.Get("/settings");
        Assert.DoesNotContain(text, again.Html, StringComparison.Ordinal);
        await again.Submit("form[action^='/tokens/']:has([aria-label='Revoke backup script'])");
        using var refused = await program.Http.GetAsync("/graphql?query={viewer{user{username}}}");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Of_a_token_the_database_holds_a_hash_alone()
    {
        var person = await house.Somebody();
        var hashes = await house.Database(async db => await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(
            db.AccessTokens.Where(t => t.UserId == person.Viewer.Id).Select(t => t.Hash)));

        Assert.Equal(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(person.Token!)), Assert.Single(hashes));
    }
}
