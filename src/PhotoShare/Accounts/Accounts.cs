using System.Net.Mail;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>Signing up and in, and what a person says of themselves.</summary>
public sealed partial class Accounts(PhotoShareDb db, UserManager<User> users, Envelope envelope, EmailIndex index, Audit audit, SecondFactor factor, WordFilter words)
{
    /// <summary>Makes an account. Refuses a name or address that is taken, malformed or reserved, and a weak password.</summary>
    /// <param name="isDiscreet">Whether an address that is taken is not refused: the account is made, and not found by it.</param>
    public async Task<User> SignUp(string username, string email, string password, string? displayName, CancellationToken ct, bool isDiscreet = false)
    {
        username = username.Trim().ToLowerInvariant();
        if (!UsernameGrammar().IsMatch(username))
            throw new Refused("USERNAME", $"A name has 3 to {User.MaxUsernameLength} letters a–z, digits, dots or underscores, and starts with a letter.", "username") { Constraint = $"pattern {UsernameGrammar()}" };
        if (ReservedNames.Contains(username))
            throw Refused.Conflict("USERNAME_TAKEN", $"The name {username} is taken. Try another.", "username");
        email = CheckedEmail(email, "email");
        var user = new User { UserName = username, Email = email, DisplayName = DisplayNameOf(displayName) };
        var findings = await words.Check(db, ct, ("username", username), ("displayName", user.DisplayName));
        var found = index.Of(users.NormalizeEmail(email));
        if (await db.Users.AnyAsync(u => u.EmailIndex == found, ct)) user.IsFoundByEmail = isDiscreet ? false : throw RefusalOf(TakenEmail, username);
        IdentityResult result;
        try
        {
            // Saved with the account, or not at all.
            await audit.Note(Viewer.Anonymous, AuditKind.SignedUp, ct, user.Id);
            result = await users.CreateAsync(user, password);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Somebody else took the name or the address between the check and the save; the unique index decides.
            db.ChangeTracker.Clear();
            var taken = await db.Users.AnyAsync(u => u.NormalizedUserName == user.NormalizedUserName, ct);
            if (!taken && !await db.Users.AnyAsync(u => u.EmailIndex == user.EmailIndex, ct)) throw;
            if (!taken && isDiscreet) return await SignUp(username, email, password, displayName, ct, isDiscreet);
            result = taken ? IdentityResult.Failed(new IdentityError { Code = nameof(IdentityErrorDescriber.DuplicateUserName) }) : TakenEmail;
        }
        if (!result.Succeeded)
        {
            db.ChangeTracker.Clear();
            throw RefusalOf(result, username);
        }
        await db.Measure(findings, user, ct);
        if (findings.Count > 0) await db.SaveChangesAsync(ct);
        return user;
    }

    static readonly IdentityResult TakenEmail = IdentityResult.Failed(new IdentityError { Code = nameof(IdentityErrorDescriber.DuplicateEmail) });

    /// <summary>Trimmed; refuses what is no address.</summary>
    /// <param name="path">The field that it was given in.</param>
    internal static string CheckedEmail(string email, string path)
    {
        email = email.Trim();
        return email.Length <= 254 && MailAddress.TryCreate(email, out var address) && address.Address == email
            ? email
            : throw new Refused("EMAIL", "That is not an e-mail address. It looks like name@example.org.", path);
    }

    /// <summary>Whose account it is by a username or an e-mail address, as it was typed; <c>null</c> when there is none.</summary>
    internal Task<User?> Find(string login)
    {
        login = login.Trim();
        return login.Contains('@', StringComparison.Ordinal) ? users.FindByEmailAsync(login) : users.FindByNameAsync(login);
    }

    /// <summary>A person's own e-mail address, which nobody else sees.</summary>
    public async Task<string> EmailOf(Viewer viewer, User user, CancellationToken ct) => viewer.Id == user.Id
        ? await envelope.OpenField(user.Id, PersonalFields.Email, user.SealedEmail, ct) ?? ""
        : throw new ArgumentException("That is not the viewer.", nameof(user));

    /// <summary>
    /// Changes what others see. <c>null</c> leaves a field as it is; an empty text, or for the avatar <see cref="Guid.Empty"/>, clears it.
    /// The avatar is one of the person's own photos, and everyone who sees the person sees it.
    /// </summary>
    public async Task<User> UpdateProfile(Viewer viewer, string? displayName, string? bio, Guid? avatarPhotoId, CancellationToken ct)
    {
        var user = await Self(viewer, ct);
        await db.CheckMaySpeak(user.Id, ct);
        if (avatarPhotoId is { } photoId) user.AvatarPhotoId = photoId == Guid.Empty ? null : await ReadyPhoto(user.Id, photoId, ct);
        var (name, said) = (user.DisplayName, user.Bio);
        if (displayName is not null) user.DisplayName = DisplayNameOf(displayName);
        if (bio?.Length > User.MaxBioLength)
            throw new Refused("BIO", $"A bio has at most {User.MaxBioLength} characters; this one has {bio.Length}.", "bio") { Constraint = $"length 0..{User.MaxBioLength}" };
        if (bio is not null) user.Bio = string.IsNullOrWhiteSpace(bio) ? null : bio.Trim();
        var findings = await words.Check(db, ct, ("displayName", user.DisplayName == name ? null : user.DisplayName), ("bio", user.Bio == said ? null : user.Bio));
        await db.Measure(findings, user, ct);
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
        await audit.Note(Viewer.Anonymous, AuditKind.RoleGranted, ct, user.Id, role.ToString());
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

    /// <param name="path">The field that the password was given in.</param>
    internal static Refused RefusalOf(IdentityResult result, string username, string path = "password")
    {
        var error = result.Errors.First();
        return error.Code switch
        {
            nameof(IdentityErrorDescriber.DuplicateUserName) => Refused.Conflict("USERNAME_TAKEN", $"The name {username} is taken. Try another.", "username"),
            nameof(IdentityErrorDescriber.DuplicateEmail) => Refused.Conflict("EMAIL_TAKEN", "There is an account with that e-mail address already. Sign in instead.", "email"),
            nameof(IdentityErrorDescriber.PasswordTooShort) => new Refused("PASSWORD", $"A password has at least {MinPasswordLength} characters; a few words do well.", path) { Constraint = $"length {MinPasswordLength}.." },
            CommonPasswords.TooLong => new Refused("PASSWORD", $"A password has at most {MaxPasswordLength} characters.", path) { Constraint = $"length {MinPasswordLength}..{MaxPasswordLength}" },
            CommonPasswords.Common => new Refused("PASSWORD_COMMON", "Many people use this password, so it is among the first to be guessed. Choose another.", path),
            CommonPasswords.LikeName => new Refused("PASSWORD_LIKE_NAME", "Your name or address is in this password, so it is among the first to be guessed. Choose another.", path),
            nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => new Refused("PASSWORD", "Choose a password with more different characters.", path),
            _ => new Refused("ACCOUNT", error.Description),
        };
    }

    /// <summary>NIST SP 800-63B asks for length, not for kinds of characters.</summary>
    public const int MinPasswordLength = 10;

    /// <summary>More than anybody remembers, and no work for who sends a million.</summary>
    public const int MaxPasswordLength = 256;

    static readonly HashSet<string> ReservedNames = ["admin", "administrator", "moderator", "photoshare", "root", "security", "support", "system"];

    [GeneratedRegex(@"^[a-z][a-z0-9_.]{1,28}[a-z0-9_]$")]
    private static partial Regex UsernameGrammar();
}
