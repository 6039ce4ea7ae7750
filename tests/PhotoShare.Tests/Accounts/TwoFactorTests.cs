using System.Net;
using Microsoft.EntityFrameworkCore;
using OtpNet;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Signing in by two steps: a password, and a code that holds once.</summary>
[Collection(HouseCollection.Name)]
public sealed class TwoFactorTests(House house)
{
    const string Errors = "errors { ... on Error { code message path } }";
    const string SignIn = $"mutation ($input: SignInInput!) {{ signIn(input: $input) {{ token {Errors} }} }}";
    const string CodeForm = "main form:has([name=code])";

    [Fact]
    public async Task It_is_turned_on_with_a_code_and_then_signing_in_takes_one()
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        var page = await visitor.Get("/settings/two-factor");
        var key = page.One("#key").TextContent.Replace(" ", "", StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("svg.qr path"));
        var wrong = await page.Submit(CodeForm, ("code", "000000"));
        Assert.Contains("wrong", wrong.One("#code-refusal").TextContent, StringComparison.Ordinal);
        Assert.Equal(key, wrong.One("#key").TextContent.Replace(" ", "", StringComparison.Ordinal));
        var on = await wrong.Submit(CodeForm, ("code", Code(key)));
        var codes = on.One("#codes").TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(TwoFactor.RecoveryCodes, codes.Distinct().Count());
        var again = await visitor.Get("/settings/two-factor");
        Assert.DoesNotContain(codes, code => again.Html.Contains(code, StringComparison.Ordinal));
        Assert.DoesNotContain(key, again.Html, StringComparison.Ordinal);

        using var elsewhere = house.Browse();
        var second = await (await elsewhere.Get("/upload")).Submit("main form:has([name=password])", ("login", person.Username), ("password", Person.Password));
        Assert.Equal("/signin/code", second.Address.AbsolutePath);
        Assert.Equal("/signin", (await elsewhere.Get("/settings")).Address.AbsolutePath);
        var used = await second.Submit(CodeForm, ("code", Code(key)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (used.Status, used.Document.QuerySelectorAll("#code-refusal").Length));
        await Later(person);
        var signedIn = await used.Submit(CodeForm, ("code", Code(key)));
        Assert.Equal("/upload", signedIn.Address.AbsolutePath);
        Assert.Equal("/signin", (await elsewhere.Get("/signin/code")).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_also_for_two_at_once()
    {
        var person = await house.Somebody();
        var (_, codes) = await TurnOn(person);
        using var visitor = house.Browse();
        var second = await visitor.SignIn(person.Username);
        var recovery = await visitor.Get(second.One("a[href*='recovery=true']").GetAttribute("href")!);
        Assert.Equal("/", (await recovery.Submit(CodeForm, ("code", $" {codes[0].ToLowerInvariant()} "))).Address.AbsolutePath);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Try(person, codes[1])));
        Assert.Single(answers, answer => answer["signIn.token"] is not null);
        (await Try(person, codes[0])).ShouldBeRefused("TWO_FACTOR_CODE", "code");
        Assert.Equal(TwoFactor.RecoveryCodes - 2, await house.Use<TwoFactor, int>(two => two.RecoveryCodesLeft(person.Viewer, default)));
        var rows = await house.Database(db => db.UserTokens.AsNoTracking().Where(t => t.UserId == person.Viewer.Id).ToListAsync());
        Assert.DoesNotContain(rows, row => codes.Any(code => $"{row.Name} {row.Value}".Contains(code, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task The_graph_asks_for_the_code_and_a_code_holds_once()
    {
        var person = await house.Somebody();
        var (key, _) = await TurnOn(person);

        (await Try(person, null)).ShouldBeRefused("TWO_FACTOR_REQUIRED", "code");
        (await Try(person, "123")).ShouldBeRefused("TWO_FACTOR_CODE", "code");
        var code = Code(key);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Try(person, code)));
        Assert.Single(answers, answer => answer["signIn.token"] is not null);
        // The one before has been passed by.
        (await Try(person, Code(key, -1))).ShouldBeRefused("TWO_FACTOR_CODE", "code");
        (await house.Stranger.Graph(SignIn, new { input = new { login = person.Username, password = "not the password", code, accessTokenName = "tests" } })).ShouldBeRefused("SIGN_IN");
    }

    [Fact]
    public async Task Who_knows_the_password_does_not_guess_codes_for_ever()
    {
        var person = await house.Somebody();
        var (key, _) = await TurnOn(person);
        for (var i = 0; i < 10; i++)
        {
            // The right password between them forgives nothing.
            if (i % 3 == 0) (await Try(person, null)).ShouldBeRefused("TWO_FACTOR_REQUIRED");
            (await Try(person, "000000")).ShouldBeRefused("TWO_FACTOR_CODE");
        }

        (await Try(person, Code(key))).ShouldBeRefused("SIGN_IN");
    }

    [Fact]
    public async Task A_new_password_by_mail_does_not_get_round_it()
    {
        var person = await house.Somebody();
        var (key, _) = await TurnOn(person);
        var secret = await house.Use<Passwords, string>(async passwords => await passwords.LinkSecret(await house.Database(db => db.Users.SingleAsync(u => u.Id == person.Viewer.Id))));
        await house.Use<Passwords>(passwords => passwords.Reset(person.Viewer.Required, secret, "another few good words", "en", default));

        Task<GraphAnswer> Again(string? code) => house.Stranger.Graph(SignIn, new { input = new { login = person.Username, password = "another few good words", code, accessTokenName = "tests" } });
        (await Again(null)).ShouldBeRefused("TWO_FACTOR_REQUIRED");
        (await Again(Code(key))).ShouldSucceed();
    }

    [Fact]
    public async Task Turning_it_off_and_confirming_take_the_code_too()
    {
        var person = await house.Somebody();
        var (key, codes) = await TurnOn(person);
        using var visitor = house.Browse();
        await (await visitor.SignIn(person.Username)).Submit(CodeForm, ("code", codes[0]));
        await ConfirmationTests.Later(person);
        var asked = await visitor.Get("/settings/two-factor");
        Assert.Equal("/confirm", asked.Address.AbsolutePath);
        var refused = await asked.Submit(CodeForm, ("password", Person.Password), ("code", "000000"));
        Assert.NotNull(refused.Document.QuerySelector("#code-refusal"));
        var page = await refused.Submit(CodeForm, ("password", Person.Password), ("code", Code(key)));
        Assert.Equal("/settings/two-factor", page.Address.AbsolutePath);
        var renewed = (await page.Submit("form:has(input[value='recovery-codes'])")).One("#codes").TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (await Try(person, codes[1])).ShouldBeRefused("TWO_FACTOR_CODE");
        (await Try(person, renewed[0])).ShouldSucceed();

        Assert.Equal("/settings", (await (await visitor.Get("/settings/two-factor")).Submit("form:has(input[value='two-factor-off'])")).Address.AbsolutePath);
        (await Try(person, null)).ShouldSucceed();
        Assert.False(await house.Database(db => db.UserTokens.AnyAsync(t => t.UserId == person.Viewer.Id)));
        await visitor.Get("/settings/two-factor");
        Assert.NotEqual(key, await house.Use<TwoFactor, string>(two => two.Secret(person.Viewer, default)));
    }

    [Fact]
    public async Task A_program_of_ones_own_turns_it_on_and_off_in_a_confirmed_session_alone()
    {
        var person = await house.Somebody();
        using var browser = await SessionTests.Browser(person);
        Task<GraphAnswer> Does(Person who, string mutation, string input, string answer) => who.Graph($"mutation {{ {mutation}(input: {input}) {{ {answer} {Errors} }} }}");
        (await Does(person, "setUpTwoFactor", "{}", "secret")).ShouldBeRefused("CONFIRMATION_NEEDED");
        var key = (await Does(browser, "setUpTwoFactor", "{}", "secret")).ShouldSucceed()["setUpTwoFactor.secret"]!;
        (await Does(browser, "turnOnTwoFactor", "{ code: \"000000\" }", "recoveryCodes")).ShouldBeRefused("TWO_FACTOR_CODE", "code");
        var codes = (await Does(browser, "turnOnTwoFactor", $"{{ code: \"{Code(key)}\" }}", "recoveryCodes")).ShouldSucceed().List("turnOnTwoFactor.recoveryCodes");
        Assert.Equal(TwoFactor.RecoveryCodes, codes.Count);
        (await Does(browser, "setUpTwoFactor", "{}", "secret")).ShouldBeRefused("TWO_FACTOR_ON");
        (await Does(browser, "renewRecoveryCodes", "{}", "recoveryCodes")).ShouldSucceed();
        (await Try(person, $"{codes[0]}")).ShouldBeRefused("TWO_FACTOR_CODE");
        await ConfirmationTests.Later(person);
        (await Does(browser, "turnOffTwoFactor", "{}", "")).ShouldBeRefused("CONFIRMATION_NEEDED");
        (await browser.Graph($"mutation ($input: ConfirmSessionInput!) {{ confirmSession(input: $input) {{ {Errors} }} }}", new { input = new { password = Person.Password } })).ShouldBeRefused("TWO_FACTOR_REQUIRED", "code");
        await Later(person);
        (await browser.Graph($"mutation ($input: ConfirmSessionInput!) {{ confirmSession(input: $input) {{ {Errors} }} }}", new { input = new { password = Person.Password, code = Code(key) } })).ShouldSucceed();
        (await Does(browser, "turnOffTwoFactor", "{}", "clientMutationId")).ShouldSucceed();

        (await Try(person, null)).ShouldSucceed();
    }

    [Fact]
    public async Task Of_a_person_with_two_steps_a_token_does_not_delete_the_account()
    {
        var person = await house.Somebody();
        await TurnOn(person);

        (await person.Graph($"mutation ($input: DeleteAccountInput!) {{ deleteAccount(input: $input) {{ {Errors} }} }}", new { input = new { password = Person.Password } })).ShouldBeRefused("CONFIRMATION_NEEDED");
    }

    Task<GraphAnswer> Try(Person person, string? code) =>
        house.Stranger.Graph(SignIn, new { input = new { login = person.Username, password = Person.Password, code, accessTokenName = "tests" } });

    /// <summary>Turns it on; the code that it took holds again, as if time had passed.</summary>
    internal static async Task<(string Key, IReadOnlyList<string> RecoveryCodes)> TurnOn(Person person)
    {
        var key = await person.House.Use<TwoFactor, string>(two => two.Secret(person.Viewer, default));
        var codes = await person.House.Use<TwoFactor, IReadOnlyList<string>>(two => two.TurnOn(person.Viewer, Code(key), default));
        await Later(person);
        return (key, codes);
    }

    /// <summary>So much time passes that the next code is another.</summary>
    static Task Later(Person person) => person.House.Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastCodeStep, 0L)));

    /// <summary>What an authenticator app shows.</summary>
    internal static string Code(string key, int steps = 0) => new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(DateTime.UtcNow.AddSeconds(30 * steps));
}
