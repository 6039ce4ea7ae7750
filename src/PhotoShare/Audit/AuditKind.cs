namespace PhotoShare;

/// <summary>What is written down for security's sake. A value is stored by its name; <see cref="MailedAttribute"/> has its person told by mail.</summary>
public enum AuditKind
{
    /// <summary>An account was made.</summary>
    SignedUp,

    /// <summary>Signed in from a browser that had been here before.</summary>
    SignedIn,

    /// <summary>Signed in from a browser that had not been here before.</summary>
    [Mailed] SignedInAnew,

    /// <summary>Gave a wrong password, code or passkey.</summary>
    SignInFailed,

    /// <summary>So many wrong ones that nobody gets in for some minutes.</summary>
    SignInLocked,

    /// <summary>One session was ended from another.</summary>
    SessionRevoked,

    /// <summary>All other sessions were ended.</summary>
    SignedOutEverywhere,

    /// <summary>The password was changed by who knew the old one; <see cref="MailKind.PasswordChanged"/> tells of it.</summary>
    PasswordChanged,

    /// <summary>The password was changed by a link of a mail; <see cref="MailKind.PasswordChanged"/> tells of it.</summary>
    PasswordReset,

    /// <summary>The e-mail address was shown to be the person's.</summary>
    EmailConfirmed,

    /// <summary>Another e-mail address was asked for.</summary>
    [Mailed] EmailChangeAsked,

    /// <summary>The e-mail address is another; the old one is told by <see cref="MailKind.EmailChanged"/>.</summary>
    [Mailed] EmailChanged,

    /// <summary>The old address was put back by a link in a mail to it.</summary>
    [Mailed] EmailChangeUndone,

    /// <summary>Signing in takes a second factor from now on.</summary>
    [Mailed] TwoFactorOn,

    /// <summary>Signing in takes no second factor any more.</summary>
    [Mailed] TwoFactorOff,

    /// <summary>Signed in by one of the recovery codes.</summary>
    [Mailed] RecoveryCodeUsed,

    /// <summary>New recovery codes were made; the old ones hold no longer.</summary>
    [Mailed] RecoveryCodesMade,

    /// <summary>A passkey was added.</summary>
    [Mailed] PasskeyAdded,

    /// <summary>A passkey was removed.</summary>
    [Mailed] PasskeyRemoved,

    /// <summary>A personal access token was made.</summary>
    [Mailed] TokenMade,

    /// <summary>A personal access token was revoked.</summary>
    TokenRevoked,

    /// <summary>A developer registered an app.</summary>
    AppRegistered,

    /// <summary>A developer changed an app.</summary>
    AppChanged,

    /// <summary>A developer gave an app a new secret.</summary>
    AppSecretRotated,

    /// <summary>A developer deleted an app.</summary>
    AppDeleted,

    /// <summary>An app was let into the account.</summary>
    [Mailed] AppAllowed,

    /// <summary>An app was shut out of the account.</summary>
    AppRevoked,

    /// <summary>A refresh token of an app was used twice, as a thief would; the app was shut out.</summary>
    [Mailed] AppTokenReused,

    /// <summary>Somebody has another role.</summary>
    [Mailed] RoleGranted,

    /// <summary>A moderator acted; the moderation log says more.</summary>
    Moderated,

    /// <summary>A moderator decided about an appeal.</summary>
    AppealDecided,

    /// <summary>A copy of all data was asked for.</summary>
    ExportAsked,

    /// <summary>Data from elsewhere was brought in.</summary>
    ImportAsked,

    /// <summary>The account is to be deleted; <see cref="MailKind.AccountLeaving"/> tells of it.</summary>
    AccountDeletionAsked,

    /// <summary>The account stays after all; <see cref="MailKind.AccountKept"/> tells of it.</summary>
    AccountDeletionCancelled,

    /// <summary>The account is gone.</summary>
    AccountDeleted,

    /// <summary>The operator had the keys wrapped anew.</summary>
    KeysRotated,

    /// <summary>The operator took the chain as it was, for one that begins here: after a backup was put back.</summary>
    AuditAccepted,

    /// <summary>The operator put the instance back from a backup, whose id is told; what happened after it is in no log.</summary>
    Restored,
}

/// <summary>That the person concerned is told of it by mail.</summary>
[AttributeUsage(AttributeTargets.Field)]
sealed class MailedAttribute : Attribute;

public static class AuditKinds
{
    static readonly HashSet<AuditKind> Mailed =
        [.. Enum.GetValues<AuditKind>().Where(kind => typeof(AuditKind).GetField(kind.ToString())!.IsDefined(typeof(MailedAttribute), false))];

    /// <summary>Whether its person gets a mail.</summary>
    public static bool IsMailed(this AuditKind kind) => Mailed.Contains(kind);
}
