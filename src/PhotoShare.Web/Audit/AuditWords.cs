using System.Globalization;

namespace PhotoShare.Web;

/// <summary>What happened, in the words of pages and of mails. A test sees to it that no kind lacks them.</summary>
static class AuditWords
{
    /// <summary>Device and place, as far as they are known.</summary>
    public static string From(this Texts L, OriginView? origin) => string.Join(" · ", ((string?[])[origin?.Client, L.Place(origin?.Place)]).OfType<string>());

    /// <summary>A country by its name; a network as it is.</summary>
    public static string? Place(this Texts L, string? place) => place is { Length: 2 } ? L.Country(place) : place;

    static string Country(this Texts _, string code)
    {
        try
        {
            return new RegionInfo(code).DisplayName;
        }
        catch (ArgumentException)
        {
            // Not every code of such files is a country's.
            return code;
        }
    }

    public static string Audited(this Texts L, AuditKind kind) => kind switch
    {
        AuditKind.SignedUp => L["Account made"],
        AuditKind.SignedIn => L["Signed in"],
        AuditKind.SignedInAnew => L["Signed in on a new device"],
        AuditKind.SignInFailed => L["Sign-in failed"],
        AuditKind.SignInLocked => L["Sign-in locked for some minutes after many failures"],
        AuditKind.SessionRevoked => L["Signed out a device"],
        AuditKind.SignedOutEverywhere => L["Signed out everywhere else"],
        AuditKind.PasswordChanged => L["Password changed"],
        AuditKind.PasswordReset => L["Password set anew by a link from a mail"],
        AuditKind.EmailConfirmed => L["E-mail address confirmed"],
        AuditKind.EmailChangeAsked => L["New e-mail address asked for"],
        AuditKind.EmailChanged => L["E-mail address changed"],
        AuditKind.EmailChangeUndone => L["Former e-mail address put back"],
        AuditKind.TwoFactorOn => L["Two-factor sign-in turned on"],
        AuditKind.TwoFactorOff => L["Two-factor sign-in turned off"],
        AuditKind.RecoveryCodeUsed => L["Signed in with a recovery code"],
        AuditKind.RecoveryCodesMade => L["New recovery codes made"],
        AuditKind.PasskeyAdded => L["Passkey added"],
        AuditKind.PasskeyRemoved => L["Passkey removed"],
        AuditKind.TokenMade => L["Access token made"],
        AuditKind.TokenRevoked => L["Access token revoked"],
        AuditKind.AppRegistered => L["App registered"],
        AuditKind.AppChanged => L["App changed"],
        AuditKind.AppSecretRotated => L["New secret for an app made"],
        AuditKind.AppDeleted => L["App deleted"],
        AuditKind.AppAllowed => L["App allowed into the account"],
        AuditKind.AppRevoked => L["App shut out of the account"],
        AuditKind.AppTokenReused => L["App shut out: its token was used twice"],
        AuditKind.RoleGranted => L["Role given"],
        AuditKind.Moderated => L["Moderated"],
        AuditKind.AppealDecided => L["Appeal decided"],
        AuditKind.ExportAsked => L["Copy of the data asked for"],
        AuditKind.ImportAsked => L["Data from elsewhere brought in"],
        AuditKind.AccountDeletionAsked => L["Deletion of the account asked for"],
        AuditKind.AccountDeletionCancelled => L["Deletion of the account called off"],
        AuditKind.AccountDeleted => L["Account deleted"],
        AuditKind.KeysRotated => L["Keys rotated"],
        AuditKind.AuditAccepted => L["Audit log accepted as it was"],
        AuditKind.Restored => L["Instance put back from a backup"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
