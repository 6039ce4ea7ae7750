using GraphQL.Types;

namespace PhotoShare.Web;

/// <summary>The one address of the graph: finds the transport that a request speaks.</summary>
sealed class GraphEndpoint(HttpTransport http, SseTransport sse, SocketTransport sockets, ISchema schema, GraphLimits limits)
{
    static readonly BadRequest Foreign = new(StatusCodes.Status403Forbidden, "A page of another site acts with an access token: Authorization: Bearer. If this is the server's own page, set PhotoShare:PublicUrl to its address.");

    string? sdl;

    public Task Handle(HttpContext context)
    {
        var request = context.Request;
        if (context.WebSockets.IsWebSocketRequest) return sockets.Accept(context);
        if (!Origins.Allow(request)) return http.Refuse(context, Negotiation.FormOf(request), Foreign);
        if (HttpMethods.IsGet(request.Method)) return Get(context);
        if (HttpMethods.IsPost(request.Method)) return Post(context);
        if (HttpMethods.IsPut(request.Method)) return sse.Reserve(context);
        if (HttpMethods.IsDelete(request.Method) && SseTransport.TokenOf(request) is { } token)
        {
            sse.Stop(context, token);
            return Task.CompletedTask;
        }
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, POST";
        return Task.CompletedTask;
    }

    Task Get(HttpContext context)
    {
        var request = context.Request;
        if (request.Query.ContainsKey("sdl")) return GiveSchema(context);
        if (Negotiation.FormOf(request) == AnswerForm.EventStream)
            return SseTransport.TokenOf(request) is { } token ? sse.Open(context, token) : sse.AnswerOne(context);
        return Negotiation.TakesHtml(request) && !request.Query.ContainsKey("query") ? Playground.Answer(context) : http.Answer(context);
    }

    Task GiveSchema(HttpContext context)
    {
        if (IntrospectionRule.Allows(limits.Introspection, context.User)) return Results.Text(sdl ??= Sdl.Print(schema), "text/plain; charset=utf-8").ExecuteAsync(context);
        var status = limits.Introspection == IntrospectionPolicy.SignedIn ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
        return http.Refuse(context, AnswerForm.Json, new BadRequest(status, "This server does not show its schema to everybody."));
    }

    Task Post(HttpContext context)
    {
        if (Negotiation.FormOf(context.Request) == AnswerForm.EventStream) return sse.AnswerOne(context);
        return SseTransport.TokenOf(context.Request) is { } token ? sse.Run(context, token) : http.Answer(context);
    }
}
