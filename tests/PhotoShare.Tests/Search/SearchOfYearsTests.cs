using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Captions are looked through by windows of time: what that must not change is what is found, and in which order.</summary>
[Collection(HouseCollection.Name)]
public sealed class SearchOfYearsTests(House house)
{
    readonly string word = $"w{Guid.NewGuid():n}"[..12];

    [Fact]
    public async Task Posts_of_many_years_come_in_order_on_pages_of_any_size()
    {
        var author = await house.Somebody();
        var now = DateTime.UtcNow;
        // From each month another kind: together, the other way round, together and more letters behind, one word alone.
        string[] captions = [$"{word} harbour", $"harbour {word}", $"my {word} harbours", $"{word}"];
        var posts = await Add(author, Enumerable.Range(0, 60).Select(i => (now.AddDays(-31 * i), captions[i % 4])));
        List<string> together = [.. posts.Where((_, i) => i % 4 is 0 or 2)], apart = [.. posts.Where((_, i) => i % 4 == 1)];

        foreach (var size in (int[])[7, 40, 100]) Assert.Equal([.. together, .. apart], await Pages($"{word} harbour", size));
        Assert.Equal(together, await Pages($"{word} h", 100, most: together.Count));
        Assert.Equal(posts, await Pages(word, 25));
    }

    [Fact]
    public async Task What_is_seen_is_found_behind_very_many_that_are_not()
    {
        var author = await house.Somebody();
        var now = DateTime.UtcNow;
        await Add(author, Enumerable.Range(0, 300).Select(i => (now.AddHours(-i), $"{word} harbour")), Visibility.Private);
        var seen = await Add(author, Enumerable.Range(0, 3).Select(i => (now.AddYears(-1).AddDays(-i), $"{word} harbour")));
        seen = [.. seen, .. await Add(author, [(now.AddDays(-2), $"harbour of {word}")])];

        Assert.Equal(seen, await Pages($"{word} harbour", 2));
    }

    [Theory]
    [InlineData("ü")]
    [InlineData("𐌰𐌱𐌲")]   // letters that are two halves in UTF-16
    [InlineData("a")]
    [InlineData("日本")]
    public async Task A_word_behind_another_is_found_by_its_beginning_whatever_its_letters(string next)
    {
        var author = await house.Somebody();
        var posts = await Add(author, [(DateTime.UtcNow, $"{next} {word} {next}{next} end")]);

        Assert.Equal(posts, await Pages($"{word} {next}{next}", 5));
        Assert.Equal(posts, await Pages($"{next} {word} {next}", 5));
    }

    Task<List<string>> Add(Person author, IEnumerable<(DateTime At, string Caption)> posts, Visibility visibility = Visibility.Public) => house.Database(async db =>
    {
        var rows = posts.Select(post => new Post { Id = RowId.NextAt(post.At), AuthorId = author.Viewer.Id!.Value, Caption = post.Caption, PublishedAt = post.At, Visibility = visibility }).ToList();
        db.AddRange(rows);
        await db.SaveChangesAsync();
        return rows.ConvertAll(row => Belongings.PostId(row.Id));
    });

    async Task<List<string>> Pages(string query, int size, int most = int.MaxValue)
    {
        var read = new List<string>();
        string? after = null;
        for (var more = true; more && read.Count < most;)
        {
            var page = (await house.Bob.Graph(SearchTests.Search, new { query, type = "POST", first = size, after })).ShouldSucceed();
            Assert.Equal(after is not null, page.Is("search.pageInfo.hasPreviousPage"));
            read.AddRange(page.List("search.edges").Select(edge => edge!["node"]!["id"]!.ToString()));
            (after, more) = (page["search.pageInfo.endCursor"], page.Is("search.pageInfo.hasNextPage"));
        }
        return [.. read.Take(most)];
    }
}
