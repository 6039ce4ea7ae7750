using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>Follows a public account at once; asks a private one.</summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<FollowUserPayload> FollowUser([FromServices] Follows follows, [FromServices] PhotoShareDb db, [Me] Viewer me, FollowUserInput input, CancellationToken ct) =>
        Change<FollowUserPayload>(input, db, me, key => follows.Follow(me, key, ct), ct);

    /// <summary>Stops following, or takes the request back.</summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<UnfollowUserPayload> UnfollowUser([FromServices] Follows follows, [FromServices] PhotoShareDb db, [Me] Viewer me, UnfollowUserInput input, CancellationToken ct) =>
        Change<UnfollowUserPayload>(input, db, me, key => follows.Unfollow(me, key, ct), ct);

    /// <summary>Says yes to somebody who asked to follow you.</summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<AcceptFollowRequestPayload> AcceptFollowRequest([FromServices] Follows follows, [FromServices] PhotoShareDb db, [Me] Viewer me, AcceptFollowRequestInput input, CancellationToken ct) =>
        Change<AcceptFollowRequestPayload>(input, db, me, key => follows.Accept(me, key, ct), ct);

    /// <summary>Says no to somebody who asked to follow you. They are not told.</summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<DeclineFollowRequestPayload> DeclineFollowRequest([FromServices] Follows follows, [FromServices] PhotoShareDb db, [Me] Viewer me, DeclineFollowRequestInput input, CancellationToken ct) =>
        Change<DeclineFollowRequestPayload>(input, db, me, key => follows.Decline(me, key, ct), ct);

    /// <summary>Makes somebody no longer follow you. They are not told.</summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<RemoveFollowerPayload> RemoveFollower([FromServices] Follows follows, [FromServices] PhotoShareDb db, [Me] Viewer me, RemoveFollowerInput input, CancellationToken ct) =>
        Change<RemoveFollowerPayload>(input, db, me, key => follows.RemoveFollower(me, key, ct), ct);

    static Task<T> Change<T>(UserInput input, PhotoShareDb db, Viewer me, Func<Guid, Task> useCase, CancellationToken ct) where T : UserPayload, new() =>
        Payload.Of(input, async () =>
        {
            var key = input.UserId.KeyOf(UserNode.Type, "userId");
            await useCase(key);
            return new T { User = await db.Users.VisibleTo(me).SingleOrDefaultAsync(u => u.Id == key, ct) is { } user ? new UserNode(user) : null };
        });
}

/// <summary>What names a person.</summary>
public abstract class UserInput : MutationInput
{
    /// <summary>The person's id.</summary>
    public required GlobalId UserId { get; init; }
}

/// <summary>What answers a person.</summary>
public abstract class UserPayload : Payload
{
    /// <summary>The person, as things stand between you now.</summary>
    public UserNode? User { get; init; }
}

/// <summary>Whom to follow.</summary>
public sealed class FollowUserInput : UserInput;

/// <summary>What followUser answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ForbiddenError))]
public sealed class FollowUserPayload : UserPayload;

/// <summary>Whom to follow no longer.</summary>
public sealed class UnfollowUserInput : UserInput;

/// <summary>What unfollowUser answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class UnfollowUserPayload : UserPayload;

/// <summary>Whom to let follow.</summary>
public sealed class AcceptFollowRequestInput : UserInput;

/// <summary>What acceptFollowRequest answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class AcceptFollowRequestPayload : UserPayload;

/// <summary>Whom not to let follow.</summary>
public sealed class DeclineFollowRequestInput : UserInput;

/// <summary>What declineFollowRequest answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class DeclineFollowRequestPayload : UserPayload;

/// <summary>Who is to follow no longer.</summary>
public sealed class RemoveFollowerInput : UserInput;

/// <summary>What removeFollower answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class RemoveFollowerPayload : UserPayload;
