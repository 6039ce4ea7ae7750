namespace PhotoShare.Web;

/// <summary>Which part of a connection is asked for (https://relay.dev/graphql/connections.htm).</summary>
public readonly record struct PageRequest
{
    /// <summary>Items of a page when nobody says how many.</summary>
    public const int Usual = 20;

    /// <summary>Items of a page at most.</summary>
    public const int Most = 100;

    public int Count { get; private init; }
    public bool Backward { get; private init; }
    public string? After { get; private init; }
    public string? Before { get; private init; }

    /// <summary>Refuses both directions at once. Cursors are read where the order is known that they belong to.</summary>
    public static PageRequest Of(int? first, string? after, int? last, string? before)
    {
        if (first is not null && last is not null)
            throw new Refused("PAGE", "Ask for first or for last, not for both.", "last");
        return new PageRequest
        {
            Count = first ?? last ?? Usual,
            Backward = last is not null,
            After = after,
            Before = before,
        };
    }

    /// <summary>Throws for a count out of range; its message ends a sentence that names the argument.</summary>
    internal static void Check(int? count)
    {
        if (count is < 1 or > Most) throw new ArgumentException($"A page has 1 to {Most} items.");
    }
}
