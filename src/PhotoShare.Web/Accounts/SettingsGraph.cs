using GraphQL;

namespace PhotoShare.Web;

/// <summary>What a person has chosen.</summary>
[Name("Settings")]
public sealed class ViewerSettings(User user)
{
    /// <summary>Whether only followers whom you accepted see your posts.</summary>
    public bool IsPrivate => user.IsPrivate;

    /// <summary>Whose comments your posts take.</summary>
    public Audience WhoCanComment => user.WhoCanComment;

    /// <summary>Whose mentions reach you.</summary>
    public Audience WhoCanMention => user.WhoCanMention;

    /// <summary>Whether everybody else is told neither how many like your posts nor who.</summary>
    public bool HidesLikes => user.HidesLikes;

    /// <summary>Whether what the camera wrote is shown with your new photos. Where a photo was taken is never shown.</summary>
    public bool ShowExifByDefault => user.ShowExifByDefault;

    /// <summary>Whether you are told by e-mail.</summary>
    public bool EmailNotifications => user.EmailNotifications;

    /// <summary>Whether you are told on your devices.</summary>
    public bool PushNotifications => user.PushNotifications;
}

partial class Mutation
{
    /// <summary>Changes what you have chosen. What is left out stays. Going public accepts everyone who has asked to follow.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<UpdateSettingsPayload> UpdateSettings([FromServices] Accounts accounts, [Me] Viewer me, UpdateSettingsInput input, CancellationToken ct) =>
        Payload.Of(input, async () => new UpdateSettingsPayload { Viewer = new ViewerNode(await accounts.Choose(me, input.Choices, ct)) });
}

/// <summary>What to choose anew.</summary>
public sealed class UpdateSettingsInput : MutationInput
{
    internal Choices Choices => new()
    {
        IsPrivate = IsPrivate,
        WhoCanComment = WhoCanComment,
        WhoCanMention = WhoCanMention,
        HidesLikes = HidesLikes,
        ShowExifByDefault = ShowExifByDefault,
        EmailNotifications = EmailNotifications,
        PushNotifications = PushNotifications,
    };

    /// <summary>Whether only followers whom you accepted see your posts.</summary>
    public bool? IsPrivate { get; init; }

    /// <summary>Whose comments your posts take. Those that are there stay.</summary>
    public Audience? WhoCanComment { get; init; }

    /// <summary>Whose mentions reach you.</summary>
    public Audience? WhoCanMention { get; init; }

    /// <summary>Whether everybody else is told neither how many like your posts nor who.</summary>
    public bool? HidesLikes { get; init; }

    /// <summary>Whether what the camera wrote is shown with your new photos. Where a photo was taken is never shown.</summary>
    public bool? ShowExifByDefault { get; init; }

    /// <summary>Whether you are told by e-mail.</summary>
    public bool? EmailNotifications { get; init; }

    /// <summary>Whether you are told on your devices.</summary>
    public bool? PushNotifications { get; init; }
}

/// <summary>What updateSettings answers.</summary>
[Refuses(typeof(ValidationError))]
public sealed class UpdateSettingsPayload : Payload
{
    /// <summary>You, with the new settings.</summary>
    public ViewerNode? Viewer { get; init; }
}
