using Microsoft.AspNetCore.Identity;

namespace PhotoShare.Web;

/// <summary>
/// Making and using passkeys (WebAuthn), by the framework's own handler: it checks challenge, origin, signature, and that a counter grows. The
/// challenge lies in a sealed cookie between the two requests of a ceremony.
/// </summary>
public sealed class PasskeyCeremonies(SignInManager<User> signIn, UserManager<User> users, Passkeys passkeys)
{
    /// <summary>What the browser needs to make a passkey: JSON for <c>PublicKeyCredential.parseCreationOptionsFromJSON</c>.</summary>
    public async Task<string> CreationOptions(Viewer viewer)
    {
        var user = await users.FindByIdAsync(viewer.Required.ToString()) ?? throw Refused.Unauthenticated();
        return await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.Username, DisplayName = user.DisplayName ?? user.Username });
    }

    /// <summary>Keeps the passkey that the browser made.</summary>
    public async Task Add(Viewer viewer, string credential, string name, CancellationToken ct)
    {
        var result = await Ceremony(() => signIn.PerformPasskeyAttestationAsync(credential));
        if (result is not { Succeeded: true, Passkey: { } passkey, UserEntity: { } person } || person.Id != viewer.Required.ToString()) throw Failed();
        await passkeys.Add(viewer, passkey, name, ct);
    }

    /// <summary>What the browser needs to use any passkey that it has for this site. It does not say who is to sign in: nobody learns who has one.</summary>
    public Task<string> RequestOptions() => signIn.MakePasskeyRequestOptionsAsync(null);

    /// <summary>Whose passkey it is. A passkey shows that its person has the device and unlocked it, which is both steps of a sign-in.</summary>
    public async Task<User> SignIn(string credential, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var result = await Ceremony(() => signIn.PerformPasskeyAssertionAsync(credential));
        if (result is not { Succeeded: true, User: { } user, Passkey: { } passkey }) throw Failed();
        Accounts.SignInByPasskey(user);
        // The counter, and when it was used.
        return (await users.AddOrUpdatePasskeyAsync(user, passkey)).Succeeded ? user : throw Failed();
    }

    /// <summary>Checks that the passkey is the viewer's own.</summary>
    public async Task<Viewer> Check(Viewer viewer, string credential, CancellationToken ct) =>
        (await SignIn(credential, ct)).Id == viewer.Required ? viewer : throw Failed();

    /// <summary>Without a challenge in the cookie, as when it lay too long, the framework throws.</summary>
    static async Task<T?> Ceremony<T>(Func<Task<T>> perform) where T : class
    {
        try
        {
            return await perform();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static Refused Failed() => new("PASSKEY", "This passkey does not hold here. Try again, or sign in in another way.");
}
