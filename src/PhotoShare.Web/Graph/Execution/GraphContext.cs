using System.Security.Claims;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>What one request says of itself beside its document. GraphQL.NET carries it as the user context.</summary>
public sealed class GraphContext : Dictionary<string, object?>
{
    readonly Func<OperationType, bool> allows;
    readonly HttpContext? http;
    Guid? sessionId;
    Asking? asking;

    /// <param name="answersCookies">Whether the response can still set a cookie: not once it has begun, as on a WebSocket or an event stream.</param>
    /// <param name="allows">Which kinds of operation the transport and method take.</param>
    public GraphContext(HttpContext http, bool answersCookies, Func<OperationType, bool> allows)
    {
        this.allows = allows;
        this.http = http;
        AnswersCookies = answersCookies;
        SessionId = http.User.SessionId();
        Site = http.SiteUrl();
    }

    GraphContext(Uri site) => (allows, Site, SignedInAs) = (_ => true, site, Viewer.Unknown);

    /// <summary>In place of the contexts of many, for what does not depend on who they are; see <see cref="Viewer.Unknown"/>.</summary>
    internal static GraphContext OfUnknown(Uri site) => new(site);

    /// <summary>The request that the operation came with; on a WebSocket the one that opened it.</summary>
    public HttpContext Http => http ?? throw new ViewerUnknownException();

    /// <summary>Whether the answer to it can still set a cookie.</summary>
    public bool AnswersCookies { get; }

    /// <summary>The address of this server as its clients see it.</summary>
    public Uri Site { get; }

    /// <summary>Who was signed in or out by this very operation; the fields after it are theirs.</summary>
    public Viewer? SignedInAs { get; set; }

    /// <summary>Who asks, whom every other field is told of: so found out once, unless somebody was signed in or out meanwhile.</summary>
    public Viewer ViewerOf(ClaimsPrincipal? user)
    {
        if (SignedInAs is { } other) return other;
        if (asking is not { } known || known.User != user) asking = known = new(user, user!.Viewer());
        return known.Viewer;
    }

    /// <summary>The browser's session in which the operation runs, or that it began.</summary>
    public Guid? SessionId
    {
        get => http is null ? throw new ViewerUnknownException() : sessionId;
        set => sessionId = value;
    }

    /// <summary>What the operation is called in the document that this server knows beforehand; <c>null</c> for any other, whose name is a stranger's.</summary>
    public string? TrustedName { get; set; }

    /// <summary>What the operation costs, once that is known.</summary>
    internal OperationCost? Cost { get; set; }

    /// <summary>The fields of its objects.</summary>
    internal Selections Selections { get; } = new();

    /// <summary>How fast the events of a subscription are taken.</summary>
    public Pace Pace { get; } = new();

    public bool Allows(OperationType kind) => allows(kind);

    public static GraphContext Of(IResolveFieldContext field) => (GraphContext)field.UserContext;

    /// <summary>One object, so that fields which are resolved side by side see both or neither.</summary>
    sealed record Asking(ClaimsPrincipal? User, Viewer Viewer);
}

/// <summary>A resolver's parameter that is who asks, not an argument of the field.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MeAttribute : GraphQLAttribute
{
    public override void Modify<TParameterType>(ArgumentInformation argumentInformation) =>
        argumentInformation.SetDelegate(static field => GraphContext.Of(field).ViewerOf(field.User));
}

/// <summary>A resolver's parameter that is the address of this server as its clients see it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SiteAttribute : GraphQLAttribute
{
    public override void Modify<TParameterType>(ArgumentInformation argumentInformation) =>
        argumentInformation.SetDelegateWithCast(field => GraphContext.Of(field).Site);
}
