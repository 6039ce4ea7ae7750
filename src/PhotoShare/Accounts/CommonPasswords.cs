using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace PhotoShare;

/// <summary>
/// Refuses passwords that whoever guesses tries first: the some 49,000 that people used most (the list of zxcvbn-ts, in
/// <c>common-passwords.br</c>), also in other case and with figures or signs at the end, and those that hold the name or the address. NIST
/// SP 800-63B asks for such a list and for no kinds of characters.
/// </summary>
sealed class CommonPasswords : IPasswordValidator<User>
{
    internal const string Common = "PasswordCommon", LikeName = "PasswordLikeName", TooLong = "PasswordTooLong";

    /// <summary>Shorter names are in too many words to say anything.</summary>
    const int ShortestName = 4;

    static readonly Lazy<HashSet<string>> Known = new(Read);

    public async Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        var plain = (password ?? "").Trim().ToLowerInvariant();
        if (plain.Length > Accounts.MaxPasswordLength) return Failed(TooLong);
        if (Known.Value.Contains(plain) || Known.Value.Contains(Stem(plain))) return Failed(Common);
        var address = await manager.GetEmailAsync(user) ?? "";
        string[] names = [user.Username, address, address.Split('@')[0]];
        return names.Any(name => name.Length >= ShortestName && plain.Contains(name, StringComparison.OrdinalIgnoreCase)) ? Failed(LikeName) : IdentityResult.Success;
    }

    /// <summary>Without the figures and signs that are put behind a word to please a form.</summary>
    static string Stem(string plain)
    {
        var end = plain.Length;
        while (end > 0 && !char.IsLetter(plain[end - 1])) end--;
        return plain[..end];
    }

    static IdentityResult Failed(string code) => IdentityResult.Failed(new IdentityError { Code = code });

    static HashSet<string> Read()
    {
        using var packed = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.br")!;
        using var lines = new StreamReader(new BrotliStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        return [.. lines.ReadToEnd().Split('\n')];
    }
}
