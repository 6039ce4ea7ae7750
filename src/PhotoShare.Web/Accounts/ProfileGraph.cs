using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>Changes what others see of you. What is left out stays; an empty text clears it.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<UpdateProfilePayload> UpdateProfile([FromServices] Accounts accounts, [Me] Viewer me, UpdateProfileInput input, CancellationToken ct) =>
        Payload.Of(input, async () => new UpdateProfilePayload { User = new UserNode(await accounts.UpdateProfile(me, input.DisplayName, input.Bio, input.AvatarKey, ct)) });
}

/// <summary>What to change of the profile.</summary>
public sealed class UpdateProfileInput : MutationInput
{
    /// <summary>The name you go by, up to 60 characters.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What you say of yourself, up to 500 characters.</summary>
    public string? Bio { get; init; }

    /// <summary>The photo that stands for you: one of your own that is ready. Everyone who sees you sees it, posted or not. An empty id ("") takes it away.</summary>
    public GlobalId? AvatarPhotoId { get; init; }

    internal Guid? AvatarKey => AvatarPhotoId is not { } id ? null : id.Text.Length == 0 ? Guid.Empty : id.KeyOf(PhotoNode.Type, "avatarPhotoId");
}

/// <summary>What updateProfile answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ConflictError))]
public sealed class UpdateProfilePayload : Payload
{
    /// <summary>You, as others see you now.</summary>
    public UserNode? User { get; init; }
}
