using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A connection in memory: items in the order of their making, and cursors that stay where they are when their item goes. Reads the same page of both.</summary>
sealed class PageModel(ListWorld world, Random chance)
{
    readonly SortedDictionary<int, string> items = [];
    readonly Dictionary<string, int> cursors = [];
    int made;

    public async Task Add()
    {
        var id = await world.Add();
        items.Add(world.OldestFirst ? ++made : -++made, id);
    }

    /// <summary>Something happens: mostly a page is read, now and then an item comes or goes.</summary>
    public Task Step() => chance.Next(10) switch
    {
        0 or 1 when items.Count < 8 => Add(),
        2 when items.Count > 1 && world.Remove is not null => Remove(),
        _ => Read(),
    };

    async Task Remove()
    {
        var (place, id) = items.ElementAt(chance.Next(items.Count));
        await world.Remove!(id);
        items.Remove(place);
    }

    async Task Read()
    {
        var (backward, count) = (!world.ForwardOnly && chance.Next(2) == 0, chance.Next(1, 6));
        var (after, before) = (Cursor(), world.ForwardOnly ? null : Cursor());
        var arguments = $"{(backward ? "last" : "first")}: {count}{Argument("after", after)}{Argument("before", before)}";
        var page = (await world.Reader.Graph(world.Query(arguments, "edges { cursor node { ... on Node { id } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"))).ShouldSucceed();

        var range = items.Keys.Where(place => (after is null || place > cursors[after]) && (before is null || place < cursors[before])).ToList();
        var expected = backward ? range.TakeLast(count).ToList() : range.Take(count).ToList();
        var edges = page.List($"{world.Path}.edges");
        Assert.Equal(expected.Select(place => items[place]), edges.Select(edge => edge!["node"]!["id"]!.ToString()));
        foreach (var (place, edge) in expected.Zip(edges)) cursors[edge!["cursor"]!.ToString()] = place;

        // What is beyond an empty page lies at the cursors that cut it off.
        var next = expected.Count > 0 ? items.Keys.Any(place => place > expected[^1]) : before is not null && items.Keys.Any(place => place >= cursors[before]);
        var previous = expected.Count > 0 ? items.Keys.Any(place => place < expected[0]) : after is not null && items.Keys.Any(place => place <= cursors[after]);
        Assert.Equal(
            (arguments, next, previous, CursorOf(edges, 0), CursorOf(edges, edges.Count - 1)),
            (arguments, page.Is($"{world.Path}.pageInfo.hasNextPage"), page.Is($"{world.Path}.pageInfo.hasPreviousPage"), page[$"{world.Path}.pageInfo.startCursor"], page[$"{world.Path}.pageInfo.endCursor"]));
    }

    static string? CursorOf(IReadOnlyList<JsonNode?> edges, int at) => edges.Count == 0 ? null : edges[at]!["cursor"]!.ToString();

    string? Cursor() => cursors.Count == 0 || chance.Next(2) == 0 ? null : cursors.Keys.ElementAt(chance.Next(cursors.Count));

    static string Argument(string name, string? cursor) => cursor is null ? "" : $", {name}: \"{cursor}\"";
}
