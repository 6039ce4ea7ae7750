using GraphQL;
using GraphQL.Execution;
using GraphQL.Transport;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>GraphQL over server-sent events (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md), in both of its modes.</summary>
sealed class SseTransport(
    GraphRunner runner, RequestReader reader, HttpTransport plain, EventStreams streams, EventFrames frames, UnexpectedErrors unexpected, GraphLimits limits, Connections connections,
    Drain drain)
{
    public static string? TokenOf(HttpRequest request) =>
        (string?)request.Headers["X-GraphQL-Event-Stream-Token"] ?? (string?)request.Query["token"];

    /// <summary>Distinct connections mode: the response is the stream of this one operation.</summary>
    public async Task AnswerOne(HttpContext http)
    {
        try
        {
            var get = HttpMethods.IsGet(http.Request.Method);
            var request = get ? RequestReader.FromQuery(http.Request.Query) : await reader.FromBody(http.Request);
            // Nothing but a query or a subscription may be set off by a link.
            using var stream = NewStream(http);
            var result = await runner.Run(request, new GraphContext(http, answersCookies: false, kind => !get || kind != OperationType.Mutation), http.RequestServices, http.User, http.RequestAborted);
            if (result is { Executed: false, Errors: [SyntaxError, ..] }) throw BadRequest.Malformed(result.Errors[0].Message);
            await RequestScope.Release(http);
            var carrying = stream.Carry(EventStream.OwnOperation, result, shared: false, stream.Begin(EventStream.OwnOperation)!.Value);
            await Serve(http, stream);
            stream.Dispose();
            await carrying;
        }
        catch (BadRequest bad)
        {
            await plain.Refuse(http, AnswerForm.Json, bad);
        }
    }

    /// <summary>Single connection mode, first step: gives the token of a stream to come.</summary>
    public async Task Reserve(HttpContext http)
    {
        try
        {
            var token = streams.Reserve(NewStream(http));
            http.Response.StatusCode = StatusCodes.Status201Created;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(token, http.RequestAborted);
        }
        catch (BadRequest bad)
        {
            await plain.Refuse(http, AnswerForm.Json, bad);
        }
    }

    /// <summary>Second step: the response is the stream of all operations that come with the token.</summary>
    public async Task Open(HttpContext http, string token)
    {
        if (streams.Find(token, http.Viewer()) is not { } stream)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (!stream.TryOpen())
        {
            http.Response.StatusCode = StatusCodes.Status409Conflict;
            return;
        }
        try
        {
            await RequestScope.Release(http);
            await Serve(http, stream);
        }
        finally
        {
            streams.Forget(token);
        }
    }

    /// <summary>Then: runs an operation whose results go to the stream. Answers 202, or what is wrong with it.</summary>
    public async Task Run(HttpContext http, string token)
    {
        try
        {
            var stream = streams.Find(token, http.Viewer()) ?? throw new BadRequest(StatusCodes.Status404NotFound, "There is no such stream.");
            var request = await reader.FromBody(http.Request);
            if (request.Extensions?.GetValueOrDefault("operationId") is not string { Length: > 0 } id) throw BadRequest.Malformed("extensions.operationId is missing.");
            if (stream.Begin(id) is not { } stop) throw new BadRequest(StatusCodes.Status409Conflict, "An operation with that id is running.");
            await Run(http, stream, request, id, stop);
        }
        catch (BadRequest bad)
        {
            await plain.Refuse(http, AnswerForm.Json, bad);
        }
    }

    async Task Run(HttpContext http, EventStream stream, GraphQLRequest request, string id, CancellationToken stop)
    {
        ExecutionResult result;
        try
        {
            result = await runner.Run(request, new GraphContext(http, answersCookies: false, _ => true), http.RequestServices, http.User, stop);
        }
        catch
        {
            stream.Stop(id);
            throw;
        }
        if (!result.Executed)
        {
            stream.Stop(id);
            await plain.Write(http, AnswerForm.Json, StatusCodes.Status400BadRequest, result);
            return;
        }
        _ = stream.Carry(id, result, shared: true, stop);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    /// <summary>And: stops one.</summary>
    public void Stop(HttpContext http, string token)
    {
        if (streams.Find(token, http.Viewer()) is { } stream && http.Request.Query["operationId"] is [{ Length: > 0 } id]) stream.Stop(id);
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    EventStream NewStream(HttpContext http)
    {
        if (drain.HasBegun) throw new BadRequest(StatusCodes.Status503ServiceUnavailable, "The server is restarting.");
        var connection = connections.Open(http.Connection.RemoteIpAddress) ?? throw TooMany("this address");
        if (connections.TrySignIn(connection, http.User)) return new(limits, frames, unexpected, http.Viewer(), connection);
        connection.Dispose();
        throw TooMany("you");

        static BadRequest TooMany(string whose) => new(StatusCodes.Status429TooManyRequests, $"Too many connections of {whose} are open. Close one, or let one carry several operations.");
    }

    /// <summary>Until the stream ends, the client goes, or the server stops.</summary>
    async Task Serve(HttpContext http, EventStream stream)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, drain.Over);
        try
        {
            await stream.Serve(http.Response, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // A client that leaves, or a server that stops, is how most streams end.
        }
    }
}
