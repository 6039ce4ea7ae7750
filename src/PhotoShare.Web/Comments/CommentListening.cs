namespace PhotoShare.Web;

/// <summary>Reads on for everybody on this server who listens to a post's comments: those who know the same of it ask the database together.</summary>
public sealed class CommentListening
{
    /// <summary>Positions looked at for one answer.</summary>
    const int Most = 50;

    readonly Together<(Guid PostId, long After), Viewer, CommentsSeen> together;

    public CommentListening(IServiceScopeFactory scopes, Turns turns, GraphLimits limits) => together = new((question, viewers) => turns.Take(async () =>
    {
        using var enough = new CancellationTokenSource(limits.Execution);
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<NewComments>().SeenBy(viewers, question.PostId, question.After, Most, enough.Token);
    }, CancellationToken.None));

    /// <summary>What a viewer sees of the next comments; <c>null</c> when they may not see the post (any more).</summary>
    public Task<CommentsSeen?> ReadOn(Viewer viewer, Guid postId, long after, CancellationToken ct) => together.Ask((postId, after), viewer, ct);
}
