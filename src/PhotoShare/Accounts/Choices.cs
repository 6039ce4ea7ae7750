namespace PhotoShare;

/// <summary>What a person chooses anew of their settings; <c>null</c> leaves one as it is.</summary>
public sealed record Choices
{
    public bool? IsPrivate { get; init; }
    public Audience? WhoCanComment { get; init; }
    public Audience? WhoCanMention { get; init; }
    public bool? HidesLikes { get; init; }
    public bool? ShowExifByDefault { get; init; }
    public bool? EmailNotifications { get; init; }
    public bool? PushNotifications { get; init; }

    internal void ApplyTo(User user)
    {
        user.IsPrivate = IsPrivate ?? user.IsPrivate;
        user.WhoCanComment = WhoCanComment ?? user.WhoCanComment;
        user.WhoCanMention = WhoCanMention ?? user.WhoCanMention;
        user.HidesLikes = HidesLikes ?? user.HidesLikes;
        user.ShowExifByDefault = ShowExifByDefault ?? user.ShowExifByDefault;
        user.EmailNotifications = EmailNotifications ?? user.EmailNotifications;
        user.PushNotifications = PushNotifications ?? user.PushNotifications;
    }
}
