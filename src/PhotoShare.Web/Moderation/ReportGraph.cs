using GraphQL;
using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>Something that people can report to the moderators.</summary>
[Implements(typeof(INode))]
public interface IReportable : INode
{
    /// <summary>Whether you may report it: what you see and is not yours.</summary>
    bool ViewerCanReport([Me] Viewer me);
}

partial class UserNode
{
    /// <summary>Whether you may report them: anybody but yourself.</summary>
    public bool ViewerCanReport([Me] Viewer me) => me.IsSignedIn && me.Id != user.Id;
}

partial class PostNode
{
    /// <summary>Whether you may report it: what you see and is not yours.</summary>
    public bool ViewerCanReport([Me] Viewer me) => me.IsSignedIn && me.Id != post.AuthorId;
}

partial class CommentNode
{
    /// <summary>Whether you may report it: what you see and is not yours.</summary>
    public bool ViewerCanReport([Me] Viewer me) => me.IsSignedIn && me.Id != comment.AuthorId;
}

partial class PhotoNode
{
    /// <summary>Whether you may report it: what you see and is not yours.</summary>
    public bool ViewerCanReport([Me] Viewer me) => me.IsSignedIn && me.Id != photo.OwnerId;
}

partial class Mutation
{
    /// <summary>Tells the moderators of a post, a comment, a photo or a person. To report the same thing again is to say it anew. Nobody else learns of it.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<ReportPayload> Report([FromServices] Reports reports, [Me] Viewer me, ReportInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var (subject, type) = input.SubjectId.Read("subjectId").Type switch
            {
                PostNode.Type => (ReportSubject.Post, PostNode.Type),
                CommentNode.Type => (ReportSubject.Comment, CommentNode.Type),
                PhotoNode.Type => (ReportSubject.Photo, PhotoNode.Type),
                UserNode.Type => (ReportSubject.User, UserNode.Type),
                _ => throw Refused.NotFound("That is not the id of a post, a comment, a photo or a person.", "subjectId"),
            };
            await reports.Add(me, subject, input.SubjectId.KeyOf(type, "subjectId"), input.Reason, input.Note, ct);
            return new ReportPayload { SubjectId = input.SubjectId };
        });
}

/// <summary>What to report, and why.</summary>
public sealed class ReportInput : MutationInput
{
    /// <summary>The id of a post, a comment, a photo or a person.</summary>
    public required GlobalId SubjectId { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required ReportReason Reason { get; init; }

    /// <summary>In your own words, up to 1,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>What report answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class ReportPayload : Payload
{
    internal GlobalId? SubjectId { get; init; }

    /// <summary>What was reported.</summary>
    public IDataLoaderResult<IReportable?> Subject(IResolveFieldContext context, [Me] Viewer me) => SubjectId is { } id
        ? NodeSources.Load(context.RequestServices!, me, id, "subjectId").Then(node => node as IReportable)
        : LoaderResults.Ready<IReportable?>(null);
}
