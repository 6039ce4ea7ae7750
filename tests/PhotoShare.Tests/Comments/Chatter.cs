namespace PhotoShare.Tests;

/// <summary>Commenting through the graph as a client is to do it whose answer may get lost.</summary>
static class Chatter
{
    const string AddComment = """
        mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { ... on Error { message } } } }
        """;

    /// <summary>Comments now and then, each until it is acknowledged: asked again with the same id, it is the same comment.</summary>
    /// <param name="least">Milliseconds between two of them, at least.</param>
    /// <param name="most">Milliseconds between two of them, at most; also until the first.</param>
    /// <returns>The ids of those that were acknowledged.</returns>
    public static async Task<IReadOnlyList<string>> Chat(this Person person, Guid post, int least, int most, CancellationToken over)
    {
        var written = new List<string>();
        await Task.Delay(Random.Shared.Next(most), CancellationToken.None);
        do
        {
            written.Add(await person.Comment(post, "Hello"));
            await Task.WhenAny(Task.Delay(Random.Shared.Next(least, most), over));
        }
        while (!over.IsCancellationRequested);
        return written;
    }

    /// <summary>One comment's id, once it is acknowledged.</summary>
    public static async Task<string> Comment(this Person person, Guid post, string body)
    {
        var input = new { postId = Belongings.PostId(post), body, clientMutationId = Guid.NewGuid().ToString() };
        while (true)
        {
            if (await Try(person, input) is { } id) return id;
            await Task.Delay(50);
        }
    }

    /// <summary>The comment's id; <c>null</c> when there was no answer, as while the server restarts.</summary>
    static async Task<string?> Try(Person person, object input)
    {
        try
        {
            var answer = await person.Graph(AddComment, new { input });
            // On a machine that is busy. It may have been saved or not; which, shows when it is asked again.
            if (answer.Errors is [{ } error] && error["extensions"]?["code"]?.ToString() == "TIMEOUT") return null;
            return answer.ShouldSucceed()["addComment.comment.id"];
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
