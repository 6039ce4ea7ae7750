using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Passkeys, made and used by Chromium with an authenticator that is software. WebAuthn takes a name for a site, never an address: hence localhost.</summary>
[Collection(HouseCollection.Name)]
[Trait("Kind", "Browser")]
public sealed class PasskeyTests(House house) : IAsyncLifetime
{
    const string Remaining = "{ viewer { passkeys { id name lastUsedAt } } }";

    Chromium chromium = null!;

    public async Task InitializeAsync() => chromium = await Chromium.Launch(house);

    [Fact]
    public async Task One_is_added_signs_in_for_both_steps_and_does_no_longer_once_it_is_removed()
    {
        var person = await house.Somebody();
        var (page, _) = await Open();
        await SignIn(page, person);
        await Add(page, "My laptop");
        await TwoFactorTests.TurnOn(person);
        await SignOut(page);

        await SignInByPasskey(page);
        await page.WaitForURLAsync("**/");
        var used = (await person.Graph(Remaining)).ShouldSucceed();
        Assert.Equal("My laptop", used["viewer.passkeys.0.name"]);
        Assert.NotNull(used["viewer.passkeys.0.lastUsedAt"]);

        await ConfirmationTests.Later(person);
        await page.GotoAsync($"{Site}settings");
        await page.GetByText("Rename", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("What is it called?").First.FillAsync("Old laptop");
        await page.Locator("details.rename button").ClickAsync();
        await page.GetByText("Old laptop").WaitForAsync();
        await page.GetByLabel("Remove Old laptop").ClickAsync();
        await page.WaitForURLAsync("**/confirm?**");
        await page.Locator("form[data-passkey] button").ClickAsync();
        await page.WaitForURLAsync("**/settings**");
        await page.GetByLabel("Remove Old laptop").ClickAsync();
        await page.GetByText("Old laptop").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Empty((await person.Graph(Remaining)).ShouldSucceed().List("viewer.passkeys"));

        await SignOut(page);
        await SignInByPasskey(page);
        await page.GetByText("This passkey does not hold here.").WaitForAsync();
        chromium.ShouldHaveNoErrors("422");
    }

    [Fact]
    public async Task It_is_offered_with_the_names_that_the_browser_fills_in()
    {
        var person = await house.Somebody();
        var (page, _) = await Open(offered: true);
        await SignIn(page, person);
        await Add(page, "Filled in");
        await SignOut(page);
        await page.GotoAsync($"{Site}signin");

        await page.Locator($"nav a[href='/@{person.Username}']").WaitForAsync();
    }

    [Fact]
    public async Task A_copy_whose_counter_fell_behind_and_an_outcome_of_another_site_are_refused()
    {
        var person = await house.Somebody();
        var (page, authenticator) = await Open();
        await SignIn(page, person);
        await Add(page, "Copied");
        var made = (await authenticator("WebAuthn.getCredentials", []))!.Value.GetProperty("credentials")[0].Deserialize<Dictionary<string, object>>()!;
        await SignOut(page);
        await SignInByPasskey(page);
        await page.Locator($"nav a[href='/@{person.Username}']").WaitForAsync();
        await SignOut(page);

        await authenticator("WebAuthn.clearCredentials", []);
        await authenticator("WebAuthn.addCredential", new() { ["credential"] = made });
        await SignInByPasskey(page);
        await page.GetByText("This passkey does not hold here.").WaitForAsync();

        // The same words, signed for a page elsewhere: the browser names where it was, and the server looks.
        await authenticator("WebAuthn.clearCredentials", []);
        made["signCount"] = 1_000;
        await authenticator("WebAuthn.addCredential", new() { ["credential"] = made });
        await page.GotoAsync($"{Site}signin");
        await page.EvaluateAsync("""
            () => {
              const json = JSON.stringify;
              JSON.stringify = (value) => {
                if (!value?.response?.clientDataJSON) return json(value);
                const said = value.toJSON();
                const text = atob(said.response.clientDataJSON.replaceAll("-", "+").replaceAll("_", "/")).replace(location.origin, "http://evil.example");
                said.response.clientDataJSON = btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
                return json(said);
              };
            }
            """);
        await page.Locator("form[data-passkey] button").ClickAsync();
        await page.GetByText("This passkey does not hold here.").WaitForAsync();
    }

    Uri Site => new UriBuilder(house.Address) { Host = "localhost" }.Uri;

    async Task<(IPage Page, Func<string, Dictionary<string, object>, Task<JsonElement?>> Authenticator)> Open(bool offered = false)
    {
        var page = await chromium.Open();
        // The authenticator answers for its person at once, so what waits among the names would be answered before anybody presses a button.
        if (!offered) await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable");
        var added = await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
            },
        });
        var id = added!.Value.GetProperty("authenticatorId").GetString()!;
        return (page, (method, arguments) => devTools.SendAsync(method, new Dictionary<string, object>(arguments) { ["authenticatorId"] = id }));
    }

    async Task SignIn(IPage page, Person person)
    {
        await page.GotoAsync($"{Site}signin");
        await page.Locator("#login").FillAsync(person.Username);
        await page.Locator("#password").FillAsync(Person.Password);
        await page.Locator("main form:has(#password) button").ClickAsync();
        await page.Locator($"nav a[href='/@{person.Username}']").WaitForAsync();
    }

    async Task Add(IPage page, string name)
    {
        await page.GotoAsync($"{Site}settings");
        await page.Locator("#passkeyName").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await page.Locator(".tokens b", new() { HasText = name }).WaitForAsync();
    }

    async Task SignOut(IPage page)
    {
        await page.GotoAsync($"{Site}settings");
        await page.Locator("form[action='/signout'] button").ClickAsync();
        await page.Locator("a[href='/signin']").First.WaitForAsync();
    }

    async Task SignInByPasskey(IPage page)
    {
        await page.GotoAsync($"{Site}signin");
        await page.Locator("form[data-passkey] button").ClickAsync();
    }

    public async Task DisposeAsync() => await chromium.DisposeAsync();
}
