using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>
    /// Deletes your account and all that is yours: posts, photos and their bytes, comments with the replies to them, likes, follows, sessions
    /// and access tokens. Nobody sees any of it from now on; where the instance has a grace period, all is as before if you sign in again before
    /// deletedAt. In a browser it takes a session that was confirmed within a quarter of an hour (confirmSession); where signing in takes a code, an
    /// access token does not do.
    /// </summary>
    [SignedIn, Unscoped]
    public static Task<DeleteAccountPayload> DeleteAccount(IResolveFieldContext field, [FromServices] AccountDeletion deletion, [FromServices] TwoFactor twoFactor, [Me] Viewer me, DeleteAccountInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var door = SignInDoor.Of(field, null);
            await door.Attempt(ct);
            await field.RequireConfirmed(ct, orToken: !await twoFactor.IsOn(me, ct));
            var farewell = await deletion.Ask(me, input.Password, Languages.Current.Name, ct);
            await door.Leave();
            var site = GraphContext.Of(field).Site;
            return new DeleteAccountPayload { DeletedUserId = new GlobalId(UserNode.Type, me.Required), DeletedAt = farewell.DueAt, ReceiptUrl = new Uri(site, $"/goodbye/{farewell.Secret}") };
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

    /// <summary>From when on nothing of it can be brought back.</summary>
    public DateTime? DeletedAt { get; init; }

    /// <summary>The page that has a signed receipt then, to be fetched once. Whoever has the address has the receipt.</summary>
    public Uri? ReceiptUrl { get; init; }
}
