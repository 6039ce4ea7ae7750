using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A connection read page by page, from its beginning and from its end, by a query that takes its arguments as variables.</summary>
/// <param name="path">Where the connection is in the answer.</param>
/// <param name="field">What tells its nodes apart, one character each.</param>
sealed class PagedList(Person reader, string query, string path, string field, object variables)
{
    /// <summary>It has these in this order, in pages of a size, in both directions, and each page knows what surrounds it.</summary>
    /// <param name="order">Terms like <c>likeCount DESC</c>.</param>
    public async Task ShouldBe(string expected, int size, params string[] order)
    {
        var terms = new JsonArray([.. order.Select(term => new JsonObject { [term.Split(' ')[0]] = term.Split(' ')[1] })]);
        Assert.Equal(expected, await Read(size, terms, "first", "after", "endCursor", "hasNextPage", "hasPreviousPage", (all, page) => all + page));
        Assert.Equal(expected, await Read(size, terms, "last", "before", "startCursor", "hasPreviousPage", "hasNextPage", (all, page) => page + all));
    }

    async Task<string> Read(int size, JsonArray order, string count, string from, string cursor, string more, string before, Func<string, string, string> add)
    {
        var (read, at) = ("", (string?)null);
        while (true)
        {
            var given = System.Text.Json.JsonSerializer.SerializeToNode(variables)!.AsObject();
            (given["order"], given[count], given[from]) = (order.DeepClone(), size, at);
            var page = (await reader.Graph(query, given)).ShouldSucceed();
            Assert.Equal(at is not null, page.Is($"{path}.pageInfo.{before}"));
            read = add(read, string.Concat(page.Each($"{path}.nodes", field)));
            at = page[$"{path}.pageInfo.{cursor}"];
            if (!page.Is($"{path}.pageInfo.{more}")) return read;
        }
    }
}
