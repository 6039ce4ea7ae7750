using GraphQL;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Http.Features;

namespace PhotoShare.Web;

/// <summary>GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/): queries by GET, queries and mutations by POST.</summary>
sealed class HttpTransport(GraphRunner runner, RequestReader reader, ResultWriter writer)
{
    public async Task Answer(HttpContext http)
    {
        var form = Negotiation.FormOf(http.Request);
        if (form == AnswerForm.None)
        {
            http.Response.StatusCode = StatusCodes.Status406NotAcceptable;
            return;
        }
        try
        {
            var get = HttpMethods.IsGet(http.Request.Method);
            // A link elsewhere makes a browser ask with its cookie and in the link's words; how well the answer compresses would tell of the rest of it (BREACH).
            if (get && http.Features.Get<IHttpsCompressionFeature>() is { } compression) compression.Mode = HttpsCompressionMode.DoNotCompress;
            var request = get ? RequestReader.FromQuery(http.Request.Query) : await reader.FromBody(http.Request);
            var context = new GraphContext(http, answersCookies: true, kind => kind == OperationType.Query || (kind == OperationType.Mutation && !get));
            var result = await runner.Run(request, context, http.RequestServices, http.User, http.RequestAborted);
            await Write(http, form, StatusOf(result, form), result);
        }
        catch (BadRequest bad)
        {
            await Refuse(http, form, bad);
        }
    }

    /// <summary>Answers a request that is none, in the form that was asked for.</summary>
    public Task Refuse(HttpContext http, AnswerForm form, BadRequest bad) =>
        Write(http, form, bad.Status, new ExecutionResult(new ExecutionError(bad.Message) { Code = CodeOf(bad.Status) }));

    public async Task Write(HttpContext http, AnswerForm form, int status, ExecutionResult result)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = Negotiation.ContentTypeOf(form);
        // Answers differ by who asks; a shared cache has no business with them.
        http.Response.Headers.CacheControl = "private, no-store";
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
        if (ScopeRule.LackingIn(result) is { } scopes) http.Response.Headers.WWWAuthenticate = BearerChallenge.InsufficientScope(scopes);
        if (status == StatusCodes.Status405MethodNotAllowed) http.Response.Headers.Allow = "POST";
        if (BudgetSpent.WaitIn(result) is { } seconds) http.Response.Headers.RetryAfter = seconds;
        writer.Write(http.Response.BodyWriter, result);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "UNAUTHENTICATED",
        StatusCodes.Status403Forbidden => "FORBIDDEN",
        _ => "BAD_REQUEST",
    };

    /// <summary>With <c>application/json</c> a well-formed request has 200 whatever became of it, since intermediaries answer in that type too; the newer type tells more.</summary>
    static int StatusOf(ExecutionResult result, AnswerForm form)
    {
        if (result.Executed) return StatusCodes.Status200OK;
        var code = result.Errors?[0].Code;
        if (code == "METHOD_NOT_ALLOWED") return StatusCodes.Status405MethodNotAllowed;
        if (form != AnswerForm.GraphJson) return StatusCodes.Status200OK;
        return code switch
        {
            "UNAUTHENTICATED" => StatusCodes.Status401Unauthorized,
            InsufficientScope.Word => StatusCodes.Status403Forbidden,
            BudgetSpent.RateLimited => StatusCodes.Status429TooManyRequests,
            "TIMEOUT" => StatusCodes.Status503ServiceUnavailable,
            "INTERNAL" => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status400BadRequest,
        };
    }
}
