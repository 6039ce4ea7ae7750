using System.Text;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What Identity keeps of a person that is nobody else's business, sealed under the person's key.</summary>
static class PersonalFields
{
    internal const string Email = "sealed_email", Phone = "sealed_phone";

    internal static async Task<byte[]?> SealField(this Envelope envelope, Guid userId, string column, string? text, CancellationToken ct) =>
        text is null ? null : await envelope.Seal(userId, "users", column, userId, Encoding.UTF8.GetBytes(text), ct);

    internal static async Task<string?> OpenField(this Envelope envelope, Guid userId, string column, byte[]? sealedText, CancellationToken ct) =>
        sealedText is null ? null : Encoding.UTF8.GetString(await envelope.Open(userId, "users", column, userId, sealedText, ct));

    /// <summary>Somebody's e-mail address, for a mail to them; <c>null</c> without one, or where their key is gone.</summary>
    internal static async Task<string?> AddressOf(this Envelope envelope, User user, CancellationToken ct)
    {
        try
        {
            return await envelope.OpenField(user.Id, Email, user.SealedEmail, ct);
        }
        catch (KeyForgottenException)
        {
            return null;
        }
    }

    // A token's row has no id of its own; what names it stands in place of the column.
    internal static async Task<string?> SealToken(this Envelope envelope, Guid userId, string provider, string name, string? value, CancellationToken ct) =>
        value is null ? null : Convert.ToBase64String(await envelope.Seal(userId, "user_tokens", $"value/{provider}/{name}", userId, Encoding.UTF8.GetBytes(value), ct));

    internal static async Task<string?> OpenToken(this Envelope envelope, Guid userId, string provider, string name, string? value, CancellationToken ct) =>
        value is null ? null : Encoding.UTF8.GetString(await envelope.Open(userId, "user_tokens", $"value/{provider}/{name}", userId, Convert.FromBase64String(value), ct));
}
