using System.Net.WebSockets;

namespace PhotoShare.Web;

/// <summary>GraphQL over WebSocket (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md): the handshake.</summary>
sealed class SocketTransport(GraphRunner runner, SocketFrames frames, UnexpectedErrors unexpected, GraphLimits limits, IHostApplicationLifetime lifetime)
{
    const string Protocol = "graphql-transport-ws";

    public async Task Accept(HttpContext http)
    {
        if (!Origins.IsOwn(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (!http.WebSockets.WebSocketRequestedProtocols.Contains(Protocol))
        {
            // A browser's script sees a close code, but not the status of a refused handshake.
            using var unknown = await http.WebSockets.AcceptWebSocketAsync();
            await unknown.CloseAsync((WebSocketCloseStatus)4406, "Subprotocol not acceptable", http.RequestAborted);
            return;
        }
        using var socket = await http.WebSockets.AcceptWebSocketAsync(Protocol);
        using var session = new SocketSession(socket, http, runner, frames, unexpected, limits);
        await session.Run(lifetime.ApplicationStopping);
    }
}
