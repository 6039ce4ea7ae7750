namespace PhotoShare.Tests;

/// <summary>A connection of the schema with something in it: how it is asked for, and how items come and go.</summary>
/// <param name="Reader">Who reads.</param>
/// <param name="Around">The query around it, <c>@</c> where the connection stands: <c>node(id: "…") { ... on User { @ } }</c>.</param>
/// <param name="Field">The connection's field.</param>
/// <param name="Add">Makes an item and gives its node id.</param>
/// <param name="Remove">Takes the item of a node id away; <c>null</c> where that cannot be.</param>
sealed record ListWorld(Person Reader, string Around, string Field, Func<Task<string>> Add, Func<string, Task>? Remove)
{
    /// <summary>Arguments beside those of a page, e.g. <c>order: RECENT</c>.</summary>
    public string Arguments { get; init; } = "";

    public bool OldestFirst { get; init; }
    public bool ForwardOnly { get; init; }

    /// <summary>Where the connection is in an answer.</summary>
    public string Path => string.Join('.', Around.Split('@')[0].Split('{', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(part => !part.StartsWith("...", StringComparison.Ordinal)).Select(part => part.Split('(', ':', ' ')[0]).Append("list"));

    /// <summary>The whole query.</summary>
    public string Query(string arguments, string selection) => $"{{ {Around.Replace("@", $"list: {Field}({arguments} {Arguments}) {{ {selection} }}", StringComparison.Ordinal)} }}";
}
