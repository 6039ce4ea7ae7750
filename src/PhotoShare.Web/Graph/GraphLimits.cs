namespace PhotoShare.Web;

/// <summary>
/// Bounds on what a client may ask: section <c>PhotoShare:Graph</c> of the configuration. The same on every transport.
/// An operation over a bound is refused whole, before any resolver runs.
/// </summary>
public sealed class GraphLimits
{
    /// <summary>Bytes of a request's JSON, after decompression. Files of a multipart request are counted apart.</summary>
    public int BodyBytes { get; set; } = 1024 * 1024;

    /// <summary>UTF-8 bytes of a GraphQL document.</summary>
    public int DocumentBytes { get; set; } = 64 * 1024;

    /// <summary>Lexical tokens of a document, comments included.</summary>
    public int Tokens { get; set; } = 5_000;

    /// <summary>Brackets of any kind open at once; keeps the parser's recursion shallow.</summary>
    public int Nesting { get; set; } = 40;

    /// <summary>Fields within fields. Introspection has a bound of its own.</summary>
    public int Depth { get; set; } = 12;

    /// <summary>Fields, spreads and inline fragments of an operation, with every named fragment counted where it is spread.</summary>
    public int Selections { get; set; } = 1_000;

    /// <summary>Times that an operation asks for a field where it has asked for it already, by itself or in another fragment. Finding out whether such fields agree takes quadratic time.</summary>
    public int Repetitions { get; set; } = 250;

    /// <summary>Aliased fields in a document.</summary>
    public int Aliases { get; set; } = 30;

    /// <summary>Times that one operation may ask for the same root field.</summary>
    public int SameRootField { get; set; } = 5;

    /// <summary>Directives in a document.</summary>
    public int Directives { get; set; } = 50;

    /// <summary>Times that a field may lie within itself, e.g. <c>author { posts { author { posts } } }</c> is 2.</summary>
    public int FieldCycle { get; set; } = 3;

    /// <summary>Points that one operation may cost, as @cost and @listSize in the schema have it.</summary>
    public int OperationCost { get; set; } = 5_000;

    /// <summary>Points that a signed-in person may spend in a minute; on each server, unless they share a Redis.</summary>
    public int CostPerMinute { get; set; } = 50_000;

    /// <summary>Points that all who are not signed in may spend in a minute from one address (IPv6: one /64).</summary>
    public int CostPerMinuteOfAddress { get; set; } = 20_000;

    /// <summary>How long a query, a mutation, or one event of a subscription may take.</summary>
    public TimeSpan Execution { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a subscription that resumes looks for what no hint told it of: of another server, or in a moment when hints were lost.</summary>
    public TimeSpan LiveLook { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Characters of documents kept parsed and validated.</summary>
    public int CachedCharacters { get; set; } = 4_000_000;

    /// <summary>Characters of documents kept as automatic persisted queries.</summary>
    public int PersistedCharacters { get; set; } = 4_000_000;

    /// <summary>Whether nothing runs but the documents that the server has in itself, those of <c>schema/operations</c>.</summary>
    public bool TrustedDocumentsOnly { get; set; }

    /// <summary>Who may ask for the schema: <c>Everyone</c>, <c>SignedIn</c> or <c>Nobody</c>.</summary>
    public IntrospectionPolicy Introspection { get; set; }

    /// <summary>Bytes of one WebSocket message from a client.</summary>
    public int SocketMessageBytes { get; set; } = 64 * 1024;

    /// <summary>Operations that run at once on one WebSocket or one event stream.</summary>
    public int ConnectionOperations { get; set; } = 50;

    /// <summary>WebSockets and event streams that one person may have open at once.</summary>
    public int ConnectionsPerUser { get; set; } = 50;

    /// <summary>WebSockets and event streams that may be open at once from one address, whoever opened them.</summary>
    public int ConnectionsPerAddress { get; set; } = 500;

    /// <summary>How often it is looked whether those who opened a WebSocket or an event stream may still have it: the longest that a revoked or expired token is served there.</summary>
    public TimeSpan CredentialCheck { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes that may wait for one client; one that falls further behind is closed.</summary>
    public int SendQueueBytes { get; set; } = 1024 * 1024;

    /// <summary>How long a WebSocket may wait for <c>connection_init</c>, and a reserved event stream for its client.</summary>
    public TimeSpan ConnectionInit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a quiet event stream carries a comment, so that proxies keep it open.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(12);
}
