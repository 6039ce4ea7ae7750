using GraphQL;
using GraphQL.DataLoader;

namespace PhotoShare.Web;

partial class UserNode
{
    /// <summary>How many people follow them.</summary>
    public IDataLoaderResult<int> FollowerCount([FromServices] FollowerCounts counts, [Me] Viewer me) => counts.Load(me, user.Id);

    /// <summary>How many people they follow.</summary>
    public IDataLoaderResult<int> FollowingCount([FromServices] FollowingCounts counts, [Me] Viewer me) => counts.Load(me, user.Id);

    /// <summary>Whether you follow them, or have asked to.</summary>
    public IDataLoaderResult<FollowStatus> ViewerFollowStatus([FromServices] StandingToUser standing, [Me] Viewer me) => standing.Load(me, user.Id).Then(of => of.Follows);

    /// <summary>Whether they follow you.</summary>
    public IDataLoaderResult<bool> FollowsViewer([FromServices] StandingToUser standing, [Me] Viewer me) => standing.Load(me, user.Id).Then(of => of.IsFollower);

    /// <summary>The people who follow them, the latest first, as far as you may know.</summary>
    public IDataLoaderResult<FollowersConnection> Followers([FromServices] FollowersOfUser followers, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        followers.Load(me, user.Id, PageRequest.Of(first, after, last, before)).Then(page => new FollowersConnection(page));

    /// <summary>The people whom they follow, the latest first, as far as you may know.</summary>
    public IDataLoaderResult<FollowingConnection> Following([FromServices] FollowingOfUser following, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        following.Load(me, user.Id, PageRequest.Of(first, after, last, before)).Then(page => new FollowingConnection(page));

    /// <summary>The people whom you follow who follow them, the latest first.</summary>
    public IDataLoaderResult<FollowersConnection> MutualFollowers([FromServices] MutualFollowersOfUser followers, [Me] Viewer me, int? first, string? after) =>
        followers.Load(me, user.Id, PageRequest.Of(first, after, null, null)).Then(page => new FollowersConnection(page));
}

partial class ViewerNode
{
    /// <summary>The people who have asked to follow you, the latest first.</summary>
    public IDataLoaderResult<FollowersConnection> FollowRequests([FromServices] RequestsOfUser requests, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        requests.Load(me, user.Id, PageRequest.Of(first, after, last, before)).Then(page => new FollowersConnection(page));
}

/// <summary>People who follow somebody.</summary>
public sealed class FollowersConnection(RowPage<FollowOfPerson> page)
    : CountedConnection<FollowOfPerson, FollowersEdge, UserNode>(page, (follow, cursor) => new FollowersEdge(follow, cursor), edge => edge.Node);

/// <summary>Somebody who follows somebody.</summary>
public sealed class FollowersEdge(FollowOfPerson follow, string cursor)
{
    /// <summary>The place in the list.</summary>
    public string Cursor => cursor;

    /// <summary>Who follows.</summary>
    public UserNode Node { get; } = new(follow.Person);

    /// <summary>Since when, or when they asked to.</summary>
    public DateTime FollowedAt => follow.At;
}

/// <summary>People whom somebody follows; or blocked, or muted.</summary>
public sealed class FollowingConnection(RowPage<FollowOfPerson> page)
    : CountedConnection<FollowOfPerson, FollowingEdge, UserNode>(page, (follow, cursor) => new FollowingEdge(follow, cursor), edge => edge.Node);

/// <summary>Somebody whom somebody follows; or blocked, or muted.</summary>
public sealed class FollowingEdge(FollowOfPerson follow, string cursor)
{
    /// <summary>The place in the list.</summary>
    public string Cursor => cursor;

    /// <summary>Whom.</summary>
    public UserNode Node { get; } = new(follow.Person);

    /// <summary>Since when.</summary>
    public DateTime FollowedAt => follow.At;
}
