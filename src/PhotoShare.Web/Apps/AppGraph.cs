using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class ViewerNode
{
    /// <summary>The apps that you let in, the latest first.</summary>
    [Unscoped]
    public IDataLoaderResult<IEnumerable<AuthorizedAppNode>> AuthorizedApps([FromServices] GrantedAppsOfUser apps, [Me] Viewer me) =>
        apps.Load(me, user.Id).Then(rows => rows.Select(app => new AuthorizedAppNode(app)));
}

/// <summary>An app that you let act for you.</summary>
[Name("AuthorizedApp"), Unscoped]
public sealed class AuthorizedAppNode(GrantedApp app)
{
    internal const string Type = "AuthorizedApp";

    /// <summary>Names it for revokeApp.</summary>
    public GlobalId Id => new(Type, app.Id);

    /// <summary>What it calls itself.</summary>
    public string Name => app.Name;

    /// <summary>Where to read about it; null if nowhere.</summary>
    public Uri? Website => app.Website is { } website ? new Uri(website) : null;

    /// <summary>What it may do, in the words of OAuth, e.g. read.</summary>
    public IEnumerable<string> Scopes => app.ScopeNames;

    /// <summary>Since when.</summary>
    public DateTime CreatedAt => app.Since;

    /// <summary>When it was last here for you, to the minute; null if never.</summary>
    public DateTime? LastUsedAt => app.LastUsedAt;
}

partial class Mutation
{
    /// <summary>Puts an app out that you let in. All of its tokens for you end at once, wherever they are.</summary>
    [SignedIn, Unscoped]
    public static Task<RevokeAppPayload> RevokeApp([FromServices] AppGrants grants, [Me] Viewer me, RevokeAppInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await grants.Revoke(me, input.AppId.KeyOf(AuthorizedAppNode.Type, "appId"), ct);
            return new RevokeAppPayload { RevokedAppId = input.AppId };
        });
}

/// <summary>Which app to put out.</summary>
public sealed class RevokeAppInput : MutationInput
{
    /// <summary>The app's id.</summary>
    public required GlobalId AppId { get; init; }
}

/// <summary>What revokeApp answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class RevokeAppPayload : Payload
{
    /// <summary>The id of the app that is out.</summary>
    public GlobalId? RevokedAppId { get; init; }
}

public sealed class GrantedAppsOfUser(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, IReadOnlyList<GrantedApp>>(databases, async (db, viewer, _, ct) =>
    new Dictionary<Guid, IReadOnlyList<GrantedApp>> { [viewer.Required] = await db.GrantedApps(viewer, ct) }, []);
