using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class HashtagNode
{
    /// <summary>Whether you follow it: its public posts are in your feed.</summary>
    public IDataLoaderResult<bool> ViewerIsFollowing([FromServices] ViewerHashtagFollows follows, [Me] Viewer me) => follows.Load(me, name);
}

partial class Mutation
{
    /// <summary>Follows a hashtag: its public posts are in your feed from now on. To follow twice is to follow.</summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<FollowHashtagPayload> FollowHashtag([FromServices] HashtagFollows follows, [Me] Viewer me, FollowHashtagInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var name = input.HashtagId.NameOf(HashtagNode.Type, "hashtagId");
            await follows.Follow(me, name, ct);
            return new FollowHashtagPayload { Hashtag = new HashtagNode(name) };
        });

    /// <summary>Follows a hashtag no longer.</summary>
    [SignedIn, Scoped(Scope.Follow)]
    public static Task<UnfollowHashtagPayload> UnfollowHashtag([FromServices] HashtagFollows follows, [Me] Viewer me, UnfollowHashtagInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var name = input.HashtagId.NameOf(HashtagNode.Type, "hashtagId");
            await follows.Unfollow(me, name, ct);
            return new UnfollowHashtagPayload { Hashtag = new HashtagNode(name) };
        });
}

/// <summary>Which hashtag to follow.</summary>
public sealed class FollowHashtagInput : MutationInput
{
    /// <summary>The hashtag's id.</summary>
    public required GlobalId HashtagId { get; init; }
}

/// <summary>What followHashtag answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class FollowHashtagPayload : Payload
{
    /// <summary>The hashtag, which you follow now.</summary>
    public HashtagNode? Hashtag { get; init; }
}

/// <summary>Which hashtag to follow no longer.</summary>
public sealed class UnfollowHashtagInput : MutationInput
{
    /// <summary>The hashtag's id.</summary>
    public required GlobalId HashtagId { get; init; }
}

/// <summary>What unfollowHashtag answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class UnfollowHashtagPayload : Payload
{
    /// <summary>The hashtag, which you do not follow now.</summary>
    public HashtagNode? Hashtag { get; init; }
}

/// <summary>Whether the viewer follows a hashtag.</summary>
public sealed class ViewerHashtagFollows(IDbContextFactory<PhotoShareDb> databases) : RowLoader<string, bool>(databases, async (db, viewer, names, ct) =>
    viewer.Id is not { } me ? new Dictionary<string, bool>()
    : await db.HashtagFollows.Where(f => f.UserId == me && names.Contains(f.Name)).ToDictionaryAsync(f => f.Name, _ => true, ct), false);
