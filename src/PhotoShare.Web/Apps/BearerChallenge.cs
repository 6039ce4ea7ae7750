namespace PhotoShare.Web;

/// <summary>What <c>WWW-Authenticate</c> says of a token (RFC 6750 §3).</summary>
static class BearerChallenge
{
    public const string InvalidToken = "Bearer error=\"invalid_token\"";

    /// <param name="scopes">Those that are needed, with spaces between; empty where none is enough.</param>
    public static string InsufficientScope(string scopes) => $"Bearer error=\"insufficient_scope\"{(scopes.Length > 0 ? $", scope=\"{scopes}\"" : "")}";
}
