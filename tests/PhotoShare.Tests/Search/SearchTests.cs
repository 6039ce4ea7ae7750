using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class SearchTests(House house)
{
    internal const string Search = """
        query ($query: String!, $type: SearchType! = ALL, $first: Int, $after: String) {
          search(query: $query, type: $type, first: $first, after: $after) {
            edges { cursor score node { __typename ... on Node { id } ... on User { username } ... on Hashtag { name } ... on Place { place: name } ... on Post { caption author { username } } } }
            pageInfo { hasNextPage hasPreviousPage endCursor }
          }
        }
        """;

    [Theory]
    [InlineData("zacharia")]
    [InlineData("ZACH")]
    [InlineData("@zacharia")]
    [InlineData("zacharai")]    // two letters changed places
    [InlineData("sacharia")]    // the first letter is another
    [InlineData("zakaria")]     // one is missing, one another
    [InlineData("zaharia")]
    [InlineData("löwe")]        // a word of the display name
    [InlineData("LOWE")]
    [InlineData("löve")]
    [InlineData("zacharias low")]
    public async Task People_are_found_by_how_their_names_begin_accents_and_typos_aside(string query)
    {
        await Known("zacharias", "Zacharias Löwenherz");

        Assert.Contains("zacharias", await Usernames(query));
    }

    [Theory]
    [InlineData("zzyzx")]
    [InlineData("harias")]
    [InlineData("zacharias smith")]
    public async Task People_of_another_name_are_not(string query)
    {
        await Known("zacharias", "Zacharias Löwenherz");

        Assert.DoesNotContain("zacharias", await Usernames(query));
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("ana")]
    [InlineData("amn")]
    [InlineData("an")]
    public async Task A_short_name_is_found_with_a_letter_that_is_wrong_missing_or_too_much(string query) => Assert.Contains("ann", await Usernames(query));

    [Fact]
    public async Task Who_is_named_exactly_comes_first_and_typos_last()
    {
        await Known("quentin", "Quentin");
        await Known("quentinius", "Quentinius");
        await Known("quemtin", "Quemtin");
        var found = (await house.Stranger.Graph(Search, new { query = "quentin", type = "USER" })).ShouldSucceed();

        Assert.Equal(["quentin", "quentinius", "quemtin"], found.List("search.edges").Select(edge => edge!["node"]!["username"]!.ToString()));
        Assert.Equal("1", found["search.edges.0.score"]);
        Assert.All(found.Each("search.edges", "score"), score => Assert.InRange(double.Parse(score!, CultureInfo.InvariantCulture), 0, 1));
    }

    [Fact]
    public async Task Who_changes_their_name_is_found_by_the_new_one_only()
    {
        var person = await Known("renamedone", "Wolfgang");
        Assert.Contains(person, await Usernames("wolfgang"));
        await Known(person, "Ferdinand");

        Assert.DoesNotContain(person, await Usernames("wolfgang"));
        Assert.Contains(person, await Usernames("ferdinand"));
    }

    [Theory]
    [InlineData("moonrise", true)]
    [InlineData("Moonri", true)]
    [InlineData("CAFÉ moonrise", true)]
    [InlineData("moonrise cafe", true)]
    [InlineData("evening moonri", true)]
    [InlineData("moonri cafe", false)]     // only the last word may go on
    [InlineData("oonrise", false)]
    [InlineData("moonrise lighthouse", false)]
    [InlineData("שקיעה", true)]
    [InlineData("غروب", true)]
    [InlineData("2026", true)]
    public async Task Captions_are_found_by_all_their_words_of_which_the_last_may_go_on(string query, bool found)
    {
        var post = await OncePost("moonrise", "Moonrise over the café, évening of 3.5.2026 – שקיעה غروب 🌙");

        Assert.Equal(found, (await Ids(house.Bob, query, "POST")).Contains(post));
    }

    [Fact]
    public async Task Words_that_stand_together_come_before_words_apart_and_then_the_newer_post()
    {
        var word = Unique();
        var together = await house.Ann.AddQuickPost($"{word} green boat");
        var apart = await house.Ann.AddQuickPost($"green boat, {word}");
        var later = await house.Ann.AddQuickPost($"a boat and {word} in green");

        Assert.Equal([together, later, apart], await Keys(house.Bob, $"{word} green", "POST", 3));
    }

    [Fact]
    public async Task A_caption_that_changes_or_goes_is_found_no_longer()
    {
        var (before, after) = (Unique(), Unique());
        var post = await house.Ann.AddQuickPost($"Called {before}");
        await house.Use<Posts>(posts => posts.Update(house.Ann.Viewer, post, $"Called {after}", null, null, null, null, default));
        Assert.Empty(await Ids(house.Bob, before, "POST"));
        Assert.Equal([Belongings.PostId(post)], await Ids(house.Bob, after, "POST"));
        await house.Use<Posts>(posts => posts.Delete(house.Ann.Viewer, post, default));

        Assert.Empty(await Ids(house.Bob, after, "POST"));
    }

    [Fact]
    public async Task Hashtags_are_found_by_how_they_begin_with_or_without_their_sign()
    {
        var tag = $"h_{Unique()}";
        await house.Ann.AddQuickPost($"#{tag}sunset and #{tag}");
        foreach (var query in (string[])[tag, $"#{tag}", $"#{tag.ToUpperInvariant()}"])
            Assert.Equal([tag, $"{tag}sunset"], (await house.Bob.Graph(Search, new { query, type = "HASHTAG" })).ShouldSucceed().List("search.edges").Select(edge => edge!["node"]!["name"]!.ToString()));

        Assert.Empty(await Ids(house.Bob, $"#{tag.Replace('_', 'x')}", "HASHTAG"));
        Assert.Empty(await Ids(house.Bob, $"#{tag[..^3]}_", "HASHTAG"));
    }

    [Theory]
    [InlineData("sankt pet")]
    [InlineData("petersin")]
    [InlineData("peterzinsel")]
    [InlineData("SÁNKT")]
    public async Task Places_are_found_by_name(string query)
    {
        await house.Use<Posts>(async posts => await posts.Create(house.Ann.Viewer, [await house.Ann.AddQuickPhoto()], null, Visibility.Public, null, true,
            PlaceChoice.Of(new NewPlace("Sankt Petersinsel", 47.07, 7.14)), null, default));

        Assert.Contains("Sankt Petersinsel", (await house.Bob.Graph(Search, new { query, type = "PLACE" })).ShouldSucceed().List("search.edges").Select(edge => edge!["node"]!["place"]!.ToString()));
    }

    async Task<string> Known(string username, string displayName)
    {
        var known = await house.Database(db => db.Users.Where(u => u.UserName == username).Select(u => (Guid?)u.Id).SingleOrDefaultAsync());
        var person = new Viewer(known ?? (await house.SignUp(username)).Viewer.Required);
        await house.Use<Accounts>(accounts => accounts.UpdateProfile(person, displayName, null, null, default));
        return username;
    }

    async Task<string> OncePost(string word, string caption)
    {
        if (await Ids(house.Ann, word, "POST") is [var known, ..]) return known;
        return Belongings.PostId(await house.Ann.AddQuickPost(caption));
    }

    async Task<IEnumerable<string>> Usernames(string query) =>
        (await house.Stranger.Graph(Search, new { query, type = "USER", first = 100 })).ShouldSucceed().List("search.edges").Select(edge => edge!["node"]!["username"]!.ToString());

    static async Task<IReadOnlyList<string>> Ids(Person who, string query, string type) =>
        [.. (await who.Graph(Search, new { query, type, first = 100 })).ShouldSucceed().List("search.edges").Select(edge => edge!["node"]!["id"]!.ToString())];

    static async Task<IEnumerable<Guid>> Keys(Person who, string query, string type, int expected)
    {
        var ids = await Ids(who, query, type);
        Assert.Equal(expected, ids.Count);
        return ids.Select(id => new Web.GlobalId(id).KeyOf("Post", "id"));
    }

    static string Unique() => $"w{Guid.NewGuid():n}"[..12];
}
