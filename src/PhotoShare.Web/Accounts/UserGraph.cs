using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A person who shares photos.</summary>
[Implements(typeof(INode)), Implements(typeof(IReportable))]
public sealed partial class UserNode(IPerson user) : IReportable
{
    internal const string Type = "User";

    internal Guid Key => user.Id;

    /// <summary>The node's id, unique among all nodes.</summary>
    public GlobalId Id => new(Type, user.Id);

    /// <summary>The name that is in their address and that others mention: 3 to 30 of a–z, digits, dots and underscores.</summary>
    public string Username => user.Username;

    /// <summary>The name they go by, up to 60 characters.</summary>
    public string? DisplayName => user.DisplayName;

    /// <summary>What they say of themselves, up to 500 characters.</summary>
    public string? Bio => user.Bio;

    /// <summary>The bio with its links, names and hashtags linked.</summary>
    public Html? BioHTML => user.Bio is null ? null : new Html(Markup.Html(user.Bio));

    /// <summary>Their page.</summary>
    public Uri Url([Site] Uri site) => new(site, $"@{user.Username}");

    /// <summary>Whether only followers whom they accepted see their posts.</summary>
    public bool IsPrivate => user.IsPrivate;

    /// <summary>When they joined.</summary>
    public DateTime CreatedAt => user.CreatedAt;

    /// <summary>Whether this is you.</summary>
    public bool ViewerIsSelf([Me] Viewer me) => me.Id == user.Id;
}

partial class Query
{
    /// <summary>A person by id or by username; null when there is nobody.</summary>
    /// <param name="by">Which person.</param>
    public static IDataLoaderResult<UserNode?> User([FromServices] UserByName names, [FromServices] UserById users, [Me] Viewer me, UserBy by) =>
        (by.Username is { } name ? names.Load(me, name.ToUpperInvariant()) : users.Load(me, by.Id!.Value.KeyOf(UserNode.Type, "by.id")))
            .Then(user => user is null ? null : new UserNode(user));
}

/// <summary>Which person is meant.</summary>
[OneOf]
public sealed class UserBy
{
    /// <summary>By the node's id.</summary>
    public GlobalId? Id { get; set; }

    /// <summary>By username, in upper or lower case, without @.</summary>
    public string? Username { get; set; }
}

public sealed class UserById(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, IPerson?>(databases, Query, null)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, IPerson?>> Query = new((db, viewer, ids) =>
        db.People.VisibleTo(viewer).Where(p => ids.Contains(p.Id)).Select(p => new Keyed<Guid, IPerson?>(p.Id, p)));
}

public sealed class UserByName(IDbContextFactory<PhotoShareDb> databases) : RowLoader<string, IPerson?>(databases, Query, null)
{
    static readonly CompiledQuery<string, Keyed<string, IPerson?>> Query = new((db, viewer, names) =>
        db.Users.VisibleTo(viewer).Where(u => names.Contains(u.NormalizedUserName!)).Select(u => new Keyed<string, IPerson?>(u.NormalizedUserName!, u)));
}
