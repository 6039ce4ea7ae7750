namespace PhotoShare.Web;

/// <summary>Everything that can be watched, over a WebSocket (graphql-transport-ws) or an event stream (graphql-sse).</summary>
public sealed partial class Subscription;
