using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>What one request says of itself beside its document. GraphQL.NET carries it as the user context.</summary>
/// <param name="http">The request, for a resolver that answers a cookie; <c>null</c> once the response has begun (WebSocket, event stream).</param>
/// <param name="allows">Which kinds of operation the transport and method take.</param>
public sealed class GraphContext(HttpContext? http, Func<OperationType, bool> allows) : Dictionary<string, object?>
{
    public HttpContext? Http => http;

    public bool Allows(OperationType kind) => allows(kind);
}
