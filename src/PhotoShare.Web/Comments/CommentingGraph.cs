using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>Comments on a post, or with parentId answers a comment; an answer to an answer joins its thread.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<AddCommentPayload> AddComment([FromServices] Comments comments, [Me] Viewer me, AddCommentInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var parent = input.ParentId?.KeyOf(CommentNode.Type, "parentId");
            var comment = await comments.Add(me, input.PostId.KeyOf(PostNode.Type, "postId"), input.Body, parent, input.ClientMutationId, ct);
            return new AddCommentPayload { Edge = new CommentsEdge(comment, CommentOrders.CursorOf(comment)) };
        });

    /// <summary>Changes the words of one of your comments.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<UpdateCommentPayload> UpdateComment([FromServices] Comments comments, [Me] Viewer me, UpdateCommentInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
            new UpdateCommentPayload { Comment = new CommentNode(await comments.Update(me, input.CommentId.KeyOf(CommentNode.Type, "commentId"), input.Body, ct)) });

    /// <summary>Lets everybody see a comment under your post by somebody whom you restricted, until its author changes it. One that everybody sees stays as it is.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<ApproveCommentPayload> ApproveComment([FromServices] Comments comments, [Me] Viewer me, ApproveCommentInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
            new ApproveCommentPayload { Comment = new CommentNode(await comments.Approve(me, input.CommentId.KeyOf(CommentNode.Type, "commentId"), ct)) });

    /// <summary>Deletes a comment with its replies: one of yours, or any under your post.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<DeleteCommentPayload> DeleteComment([FromServices] Comments comments, [Me] Viewer me, DeleteCommentInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await comments.Delete(me, input.CommentId.KeyOf(CommentNode.Type, "commentId"), ct);
            return new DeleteCommentPayload { DeletedCommentId = input.CommentId };
        });
}

/// <summary>What to say, and under what.</summary>
public sealed class AddCommentInput : MutationInput
{
    /// <summary>The post's id.</summary>
    public required GlobalId PostId { get; init; }

    /// <summary>The comment to answer.</summary>
    public GlobalId? ParentId { get; init; }

    /// <summary>The words, 1 to 2,000 characters.</summary>
    public required string Body { get; init; }
}

/// <summary>What addComment answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ForbiddenError))]
public sealed class AddCommentPayload : Payload
{
    /// <summary>The comment.</summary>
    public CommentNode? Comment => Edge?.Node;

    /// <summary>The comment with its cursor, for a list that is shown already.</summary>
    public CommentsEdge? Edge { get; init; }
}

/// <summary>What to say instead.</summary>
public sealed class UpdateCommentInput : MutationInput
{
    /// <summary>The comment's id.</summary>
    public required GlobalId CommentId { get; init; }

    /// <summary>The words, 1 to 2,000 characters.</summary>
    public required string Body { get; init; }
}

/// <summary>What updateComment answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ForbiddenError))]
public sealed class UpdateCommentPayload : Payload
{
    /// <summary>The comment as it is now.</summary>
    public CommentNode? Comment { get; init; }
}

/// <summary>What to approve.</summary>
public sealed class ApproveCommentInput : MutationInput
{
    /// <summary>The comment's id.</summary>
    public required GlobalId CommentId { get; init; }
}

/// <summary>What approveComment answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ForbiddenError))]
public sealed class ApproveCommentPayload : Payload
{
    /// <summary>The comment as it is now.</summary>
    public CommentNode? Comment { get; init; }
}

/// <summary>What to delete.</summary>
public sealed class DeleteCommentInput : MutationInput
{
    /// <summary>The comment's id.</summary>
    public required GlobalId CommentId { get; init; }
}

/// <summary>What deleteComment answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ForbiddenError))]
public sealed class DeleteCommentPayload : Payload
{
    /// <summary>The id that names a comment no longer.</summary>
    public GlobalId? DeletedCommentId { get; init; }
}
