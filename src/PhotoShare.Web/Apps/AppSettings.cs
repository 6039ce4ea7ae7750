namespace PhotoShare.Web;

/// <summary>Section <c>PhotoShare:Apps</c>.</summary>
public sealed class AppSettings
{
    /// <summary>How long an app's access token holds.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a refresh token holds; each use gives a new one that holds as long again.</summary>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How old a signing key becomes before there is a new one.</summary>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromDays(90);
}
