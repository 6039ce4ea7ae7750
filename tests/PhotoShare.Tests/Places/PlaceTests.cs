using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class PlaceTests(House house)
{
    const string Create = """
        mutation ($input: CreatePostInput!) {
          createPost(input: $input) { post { id place { id name point { latitude longitude } } } errors { ... on Error { code message path } } }
        }
        """;

    const string Update = """
        mutation ($input: UpdatePostInput!) {
          updatePost(input: $input) { post { place { name posts { totalCount } } } errors { ... on Error { code message path } } }
        }
        """;

    const string Look = "query ($id: ID!) { node(id: $id) { ... on Place { name posts { totalCount nodes { id } } } } }";

    [Fact]
    public async Task A_post_names_a_place_and_the_place_shows_its_posts()
    {
        var name = NewName();
        var made = (await Post(house.Ann, new { @new = new { name = $"  {name}\n Pier ", latitude = 47.6333, longitude = 9.3667 } })).ShouldSucceed();
        var again = (await Post(house.Bob, new { placeId = made["createPost.post.place.id"] })).ShouldSucceed();
        var place = (await house.Stranger.Graph(Look, new { id = made["createPost.post.place.id"] })).ShouldSucceed();

        Assert.Equal((name + " Pier", "47.6333", "9.3667"), (made["createPost.post.place.name"], made["createPost.post.place.point.latitude"], made["createPost.post.place.point.longitude"]));
        Assert.Equal(name + " Pier", place["node.name"]);
        Assert.Equal([again["createPost.post.id"], made["createPost.post.id"]], place.Each("node.posts.nodes", "id"));
    }

    [Theory]
    [InlineData(47.6333, 9.3667, true)]
    [InlineData(47.6345, 9.3667, true)]      // 130 m north
    [InlineData(47.6355, 9.3667, false)]     // 245 m north
    [InlineData(47.6333, 9.3685, true)]      // 135 m east
    [InlineData(47.6333, 9.3700, false)]     // 247 m east
    public async Task A_place_of_the_same_name_nearby_is_the_same(double latitude, double longitude, bool same)
    {
        var name = NewName();
        var one = (await Post(house.Ann, new { @new = new { name, latitude = 47.6333, longitude = 9.3667 } })).ShouldSucceed();
        var other = (await Post(house.Bob, new { @new = new { name = name.ToUpperInvariant(), latitude, longitude } })).ShouldSucceed();

        Assert.Equal(same, one["createPost.post.place.id"] == other["createPost.post.place.id"]);
    }

    [Fact]
    public async Task Across_the_line_of_the_date_it_is_the_same_still()
    {
        var name = NewName();
        var east = (await Post(house.Ann, new { @new = new { name, latitude = -16.8, longitude = 179.9995 } })).ShouldSucceed();
        var west = (await Post(house.Ann, new { @new = new { name, latitude = -16.8, longitude = -179.9995 } })).ShouldSucceed();

        Assert.Equal(east["createPost.post.place.id"], west["createPost.post.place.id"]);
    }

    [Fact]
    public async Task Where_a_hidden_post_is_nobody_learns_by_its_id_by_its_name_or_next_door()
    {
        var name = NewName();
        var hidden = (await Post(house.Dora, new { @new = new { name, latitude = 10.0, longitude = 10.0 } })).ShouldSucceed()["createPost.post.place.id"];

        Assert.Null((await house.Bob.Graph(Look, new { id = hidden })).ShouldSucceed().At("node"));
        (await Post(house.Bob, new { placeId = hidden })).ShouldBeRefused("NOT_FOUND", "place.placeId");
        var next = (await Post(house.Bob, new { @new = new { name, latitude = 10.0005, longitude = 10.0 } })).ShouldSucceed();
        Assert.Equal("10.0005", next["createPost.post.place.point.latitude"]);
        Assert.NotEqual(hidden, next["createPost.post.place.id"]);
    }

    [Fact]
    public async Task A_place_can_be_changed_left_and_taken_away()
    {
        var (first, second) = (NewName(), NewName());
        var id = (await Post(house.Ann, new { @new = new { name = first, latitude = 0.0, longitude = 0.0 } })).ShouldSucceed()["createPost.post.id"]!;

        Assert.Equal(second, (await Change(id, new { @new = new { name = second, latitude = 1.0, longitude = 1.0 } })).ShouldSucceed()["updatePost.post.place.name"]);
        Assert.Equal(second, (await Change(id, null)).ShouldSucceed()["updatePost.post.place.name"]);
        Assert.Equal(second, (await Change(id, new { remove = false })).ShouldSucceed()["updatePost.post.place.name"]);
        Assert.Null((await Change(id, new { remove = true })).ShouldSucceed().At("updatePost.post.place"));
    }

    [Theory]
    [InlineData("", 0, 0, "PLACE_NAME", "place.new.name")]
    [InlineData(" \n ", 0, 0, "PLACE_NAME", "place.new.name")]
    [InlineData("x*101", 0, 0, "PLACE_NAME", "place.new.name")]
    [InlineData("North", 90.001, 0, "LATITUDE", "place.new.latitude")]
    [InlineData("South", -91, 0, "LATITUDE", "place.new.latitude")]
    [InlineData("East", 0, 180.5, "LONGITUDE", "place.new.longitude")]
    [InlineData("Far", 0, -1e300, "LONGITUDE", "place.new.longitude")]
    public async Task What_is_no_place_is_refused(string name, double latitude, double longitude, string code, string path) =>
        (await Post(house.Ann, new { @new = new { name = name == "x*101" ? new string('x', 101) : name, latitude, longitude } })).ShouldBeRefused(code, path);

    [Fact]
    public async Task One_way_of_naming_it_is_taken_and_two_are_not()
    {
        Assert.NotEmpty((await Post(house.Ann, new { placeId = house.Ann.NodeId, @new = new { name = "Two", latitude = 0.0, longitude = 0.0 } })).Errors);
        Assert.NotEmpty((await Post(house.Ann, new { })).Errors);
        (await Post(house.Ann, new { placeId = house.Ann.NodeId })).ShouldBeRefused("NOT_FOUND", "place.placeId");
    }

    static string NewName() => $"Pier {Guid.NewGuid():n}";

    static async Task<GraphAnswer> Post(Person author, object place) =>
        await author.Graph(Create, new { input = new { photoIds = new[] { Belongings.PhotoId(await author.AddQuickPhoto()) }, place } });

    Task<GraphAnswer> Change(string postId, object? place) => house.Ann.Graph(Update, new { input = new { postId, place } });
}
