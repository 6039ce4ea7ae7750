using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class SearchPageTests(House house)
{
    [Fact]
    public async Task People_tags_places_and_posts_are_found_by_one_form_without_script()
    {
        var author = await house.Somebody();
        var word = $"w{Guid.NewGuid():n}"[..12];
        var post = await author.AddPost($"A quiet {word} #{word}", await author.AddQuickPhoto());
        using var visitor = house.Browse();

        Assert.Equal("/search", (await visitor.Get("/explore")).One("form.search:has([name=q])").GetAttribute("action"));
        var byWord = await visitor.Get($"/search?q={word}");
        var byName = await visitor.Get($"/search?q={author.Username}");
        var nothing = await visitor.Get($"/search?q={word}{word}");

        Assert.NotNull(byWord.One($".gallery a[href='/posts/{post}']"));
        Assert.NotNull(byWord.One($".chips a[href='/tags/{word}']"));
        Assert.NotNull(byName.One($".people a[href='/@{author.Username}']"));
        Assert.Contains("Nothing found", nothing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_may_not_see_is_not_found()
    {
        using var visitor = house.Browse();

        var page = await visitor.Get("/search?q=those who follow me");

        Assert.Empty(page.Document.QuerySelectorAll($"a[href='/posts/{house.PrivatePost}']"));
    }

    [Fact]
    public async Task Many_posts_are_found_page_by_page_each_once()
    {
        var author = await house.Somebody();
        var word = $"w{Guid.NewGuid():n}"[..12];
        var posts = new List<Guid>();
        for (var i = 0; i < 26; i++) posts.Add(await author.AddQuickPost($"Number {i} {word}"));
        using var visitor = house.Browse();

        var first = await visitor.Get($"/search?q={word}");
        var second = await visitor.Get(first.One("nav.pager a[rel=next]").GetAttribute("href")!);
        var found = first.Document.QuerySelectorAll(".gallery a").Concat(second.Document.QuerySelectorAll(".gallery a")).Select(link => link.GetAttribute("href")!);

        Assert.Equal(posts.AsEnumerable().Reverse().Select(id => $"/posts/{id}"), found);
        Assert.Null(second.Document.QuerySelector("a[rel=next]"));
        Assert.Contains("not a cursor", (await visitor.Get($"/search?q=other&after={first.One("a[rel=next]").GetAttribute("href")!.Split('=')[^1]}")).One("main [role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_is_too_long_says_so()
    {
        using var visitor = house.Browse();

        var page = await visitor.Get($"/search?q={new string('x', 101)}");

        Assert.Contains("1 to 100 characters", page.One("main [role=alert]").TextContent, StringComparison.Ordinal);
    }
}
