using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>
    /// Blocks somebody: neither of you sees the other's posts, comments or likes, nor can follow, like or comment; you are not there for
    /// them. It ends what either follows of the other. They are not told.
    /// </summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<BlockUserPayload> BlockUser([FromServices] Blocks blocks, [FromServices] PhotoShareDb db, [Me] Viewer me, BlockUserInput input, CancellationToken ct) =>
        Change<BlockUserPayload>(input, db, me, key => blocks.Block(me, key, ct), ct);

    /// <summary>Takes a block back. What it ended stays ended.</summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<UnblockUserPayload> UnblockUser([FromServices] Blocks blocks, [FromServices] PhotoShareDb db, [Me] Viewer me, UnblockUserInput input, CancellationToken ct) =>
        Change<UnblockUserPayload>(input, db, me, key => blocks.Unblock(me, key, ct), ct);

    /// <summary>Keeps somebody out of your feed and your notifications. They are not told.</summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<MuteUserPayload> MuteUser([FromServices] Blocks blocks, [FromServices] PhotoShareDb db, [Me] Viewer me, MuteUserInput input, CancellationToken ct) =>
        Change<MuteUserPayload>(input, db, me, key => blocks.Mute(me, key, ct), ct);

    /// <summary>Takes a mute back.</summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<UnmuteUserPayload> UnmuteUser([FromServices] Blocks blocks, [FromServices] PhotoShareDb db, [Me] Viewer me, UnmuteUserInput input, CancellationToken ct) =>
        Change<UnmuteUserPayload>(input, db, me, key => blocks.Unmute(me, key, ct), ct);

    /// <summary>
    /// Restricts somebody: their comments under your posts, also those that are there, are seen by the two of you alone until you approve
    /// one, and you are not notified of what they do. They are not told.
    /// </summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<RestrictUserPayload> RestrictUser([FromServices] Blocks blocks, [FromServices] PhotoShareDb db, [Me] Viewer me, RestrictUserInput input, CancellationToken ct) =>
        Change<RestrictUserPayload>(input, db, me, key => blocks.Restrict(me, key, ct), ct);

    /// <summary>Takes a restriction back. What they said meanwhile everybody sees.</summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<UnrestrictUserPayload> UnrestrictUser([FromServices] Blocks blocks, [FromServices] PhotoShareDb db, [Me] Viewer me, UnrestrictUserInput input, CancellationToken ct) =>
        Change<UnrestrictUserPayload>(input, db, me, key => blocks.Unrestrict(me, key, ct), ct);
}

/// <summary>Whom to block.</summary>
public sealed class BlockUserInput : UserInput;

/// <summary>What blockUser answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class BlockUserPayload : UserPayload;

/// <summary>Whom to block no longer.</summary>
public sealed class UnblockUserInput : UserInput;

/// <summary>What unblockUser answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class UnblockUserPayload : UserPayload;

/// <summary>Whom to mute.</summary>
public sealed class MuteUserInput : UserInput;

/// <summary>What muteUser answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class MuteUserPayload : UserPayload;

/// <summary>Whom to mute no longer.</summary>
public sealed class UnmuteUserInput : UserInput;

/// <summary>What unmuteUser answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class UnmuteUserPayload : UserPayload;

/// <summary>Whom to restrict.</summary>
public sealed class RestrictUserInput : UserInput;

/// <summary>What restrictUser answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class RestrictUserPayload : UserPayload;

/// <summary>Whom to restrict no longer.</summary>
public sealed class UnrestrictUserInput : UserInput;

/// <summary>What unrestrictUser answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class UnrestrictUserPayload : UserPayload;
