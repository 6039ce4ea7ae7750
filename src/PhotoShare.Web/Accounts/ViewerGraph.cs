using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>What only the signed-in person may see.</summary>
public sealed partial class ViewerNode(User user)
{
    /// <summary>You, as others see you.</summary>
    public UserNode User => new(user);

    /// <summary>Your e-mail address.</summary>
    [Scoped(Scope.Email)]
    public Task<string> Email([FromServices] Accounts accounts, [Me] Viewer me, CancellationToken ct) => accounts.EmailOf(me, user, ct);

    /// <summary>Whether you showed that the address is yours.</summary>
    [Scoped(Scope.Email)]
    public bool EmailConfirmed => user.EmailConfirmed;

    /// <summary>What you have chosen.</summary>
    public ViewerSettings Settings => new(user);

    /// <summary>Your personal access tokens, the newest first.</summary>
    public IDataLoaderResult<IEnumerable<AccessTokenNode>> AccessTokens([FromServices] AccessTokensOfUser tokens, [Me] Viewer me) =>
        tokens.Load(me, user.Id).Then(rows => rows.Select(token => new AccessTokenNode(token)));
}

/// <summary>A personal access token: a key to the API for a program of your own. Its text is shown once, when it is made.</summary>
[Name("AccessToken"), Unscoped]
public sealed class AccessTokenNode(AccessToken token)
{
    internal const string Type = "AccessToken";

    /// <summary>Names it for revokeAccessToken.</summary>
    public GlobalId Id => new(Type, token.Id);

    /// <summary>What you call it.</summary>
    public string Name => token.Name;

    /// <summary>What it may do; null for all that you may.</summary>
    public IEnumerable<Scope>? Scopes => token.Scopes?.Each;

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt => token.CreatedAt;

    /// <summary>When it was last used, to the minute; null if never.</summary>
    public DateTime? LastUsedAt => token.LastUsedAt;
}

partial class Query
{
    /// <summary>The signed-in person; null for a visitor.</summary>
    public static IDataLoaderResult<ViewerNode?> Viewer([FromServices] AccountById accounts, [Me] Viewer me) =>
        me.Id is { } id ? accounts.Load(me, id).Then(user => user is null ? null : new ViewerNode(user)) : LoaderResults.Ready<ViewerNode?>(null);
}

/// <summary>All of somebody's row, for what is theirs alone.</summary>
public sealed class AccountById(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, User?>(databases, Query, null)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, User?>> Query = new((db, viewer, ids) =>
        db.Users.VisibleTo(viewer).Where(u => ids.Contains(u.Id)).Select(u => new Keyed<Guid, User?>(u.Id, u)));
}

public sealed class AccessTokensOfUser(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, IReadOnlyList<AccessToken>>(databases, async (db, viewer, ids, ct) =>
    (await db.AccessTokens.VisibleTo(viewer).Where(t => ids.Contains(t.UserId)).OrderByDescending(t => t.Id).ToListAsync(ct))
        .GroupBy(t => t.UserId).ToDictionary(t => t.Key, IReadOnlyList<AccessToken> (t) => [.. t]), []);
