using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// Identity's store with what is personal sealed: e-mail address, phone number, authenticator secret. An address is found
/// by its HMAC, and so is a recovery code, of which nothing else is kept. On a <see cref="User"/> itself the plain address and number are in memory alone, when they were just set or opened.
/// </summary>
public sealed class SealedUserStore(PhotoShareDb db, Envelope envelope, EmailIndex index, InstanceSecret secret, IdentityErrorDescriber? describer = null) : UserOnlyStore<User, PhotoShareDb, Guid>(db, describer)
{
    /// <summary>
    /// The key comes first and the row after it, so that no row ever holds what no key opens. Of a sign-up that fails at the save, because another
    /// took the name or the address in this moment, a key stays that seals nothing.
    /// </summary>
    public override async Task<IdentityResult> CreateAsync(User user, CancellationToken ct = default)
    {
        await SetEmailAsync(user, user.Email, ct);
        await SetPhoneNumberAsync(user, user.PhoneNumber, ct);
        return await base.CreateAsync(user, ct);
    }

    public override async Task SetEmailAsync(User user, string? email, CancellationToken ct = default)
    {
        user.SealedEmail = await envelope.SealField(user.Id, PersonalFields.Email, email, ct);
        user.Email = email;
    }

    public override async Task<string?> GetEmailAsync(User user, CancellationToken ct = default) =>
        user.Email ??= await envelope.OpenField(user.Id, PersonalFields.Email, user.SealedEmail, ct);

    public override Task SetNormalizedEmailAsync(User user, string? normalizedEmail, CancellationToken ct = default)
    {
        // Identity asks for it with each update; an account that its address does not lead to stays so until it is shown to be its person's.
        var isFound = Context.Entry(user).State == EntityState.Detached ? user.IsFoundByEmail : user.EmailIndex is not null;
        user.EmailIndex = normalizedEmail is null || !isFound ? null : index.Of(normalizedEmail);
        return base.SetNormalizedEmailAsync(user, normalizedEmail, ct);
    }

    public override Task<User?> FindByEmailAsync(string normalizedEmail, CancellationToken ct = default)
    {
        var wanted = index.Of(normalizedEmail);
        return Users.SingleOrDefaultAsync(u => u.EmailIndex == wanted, ct);
    }

    public override async Task SetPhoneNumberAsync(User user, string? phoneNumber, CancellationToken ct = default)
    {
        user.SealedPhone = await envelope.SealField(user.Id, PersonalFields.Phone, phoneNumber, ct);
        user.PhoneNumber = phoneNumber;
    }

    public override async Task<string?> GetPhoneNumberAsync(User user, CancellationToken ct = default) =>
        user.PhoneNumber ??= await envelope.OpenField(user.Id, PersonalFields.Phone, user.SealedPhone, ct);

    /// <summary>The name that Identity keeps the authenticator's secret by.</summary>
    internal const string AuthenticatorKey = "AuthenticatorKey";
    const string RecoveryCode = "RecoveryCode";

    /// <summary>A recovery code is a row whose name is its hash, so that of two who give it at once one finds it there.</summary>
    public override async Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        await CodesOf(user).ExecuteDeleteAsync(cancellationToken);
        Context.AddRange(recoveryCodes.Select(code => new IdentityUserToken<Guid> { UserId = user.Id, LoginProvider = RecoveryCode, Name = HashOf(user, code) }));
    }

    public override async Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        var hash = HashOf(user, code);
        return await CodesOf(user).Where(t => t.Name == hash).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    public override Task<int> CountCodesAsync(User user, CancellationToken cancellationToken) => CodesOf(user).CountAsync(cancellationToken);

    IQueryable<IdentityUserToken<Guid>> CodesOf(User user) => Context.UserTokens.Where(t => t.UserId == user.Id && t.LoginProvider == RecoveryCode);

    /// <summary>Of its letters and figures alone, in either case, under the instance's key: what a code has of random bits, some 47, a copy of the database could be searched for.</summary>
    string HashOf(User user, string code)
    {
        var text = $"{user.Id:n}{new string([.. code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)])}";
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret.Derive("recovery-codes"), Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The authenticator's secret is such a token.</summary>
    public override async Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        await base.SetTokenAsync(user, loginProvider, name, await envelope.SealToken(user.Id, loginProvider, name, value, cancellationToken), cancellationToken);

    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await envelope.OpenToken(user.Id, loginProvider, name, await base.GetTokenAsync(user, loginProvider, name, cancellationToken), cancellationToken);

    /// <summary>Identity updates a passkey's counter with each use; the column that tells when is ours.</summary>
    public override async Task AddOrUpdatePasskeyAsync(User user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var known = await Context.Set<IdentityUserPasskey<Guid>>().SingleOrDefaultAsync(p => p.CredentialId == passkey.CredentialId && p.UserId == user.Id, cancellationToken);
        await base.AddOrUpdatePasskeyAsync(user, passkey, cancellationToken);
        if (known is not null) Context.Entry(known).Property(PhotoShareDb.PasskeyLastUsedAt).CurrentValue = DateTime.UtcNow;
    }
}
