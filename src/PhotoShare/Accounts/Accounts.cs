using System.Net.Mail;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Signing up and in, and what a person says of themselves.</summary>
public sealed partial class Accounts(PhotoShareDb db, UserManager<User> users)
{
    /// <summary>Makes an account. Refuses a name or address that is taken, malformed or reserved, and a weak password.</summary>
    public async Task<User> SignUp(string username, string email, string password, string? displayName, CancellationToken ct)
    {
        username = username.Trim().ToLowerInvariant();
        if (!UsernameGrammar().IsMatch(username))
            throw new Refused("USERNAME", $"A name has 3 to {User.MaxUsernameLength} letters a–z, digits, dots or underscores, and starts with a letter.", "username") { Constraint = $"pattern {UsernameGrammar()}" };
        if (ReservedNames.Contains(username))
            throw Refused.Conflict("USERNAME_TAKEN", $"The name {username} is taken. Try another.", "username");
        email = email.Trim();
        if (email.Length > 254 || !MailAddress.TryCreate(email, out var address) || address.Address != email)
            throw new Refused("EMAIL", "That is not an e-mail address. It looks like name@example.org.", "email");

        var user = new User { UserName = username, Email = email, DisplayName = DisplayNameOf(displayName) };
        IdentityResult result;
        try
        {
            result = await users.CreateAsync(user, password);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Somebody else took the name or the address between the check and the save; the unique index decides.
            db.ChangeTracker.Clear();
            var taken = await db.Users.AnyAsync(u => u.NormalizedUserName == user.NormalizedUserName, ct);
            if (!taken && !await db.Users.AnyAsync(u => u.NormalizedEmail == user.NormalizedEmail, ct)) throw;
            result = IdentityResult.Failed(new IdentityError { Code = taken ? nameof(IdentityErrorDescriber.DuplicateUserName) : nameof(IdentityErrorDescriber.DuplicateEmail) });
        }
        return result.Succeeded ? user : throw RefusalOf(result, username);
    }

    /// <summary>
    /// Checks a password. <paramref name="login"/> is a username or an e-mail address. What is wrong is never told apart,
    /// in words or in time, so that nobody learns who has an account.
    /// </summary>
    public async Task<User> SignIn(string login, string password, CancellationToken ct)
    {
        login = login.Trim();
        var user = login.Contains('@', StringComparison.Ordinal) ? await users.FindByEmailAsync(login) : await users.FindByNameAsync(login);
        if (user is null)
        {
            users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            throw WrongPassword();
        }
        return await Check(user, password) ? user : throw WrongPassword();
    }

    /// <summary>Checks the password of somebody who is signed in, before what cannot be undone. Wrong ones count like those of a sign-in.</summary>
    public async Task CheckPassword(Viewer viewer, string password, CancellationToken ct)
    {
        if (!await Check(await Self(viewer, ct), password)) throw new Refused("PASSWORD", "That is not your password.", "password");
    }

    async Task<bool> Check(User user, string password)
    {
        // The hash is computed for a locked account too: the answer takes as long as any other.
        var right = await users.CheckPasswordAsync(user, password);
        if (await users.IsLockedOutAsync(user)) return false;
        if (!right) await users.AccessFailedAsync(user);
        else if (user.AccessFailedCount > 0) await users.ResetAccessFailedCountAsync(user);
        return right;
    }

    /// <summary>
    /// Changes what others see. <c>null</c> leaves a field as it is; an empty text, or for the avatar <see cref="Guid.Empty"/>, clears it.
    /// The avatar is one of the person's own photos, and everyone who sees the person sees it.
    /// </summary>
    public async Task<User> UpdateProfile(Viewer viewer, string? displayName, string? bio, Guid? avatarPhotoId, CancellationToken ct)
    {
        var user = await Self(viewer, ct);
        if (avatarPhotoId is { } photoId) user.AvatarPhotoId = photoId == Guid.Empty ? null : await ReadyPhoto(user.Id, photoId, ct);
        if (displayName is not null) user.DisplayName = DisplayNameOf(displayName);
        if (bio?.Length > User.MaxBioLength)
            throw new Refused("BIO", $"A bio has at most {User.MaxBioLength} characters; this one has {bio.Length}.", "bio") { Constraint = $"length 0..{User.MaxBioLength}" };
        if (bio is not null) user.Bio = string.IsNullOrWhiteSpace(bio) ? null : bio.Trim();
        await db.SaveChangesAsync(ct);
        return user;
    }

    /// <summary>Makes an account private or public.</summary>
    public Task<User> SetPrivate(Viewer viewer, bool isPrivate, CancellationToken ct) => Choose(viewer, new Choices { IsPrivate = isPrivate }, ct);

    /// <summary>Changes somebody's settings. Going public accepts everyone who has asked to follow.</summary>
    public async Task<User> Choose(Viewer viewer, Choices choices, CancellationToken ct)
    {
        var user = await Self(viewer, ct);
        choices.ApplyTo(user);
        if (choices.IsPrivate == false)
        {
            foreach (var request in await db.Follows.Where(f => f.FolloweeId == user.Id && f.AcceptedAt == null).ToListAsync(ct))
                request.AcceptedAt = DateTime.UtcNow;
        }
        await db.SaveChangesAsync(ct);
        return user;
    }

    /// <summary>Gives somebody a role. The operator's; a role holds from the person's next request on.</summary>
    public async Task<User> Grant(string username, UserRole role, CancellationToken ct)
    {
        var user = await users.FindByNameAsync(username) ?? throw Refused.NotFound($"There is nobody called {username}.", "username");
        user.Role = role;
        await db.SaveChangesAsync(ct);
        return user;
    }

    async Task<User> Self(Viewer viewer, CancellationToken ct)
    {
        var me = viewer.Required;
        return await db.Users.SingleOrDefaultAsync(u => u.Id == me, ct) ?? throw Refused.Unauthenticated();
    }

    async Task<Guid> ReadyPhoto(Guid me, Guid photoId, CancellationToken ct) =>
        await db.Photos.Where(p => p.Id == photoId && p.OwnerId == me).Select(p => (PhotoStatus?)p.Status).SingleOrDefaultAsync(ct) switch
        {
            null => throw Refused.NotFound("There is no such photo.", "avatarPhotoId"),
            PhotoStatus.Ready => photoId,
            _ => throw Refused.Conflict("PHOTO_NOT_READY", "The photo is not ready yet. Choose one that is, or wait until it is.", "avatarPhotoId"),
        };

    static string? DisplayNameOf(string? text) => OptionalText.Of(text, User.MaxDisplayNameLength,
        length => new Refused("DISPLAY_NAME", $"A display name has at most {User.MaxDisplayNameLength} characters; this one has {length}.", "displayName") { Constraint = $"length 0..{User.MaxDisplayNameLength}" });

    static Refused RefusalOf(IdentityResult result, string username)
    {
        var error = result.Errors.First();
        return error.Code switch
        {
            nameof(IdentityErrorDescriber.DuplicateUserName) => Refused.Conflict("USERNAME_TAKEN", $"The name {username} is taken. Try another.", "username"),
            nameof(IdentityErrorDescriber.DuplicateEmail) => Refused.Conflict("EMAIL_TAKEN", "There is an account with that e-mail address already. Sign in instead.", "email"),
            nameof(IdentityErrorDescriber.PasswordTooShort) => new Refused("PASSWORD", $"A password has at least {MinPasswordLength} characters; a few words do well.", "password") { Constraint = $"length {MinPasswordLength}.." },
            nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => new Refused("PASSWORD", "Choose a password with more different characters.", "password"),
            _ => new Refused("ACCOUNT", error.Description),
        };
    }

    static Refused WrongPassword() => new("SIGN_IN", "The name or the password is wrong.", "password");

    /// <summary>NIST SP 800-63B asks for length, not for kinds of characters.</summary>
    public const int MinPasswordLength = 10;

    static readonly User Nobody = new() { UserName = "nobody" };
    static readonly string NobodysHash = new PasswordHasher<User>().HashPassword(Nobody, "nobody has this password");
    static readonly HashSet<string> ReservedNames = ["admin", "administrator", "moderator", "photoshare", "root", "security", "support", "system"];

    [GeneratedRegex(@"^[a-z][a-z0-9_.]{1,28}[a-z0-9_]$")]
    private static partial Regex UsernameGrammar();
}
