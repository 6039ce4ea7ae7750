namespace PhotoShare.Tests;

static class Doing
{
    /// <summary>One mutation, which must succeed.</summary>
    /// <param name="answer">What to ask of the payload.</param>
    public static async Task<GraphAnswer> Does(this Person person, string mutation, object input, string answer = "clientMutationId")
    {
        var type = $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input";
        return (await person.Graph($"mutation ($input: {type}!) {{ {mutation}(input: $input) {{ {answer} errors {{ ... on Error {{ code message path }} }} }} }}", new { input })).ShouldSucceed();
    }
}
