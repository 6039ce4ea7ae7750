namespace PhotoShare.Web;

/// <summary>GraphQL over WebSocket (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md): the handshake.</summary>
sealed class SocketTransport(
    GraphRunner runner, SocketFrames frames, UnexpectedErrors unexpected, GraphLimits limits, Connections connections, Drain drain)
{
    const string Protocol = "graphql-transport-ws";

    public async Task Accept(HttpContext http)
    {
        if (!Origins.IsOwn(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (drain.HasBegun)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        using var connection = connections.Open(http.Connection.RemoteIpAddress);
        if (connection is null)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        var known = http.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(known ? Protocol : null);
        await RequestScope.Release(http);
        using var sender = new SocketSender(socket, limits);
        if (known)
        {
            using var session = new SocketSession(socket, http, sender, connection, new SocketOperations(http, runner, frames, unexpected, limits), frames, connections, limits);
            await session.Run(drain.Over);
        }
        else
        {
            // A browser's script sees a close code, but not the status of a refused handshake.
            sender.Close(4406, "Subprotocol not acceptable");
            await sender.Run(http.RequestAborted);
        }
    }
}
