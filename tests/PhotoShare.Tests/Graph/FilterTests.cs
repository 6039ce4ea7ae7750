using System.Globalization;
using Xunit;

namespace PhotoShare.Tests;

[Collection(NextDoorCollection.Name)]
public sealed class FilterTests(House house)
{
    const string Posts = """
        query ($id: ID!, $where: PostFilterInput, $order: [PostSortInput!], $first: Int, $after: String, $last: Int, $before: String) {
          user(by: { id: $id }) {
            posts(where: $where, order: $order, first: $first, after: $after, last: $last, before: $before) {
              nodes { caption } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            }
          }
        }
        """;

    const string Photos = """
        query ($where: PhotoFilterInput, $order: [PhotoSortInput!], $first: Int, $after: String, $last: Int, $before: String) {
          viewer {
            photos(where: $where, order: $order, first: $first, after: $after, last: $last, before: $before) {
              nodes { altText } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            }
          }
        }
        """;

    static readonly string?[] Captions = ["A lake #water", "THE LAKE HOUSE", null, "100% wool_en", "100 woolXen", "ΟΔΟΣ İstanbul", "École d'été #water #Summer"];

    [Theory]
    [InlineData("""{"caption": {"eq": "A lake #water"}}""", "0")]
    [InlineData("""{"caption": {"eq": "a lake #water"}}""", "")]
    [InlineData("""{"caption": {"eq": null}}""", "2")]
    [InlineData("""{"caption": {"neq": null}}""", "013456")]
    [InlineData("""{"caption": {"neq": "A lake #water"}}""", "123456")]
    [InlineData("""{"caption": {"contains": "lake"}}""", "01")]
    [InlineData("""{"caption": {"contains": "ÉCOLE D'É"}}""", "6")]
    [InlineData("""{"caption": {"contains": "οδος i̇s"}}""", "5")]
    [InlineData("""{"caption": {"contains": "%"}}""", "3")]
    [InlineData("""{"caption": {"contains": "l_e"}}""", "3")]
    [InlineData("""{"caption": {"startsWith": "100"}}""", "34")]
    [InlineData("""{"caption": {"startsWith": "100%"}}""", "3")]
    [InlineData("""{"caption": {"startsWith": "%"}}""", "")]
    [InlineData("""{"caption": {"startsWith": "the"}}""", "1")]
    [InlineData("""{"caption": {"startsWith": "!"}}""", "")]
    [InlineData("""{"caption": {"in": ["A lake #water", "THE LAKE HOUSE", "x"]}}""", "01")]
    [InlineData("""{"caption": {"nin": ["A lake #water", "THE LAKE HOUSE", "x"]}}""", "23456")]
    [InlineData("""{"caption": {"in": []}}""", "")]
    [InlineData("""{"caption": {"contains": "lake", "startsWith": "a"}}""", "0")]
    [InlineData("""{"hashtag": {"eq": "#Water"}}""", "06")]
    [InlineData("""{"hashtag": {"neq": "summer"}}""", "012345")]
    [InlineData("""{"hashtag": {"eq": null}}""", "12345")]
    [InlineData("""{"hashtag": {"in": ["summer", "nothing"]}}""", "6")]
    [InlineData("""{"hashtag": {"nin": ["summer", "nothing"]}}""", "012345")]
    [InlineData("""{"hashtag": {"startsWith": "Wat"}}""", "06")]
    [InlineData("""{"hashtag": {"contains": "umme"}}""", "6")]
    [InlineData("""{"or": [{"caption": {"startsWith": "the"}}, {"hashtag": {"eq": "summer"}}]}""", "16")]
    [InlineData("""{"caption": {"contains": "lake"}, "or": [{"caption": {"startsWith": "the"}}, {"hashtag": {"eq": "summer"}}]}""", "1")]
    [InlineData("""{"and": [{"hashtag": {"eq": "water"}}, {"or": [{"caption": {"contains": "school"}}, {"hashtag": {"eq": "summer"}}]}]}""", "6")]
    [InlineData("""{"createdAt": {"gt": "2100-01-01T00:00:00Z"}}""", "")]
    [InlineData("""{"createdAt": {"gte": "2020-01-01T00:00:00Z", "lt": "2100-01-01T00:00:00+02:00"}}""", "0123456")]
    [InlineData("{}", "0123456")]
    public async Task Posts_are_filtered(string where, string expected)
    {
        var person = await Author();
        var found = (await house.Bob.Graph(Posts, new { id = person.NodeId, where = System.Text.Json.Nodes.JsonNode.Parse(where), order = new[] { new { createdAt = "ASC" } } })).ShouldSucceed();

        Assert.Equal(expected, string.Concat(found.Each("user.posts.nodes", "caption").Select(caption => Array.IndexOf(Captions, caption))));
        Assert.Equal(expected.Length, found.Number("user.posts.totalCount"));
    }

    [Fact]
    public async Task A_filter_may_be_written_into_the_document_and_holds_for_the_pages_too()
    {
        var person = await Author();
        var found = (await house.Bob.Graph($$"""
            { user(by: { id: "{{person.NodeId}}" }) {
              posts(first: 1, where: { hashtag: { eq: "water" } }, order: [{ createdAt: ASC }]) { nodes { caption } totalCount pageInfo { hasNextPage } }
              none: posts(where: { caption: { eq: "x" } }) { totalCount pageInfo { hasNextPage startCursor } }
              all: posts(where: null, order: null) { totalCount }
            } }
            """)).ShouldSucceed();

        Assert.Equal(["A lake #water"], found.Each("user.posts.nodes", "caption"));
        Assert.Equal((2, 0, 7), (found.Number("user.posts.totalCount"), found.Number("user.none.totalCount"), found.Number("user.all.totalCount")));
        Assert.True(found.Is("user.posts.pageInfo.hasNextPage"));
    }

    [Fact]
    public async Task Posts_are_sorted_by_likes_and_paged_in_both_directions()
    {
        var person = await house.Somebody();
        int[] likes = [1, 0, 2, 1, 0, 2, 3];
        Person[] fans = [house.Ann, house.Bob, house.Carol];
        for (var i = 0; i < likes.Length; i++)
        {
            var post = await person.AddQuickPost($"{i}");
            foreach (var fan in fans[..likes[i]]) await house.Use<Likes>(use => use.LikePost(fan.Viewer, post, default));
        }
        var list = new PagedList(house.Bob, Posts, "user.posts", "caption", new { id = person.NodeId });

        await list.ShouldBe("6523041", 3, "likeCount DESC");
        await list.ShouldBe("4130526", 2, "likeCount ASC");
        await list.ShouldBe("6250314", 2, "likeCount DESC", "createdAt ASC");
        await list.ShouldBe("0123456", 4, "createdAt ASC");
    }

    [Fact]
    public async Task Ones_photos_are_filtered_and_sorted_by_when_they_were_taken_those_that_do_not_say_last()
    {
        var person = await house.Somebody();
        int?[] years = [2024, null, 2026, 2024, null, 2025];
        for (var i = 0; i < years.Length; i++)
        {
            var photo = await person.AddQuickPhoto();
            await house.Database(async db =>
            {
                var row = db.Photos.Single(p => p.Id == photo);
                row.AltText = $"{i}";
                row.TakenAt = years[i] is { } year ? new DateTime(year, 5, 1, 12, 30, 15, DateTimeKind.Utc).AddMicroseconds(123) : null;
                if (i == 5) (row.Status, row.LeaseUntil) = (PhotoStatus.Uploaded, DateTime.UtcNow.AddHours(1));   // no worker takes it
                return await db.SaveChangesAsync();
            });
        }
        var list = new PagedList(person, Photos, "viewer.photos", "altText", new { });
        await list.ShouldBe("305241", 2, "takenAt ASC");
        await list.ShouldBe("253041", 2, "takenAt DESC");
        await list.ShouldBe("253041", 5, "takenAt DESC");
        await list.ShouldBe("250314", 1, "takenAt DESC", "createdAt ASC");

        Assert.Equal("25", await Filtered("""{ takenAt: { gte: "2025-01-01T00:00:00Z" } }"""));
        Assert.Equal("14", await Filtered("{ takenAt: { eq: null } }"));
        Assert.Equal("5", await Filtered("{ status: { eq: PROCESSING } }"));
        Assert.Equal("01234", await Filtered("{ status: { neq: PROCESSING } }"));
        Assert.Equal("012345", await Filtered("{ status: { in: [PROCESSING, READY] } }"));
        Assert.Equal("", await Filtered("{ status: { in: [FAILED] } }"));
        Assert.Equal("", await Filtered("{ status: { eq: null } }"));

        async Task<string> Filtered(string where) => string.Concat(
            (await person.Graph($"{{ viewer {{ photos(where: {where}, order: [{{ createdAt: ASC }}]) {{ nodes {{ altText }} }} }} }}")).ShouldSucceed().Each("viewer.photos.nodes", "altText"));
    }

    [Theory]
    [InlineData("""where: { and: [{ or: [{ and: [{ or: [{ and: [{ or: [{ caption: { eq: "x" } }] }] }] }] }] }] }""", "FILTER_DEPTH")]
    [InlineData("where: { caption: { in: [LIST] } }", "FILTER_LIST")]
    [InlineData("where: { or: [MANY] }", "FILTER_SIZE")]
    [InlineData("""where: { caption: { contains: "LONG" } }""", "FILTER_TEXT")]
    [InlineData("order: [{}]", "ORDER_TERM")]
    [InlineData("order: [{ createdAt: ASC, likeCount: DESC }]", "ORDER_TERM")]
    [InlineData("order: [{ createdAt: ASC }, { createdAt: DESC }]", "ORDER_TERM")]
    public async Task What_is_out_of_bounds_is_refused_before_the_database_is_asked(string arguments, string code)
    {
        arguments = arguments.Replace("LIST", string.Join(", ", Enumerable.Range(0, 101).Select(i => $"\"{i}\"")), StringComparison.Ordinal)
            .Replace("MANY", string.Join(", ", Enumerable.Range(0, 51).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{ caption: {{ eq: \"{i}\" }} }}"))), StringComparison.Ordinal)
            .Replace("LONG", new string('x', 201), StringComparison.Ordinal);

        (await house.Bob.Graph($"{{ user(by: {{ username: \"ann\" }}) {{ posts({arguments}) {{ totalCount }} }} }}")).ShouldBeRefused(code);
    }

    async Task<Person> Author()
    {
        var person = await house.Somebody();
        foreach (var caption in Captions) await person.AddQuickPost(caption);
        return person;
    }
}
