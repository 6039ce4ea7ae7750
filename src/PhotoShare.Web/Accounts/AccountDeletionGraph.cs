using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>
    /// Deletes your account and all that is yours: posts, photos and their bytes, comments with the replies to them, likes, follows, sessions
    /// and access tokens. It cannot be undone.
    /// </summary>
    [SignedIn]
    public static Task<DeleteAccountPayload> DeleteAccount(IResolveFieldContext field, [FromServices] AccountDeletion deletion, [Me] Viewer me, DeleteAccountInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var door = SignInDoor.Of(field, null);
            door.Attempt();
            await deletion.Delete(me, input.Password, ct);
            await door.Leave();
            return new DeleteAccountPayload { DeletedUserId = new GlobalId(UserNode.Type, me.Required) };
        });
}

/// <summary>Confirms that an account is to be deleted.</summary>
public sealed class DeleteAccountInput : MutationInput
{
    /// <summary>Your password.</summary>
    public required string Password { get; init; }
}

/// <summary>What deleteAccount answers.</summary>
[Refuses(typeof(ValidationError), typeof(ForbiddenError), typeof(RateLimitedError))]
public sealed class DeleteAccountPayload : Payload
{
    /// <summary>The id that names a person no longer.</summary>
    public GlobalId? DeletedUserId { get; init; }
}
