using Xunit;

namespace PhotoShare.Tests;

/// <summary>What a search must not do: show what is hidden, repeat or skip, or take a query for a command.</summary>
[Collection(HouseCollection.Name)]
public sealed class SearchPagingTests(House house)
{
    [Fact]
    public async Task All_kinds_are_paged_together_without_repetition_or_gap_while_others_post()
    {
        var word = $"w{Guid.NewGuid():n}"[..10];
        for (var i = 0; i < 3; i++) await house.SignUp($"{word}{i}");
        for (var i = 0; i < 3; i++) await house.Ann.AddQuickPost($"{word} and #{word}{(char)('a' + i)}");
        for (var i = 0; i < 2; i++) await AddPlace(house.Ann, $"{word} {i}", i);
        var whole = (await house.Bob.Graph(SearchTests.Search, new { query = word, first = 100 })).ShouldSucceed();
        var all = Keys(whole);
        Assert.Equal((11, 11), (all.Count, all.Distinct().Count()));
        foreach (var size in (int[])[1, 2, 3])
        {
            var read = new List<string>();
            string? after = null;
            bool more;
            do
            {
                var page = (await house.Bob.Graph(SearchTests.Search, new { query = word, first = size, after })).ShouldSucceed();
                Assert.Equal(after is not null, page.Is("search.pageInfo.hasPreviousPage"));
                read.AddRange(Keys(page));
                after = page["search.pageInfo.endCursor"];
                more = page.Is("search.pageInfo.hasNextPage");
                // Somebody who fits with a typo: they come among the others, and move none.
                if (size == 2) await house.SignUp($"{word[..9]}{(char)('a' + read.Count)}x");
            }
            while (more);
            Assert.Equal(all, read.Where(key => all.Contains(key)));
            Assert.Equal(read.Count, read.Distinct().Count());
        }
    }

    [Fact]
    public async Task A_search_takes_a_statement_for_each_kind_however_much_it_finds()
    {
        var word = $"w{Guid.NewGuid():n}"[..10];
        for (var i = 0; i < 6; i++) await house.Ann.AddQuickPost($"{word} #{word}{(char)('a' + i)}");
        await house.Bob.Graph(SearchTests.Search, new { query = word, first = 1 });
        var (few, fewStatements) = await SqlCounter.Count(() => house.Bob.Graph(SearchTests.Search, new { query = word, first = 7 }));
        var (many, manyStatements) = await SqlCounter.Count(() => house.Bob.Graph(SearchTests.Search, new { query = word, first = 100 }));

        Assert.Equal((7, 12), (few.ShouldSucceed().List("search.edges").Count, many.ShouldSucceed().List("search.edges").Count));
        Assert.Equal(fewStatements.Count, manyStatements.Count);
    }

    [Fact]
    public async Task What_is_hidden_is_not_found_and_a_block_hides_both_ways()
    {
        var word = $"w{Guid.NewGuid():n}"[..12];
        var hidden = await house.Dora.AddQuickPost($"{word} #{word}");
        await AddPlace(house.Dora, word, 3);
        var blocker = await house.SignUp($"{word}b");
        await blocker.AddQuickPost($"{word} #{word}z");
        await house.Use<Blocks>(blocks => blocks.Block(blocker.Viewer, house.Carol.Viewer.Required, default));

        Assert.Equal(3, (await Types(house.Bob, word)).Count);   // the blocker, their post, its hashtag
        Assert.Equal(3, (await Types(house.Stranger, word)).Count);
        Assert.Empty(await Types(house.Carol, word));
        // Nor does who blocks look for whom they blocked.
        Assert.DoesNotContain(house.Carol.NodeId, Keys((await blocker.Graph(SearchTests.Search, new { query = "carol" })).ShouldSucceed()));
        Assert.Contains("Place", await Types(house.Dora, word));
        Assert.Contains(Belongings.PostId(hidden), Keys((await house.Dora.Graph(SearchTests.Search, new { query = word })).ShouldSucceed()));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("'")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("*")]
    [InlineData("#")]
    [InlineData("@")]
    [InlineData("\\")]
    [InlineData("a\0b")]
    [InlineData("ann OR 1=1")]
    [InlineData("ann AND")]
    [InlineData("NOT ann")]
    [InlineData("NEAR(ann bob, 3)")]
    [InlineData("caption:ann")]
    [InlineData("-ann")]
    [InlineData("^ann")]
    [InlineData("ann*bob*")]
    [InlineData("ann & bob | !carol <-> dora")]
    [InlineData("ann':* | 'bob")]
    [InlineData("'); DROP TABLE users; --")]
    [InlineData("{words}:ann")]
    [InlineData("(((((")]
    [InlineData("🌊")]
    [InlineData("👩‍👩‍👧‍👦 family")]
    [InlineData("𝒜𝓃𝓃")]
    [InlineData("שלום עולם")]
    [InlineData("\u202Eanna\u202C")]
    [InlineData("e\u0301\u0301\u0301\u0301")]
    [InlineData("x*100")]
    [InlineData("x *50")]
    public async Task No_query_is_a_command(string query)
    {
        query = query switch
        {
            "x*100" => new string('x', 100),
            "x *50" => string.Join(' ', Enumerable.Repeat("x", 50)),
            _ => query,
        };
        foreach (var type in (string[])["ALL", "USER", "HASHTAG", "POST", "PLACE"])
            (await house.Bob.Graph(SearchTests.Search, new { query, type })).ShouldSucceed();
    }

    [Fact]
    public async Task Signs_are_no_wildcards()
    {
        foreach (var query in (string[])["%", "_", "*", "%nn", "_nn"])
            Assert.DoesNotContain("ann", (await house.Bob.Graph(SearchTests.Search, new { query, type = "USER", first = 100 })).ShouldSucceed().List("search.edges").Select(edge => edge!["node"]!["username"]!.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\0")]
    [InlineData("x*101")]
    public async Task A_query_has_1_to_100_characters(string query) =>
        (await house.Bob.Graph(SearchTests.Search, new { query = query == "x*101" ? new string('x', 101) : query })).ShouldBeRefused("QUERY", "query");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AQ")]
    [InlineData("")]
    public async Task What_is_no_cursor_is_refused(string after) =>
        (await house.Bob.Graph(SearchTests.Search, new { query = "ann", after })).ShouldBeRefused("INVALID_CURSOR", "after");

    [Fact]
    public async Task A_cursor_belongs_to_its_search()
    {
        var cursor = (await house.Bob.Graph(SearchTests.Search, new { query = "ann", first = 1 })).ShouldSucceed()["search.edges.0.cursor"];

        (await house.Bob.Graph(SearchTests.Search, new { query = "bob", after = cursor })).ShouldBeRefused("INVALID_CURSOR", "after");
        (await house.Bob.Graph(SearchTests.Search, new { query = "ann", type = "POST", after = cursor })).ShouldBeRefused("INVALID_CURSOR", "after");
    }

    static async Task AddPlace(Person author, string name, double latitude)
    {
        var photo = await author.AddQuickPhoto();
        await author.House.Use<Posts>(posts => posts.Create(author.Viewer, [photo], null, Visibility.Public, null, true, PlaceChoice.Of(new NewPlace(name, latitude, 0)), null, default));
    }

    static async Task<IReadOnlyList<string>> Types(Person who, string query) =>
        [.. (await who.Graph(SearchTests.Search, new { query })).ShouldSucceed().List("search.edges").Select(edge => edge!["node"]!["__typename"]!.ToString())];

    static List<string> Keys(GraphAnswer answer) => [.. answer.List("search.edges").Select(edge => edge!["node"]!["id"]!.ToString())];
}
