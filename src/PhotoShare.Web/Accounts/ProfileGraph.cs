using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>Changes what others see of you. What is left out stays; an empty text clears it.</summary>
    [SignedIn]
    public static Task<UpdateProfilePayload> UpdateProfile([FromServices] Accounts accounts, [Me] Viewer me, UpdateProfileInput input, CancellationToken ct) =>
        Payload.Of(input, async () => new UpdateProfilePayload { User = new UserNode(await accounts.UpdateProfile(me, input.DisplayName, input.Bio, ct)) });

    /// <summary>Changes what you have chosen. What is left out stays. Going public accepts everyone who has asked to follow.</summary>
    [SignedIn]
    public static Task<UpdateSettingsPayload> UpdateSettings([FromServices] Accounts accounts, [FromServices] PhotoShareDb db, [Me] Viewer me, UpdateSettingsInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var user = input.IsPrivate is { } isPrivate
                ? await accounts.SetPrivate(me, isPrivate, ct)
                : await db.Users.FindAsync([me.Required], ct) ?? throw Refused.Unauthenticated();
            return new UpdateSettingsPayload { Viewer = new ViewerNode(user) };
        });
}

/// <summary>What to change of the profile.</summary>
public sealed class UpdateProfileInput : MutationInput
{
    /// <summary>The name you go by, up to 60 characters.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What you say of yourself, up to 500 characters.</summary>
    public string? Bio { get; init; }
}

/// <summary>What updateProfile answers.</summary>
[Refuses(typeof(ValidationError))]
public sealed class UpdateProfilePayload : Payload
{
    /// <summary>You, as others see you now.</summary>
    public UserNode? User { get; init; }
}

/// <summary>What to choose anew.</summary>
public sealed class UpdateSettingsInput : MutationInput
{
    /// <summary>Whether only followers whom you accepted see your posts.</summary>
    public bool? IsPrivate { get; init; }
}

/// <summary>What updateSettings answers.</summary>
[Refuses(typeof(ValidationError))]
public sealed class UpdateSettingsPayload : Payload
{
    /// <summary>You, with the new settings.</summary>
    public ViewerNode? Viewer { get; init; }
}
