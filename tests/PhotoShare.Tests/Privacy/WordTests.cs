using Xunit;

namespace PhotoShare.Tests;

/// <summary>No way of looking finds what is not for the one who looks: every node by its id, every word by search, and every list to its end.</summary>
[Collection(PrivacyCollection.Name)]
public sealed class WordTests(PrivacyHouse house)
{
    const string Anything = "... on User { username displayName bio bioHTML } ... on Post { caption captionHTML author { username } place { name } photos { altText image(width: 640) { url } } } ... on Hashtag { name } ... on Place { name }";

    static readonly string[] Lists =
    [
        $"explore(first: 50) {{ nodes {{ {Anything} comments {{ nodes {{ body author {{ username }} }} }} likes {{ nodes {{ username }} }} }} }}",
        "trendingHashtags(first: 50) { name postCount posts { nodes { caption } } }",
        "suggestedUsers(first: 20) { username displayName posts { nodes { caption } } followers { nodes { username } } }",
    ];

    [Theory]
    [InlineData("anonymous"), InlineData("stranger"), InlineData("requester"), InlineData("follower"), InlineData("blocked"), InlineData("moderator"), InlineData("owner")]
    public async Task Nobody_finds_a_word_that_is_not_theirs(string standing)
    {
        var viewer = house.Viewers[standing];
        List<string> queries = [.. Lists];
        queries.AddRange(house.Specimens.Values.Select(id => $"node(id: \"{id}\") {{ __typename ... on Post {{ caption }} ... on Comment {{ body }} ... on Photo {{ altText }} ... on User {{ displayName }} ... on Collection {{ name }} ... on Place {{ name }} }}"));
        foreach (var (word, _) in house.Words.Where(word => word.Word.StartsWith("word", StringComparison.Ordinal)))
        {
            queries.Add($"search(query: \"{word[..^1]}\", first: 50) {{ nodes {{ {Anything} }} }}");
            queries.Add($"hashtag(name: \"{word}\") {{ postCount posts {{ nodes {{ caption }} }} }}");
        }
        queries.Add("user(by: { username: \"neighbour\" }) { followerCount followers { nodes { username displayName } } posts { nodes { likeCount commentCount likes { nodes { username } } comments { nodes { body } } topComments { body } } } }");
        if (standing != "anonymous") queries.AddRange(["feed { nodes { caption author { username } } }", "notifications { nodes { actors { username } subject { ... on Post { caption } ... on Comment { body } } } }"]);

        foreach (var query in queries)
        {
            var answer = (await viewer.Graph($"{{ {query} }}")).Body.ToJsonString();
            Assert.Empty(house.LeaksIn(answer, standing).Select(word => $"{word} in the answer to {query}: {answer}"));
        }
    }

    [Fact]
    public async Task The_words_are_there_for_those_whose_they_are()
    {
        var caption = (await house.Follower.Graph("{ search(query: \"wordcaption\", type: POST) { nodes { ... on Post { caption } } } }")).ShouldSucceed();
        var place = (await house.Follower.Graph("{ search(query: \"wordplace\", type: PLACE) { nodes { ... on Place { name } } } }")).ShouldSucceed();
        var people = (await house.Requester.Graph("{ search(query: \"wordname\", type: USER) { nodes { ... on User { displayName } } } }")).ShouldSucceed();

        Assert.Contains("wordcaption", Assert.Single(caption.Each("search.nodes", "caption")), StringComparison.Ordinal);
        Assert.Equal(["wordplace"], place.Each("search.nodes", "name"));
        Assert.Equal(["Owner wordname"], people.Each("search.nodes", "displayName"));
    }

    [Fact]
    public async Task A_count_tells_nothing_of_whom_one_does_not_see()
    {
        const string Counts = "{ user(by: { username: \"neighbour\" }) { followerCount followers { totalCount } posts { nodes { likeCount commentCount likes { totalCount } comments { totalCount } } } } }";
        var (seen, blocked) = (await house.Requester.Graph(Counts), await house.Blocked.Graph(Counts));

        Assert.Equal((1, 1), (seen.Number("user.posts.nodes.0.likeCount"), seen.Number("user.posts.nodes.0.commentCount")));
        Assert.Equal((0, 0), (blocked.Number("user.posts.nodes.0.likeCount"), blocked.Number("user.posts.nodes.0.commentCount")));
        Assert.Equal((0, 0), (blocked.Number("user.posts.nodes.0.likes.totalCount"), blocked.Number("user.posts.nodes.0.comments.totalCount")));
        Assert.Equal((0, 0), (blocked.Number("user.followerCount"), blocked.Number("user.followers.totalCount")));
    }
}
