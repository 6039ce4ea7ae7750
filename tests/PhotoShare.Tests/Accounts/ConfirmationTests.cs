using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What is dangerous takes somebody who showed a short while ago that it is they.</summary>
[Collection(HouseCollection.Name)]
public sealed class ConfirmationTests(House house)
{
    const string Errors = "errors { ... on Error { code message path } }";
    const string CreateToken = $"mutation {{ createAccessToken(input: {{ name: \"more\" }}) {{ token {Errors} }} }}";
    const string Confirm = $"mutation ($input: ConfirmSessionInput!) {{ confirmSession(input: $input) {{ confirmedUntil {Errors} }} }}";
    const string ConfirmForm = "main form:has([name=password])";

    [Fact]
    public async Task A_page_leads_to_confirming_and_back_once_a_while_has_passed()
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        await Later(person);

        var asked = await (await visitor.Get("/settings")).Submit("form:has([name=name])", ("name", "backup"));
        Assert.Equal("/confirm?returnUrl=%2Fsettings%23tokens", asked.Address.PathAndQuery);
        Assert.Equal(0, await house.Database(db => db.AccessTokens.CountAsync(t => t.UserId == person.Viewer.Id && t.Name == "backup")));
        var wrong = await asked.Submit(ConfirmForm, ("password", "not the password"));
        Assert.Contains("not your password", wrong.One("#password-refusal").TextContent, StringComparison.Ordinal);
        var back = await wrong.Submit(ConfirmForm, ("password", Person.Password));
        Assert.Equal("/settings", back.Address.AbsolutePath);

        Assert.NotNull((await back.Submit("form:has([name=name])", ("name", "backup"))).Document.QuerySelector("#token"));
    }

    [Fact]
    public async Task It_leads_nowhere_else_and_takes_somebody_signed_in()
    {
        using var visitor = house.Browse();
        Assert.Equal("/signin", (await visitor.Get("/confirm")).Address.AbsolutePath);
        await visitor.SignIn("bob");

        var lured = await (await visitor.Get("/confirm?returnUrl=https://evil.example/")).Submit(ConfirmForm, ("password", Person.Password));
        Assert.Equal((house.Address.Authority, "/"), (lured.Address.Authority, lured.Address.AbsolutePath));
    }

    [Fact]
    public async Task The_graph_refuses_until_the_session_is_confirmed_and_it_alone()
    {
        var person = await house.Somebody();
        using var browser = await SessionTests.Browser(person);
        using var another = await SessionTests.Browser(person);
        (await browser.Graph(CreateToken)).ShouldSucceed();
        await Later(person);

        (await browser.Graph(CreateToken)).ShouldBeRefused("CONFIRMATION_NEEDED");
        (await browser.Graph($"mutation {{ requestExport(input: {{}}) {{ {Errors} }} }}")).ShouldBeRefused("CONFIRMATION_NEEDED");
        (await browser.Graph($"mutation ($input: DeleteAccountInput!) {{ deleteAccount(input: $input) {{ {Errors} }} }}", new { input = new { password = Person.Password } })).ShouldBeRefused("CONFIRMATION_NEEDED");
        (await browser.Graph(Confirm, new { input = new { password = "not the password" } })).ShouldBeRefused("PASSWORD", "password");
        var until = (await browser.Graph(Confirm, new { input = new { password = Person.Password } })).ShouldSucceed()["confirmSession.confirmedUntil"];

        Assert.NotNull(until);
        (await browser.Graph(CreateToken)).ShouldSucceed();
        (await another.Graph(CreateToken)).ShouldBeRefused("CONFIRMATION_NEEDED");
    }

    [Fact]
    public async Task A_token_makes_no_other_and_cannot_be_confirmed()
    {
        var person = await house.Somebody();

        (await person.Graph(CreateToken)).ShouldBeRefused("CONFIRMATION_NEEDED");
        (await person.Graph(Confirm, new { input = new { password = Person.Password } })).ShouldBeRefused("FORBIDDEN");
    }

    /// <summary>So much time passes that nothing is confirmed any more.</summary>
    internal static Task Later(Person person) => person.House.Database(db => db.Sessions.Where(s => s.UserId == person.Viewer.Id)
        .ExecuteUpdateAsync(set => set.SetProperty(s => s.ConfirmedAt, DateTime.UtcNow - Confirmations.Lifetime)));
}
