using Xunit;

namespace PhotoShare.Tests;

/// <summary>What a program is told of a bound that its input is not within.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class ConstraintTests(House house)
{
    const string Errors = "errors { ... on ValidationError { constraint } ... on Error { code message path } }";

    public static TheoryData<string, string, string> Bounds => new()
    {
        { "addComment", """{ postId: $post, body: "" }""", "length 1..2000" },
        { "createPost", "{ photoIds: [] }", "count 1..10" },
        { "updateProfile", $$"""{ displayName: "{{new string('x', 61)}}" }""", "length 0..60" },
        { "signUp", """{ username: "1st", email: "one@example.org", password: "a fine day at the lake" }""", "pattern ^[a-z][a-z0-9_.]{1,28}[a-z0-9_]$" },
        { "signUp", """{ username: "first", email: "one@example.org", password: "short" }""", "length 10.." },
        { "createAccessToken", """{ name: "" }""", "length 1..60" },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public async Task A_refusal_tells_the_bound_it_comes_from(string mutation, string input, string constraint)
    {
        var unused = input.Contains("$post", StringComparison.Ordinal) ? "($post: ID!)" : "";
        using var ann = await SessionTests.Browser(house.Ann);
        var answer = await ann.Graph($"mutation{unused} {{ {mutation}(input: {input}) {{ {Errors} }} }}", new { post = Belongings.PostId(house.PublicPost) });

        Assert.Equal(constraint, answer[$"{mutation}.errors.0.constraint"]);
    }

    [Fact]
    public async Task One_that_is_no_matter_of_bounds_has_none()
    {
        var answer = await house.Ann.Graph($"mutation ($id: ID!) {{ followUser(input: {{ userId: $id }}) {{ {Errors} }} }}", new { id = house.Ann.NodeId });

        Assert.Equal("FOLLOW_SELF", answer["followUser.errors.0.code"]);
        Assert.Null(answer["followUser.errors.0.constraint"]);
    }
}
