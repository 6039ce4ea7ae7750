using System.ComponentModel;
using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>Makes a post of 1 to 10 of your photos. They may still be in processing: nobody else sees the post before all of them are ready.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<CreatePostPayload> CreatePost([FromServices] Posts posts, [Me] Viewer me, CreatePostInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var photos = input.PhotoIds.Select((id, i) => id.KeyOf(PhotoNode.Type, $"photoIds.{i}")).ToList();
            var post = await posts.Create(me, photos, input.Caption, input.Visibility, input.ContentWarning, input.CommentsEnabled, input.Place?.Choice(), input.ClientMutationId, ct, input.HidesLikes);
            return new CreatePostPayload { Post = new PostNode(post) };
        });

    /// <summary>Changes one of your posts. What is left out stays; an empty text clears it.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<UpdatePostPayload> UpdatePost([FromServices] Posts posts, [Me] Viewer me, UpdatePostInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var post = await posts.Update(me, input.PostId.KeyOf(PostNode.Type, "postId"), input.Caption, input.Visibility, input.ContentWarning, input.CommentsEnabled, input.Place?.Choice(), ct, input.HidesLikes);
            return new UpdatePostPayload { Post = new PostNode(post) };
        });

    /// <summary>Deletes one of your posts with its photos, comments and likes.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<DeletePostPayload> DeletePost([FromServices] Posts posts, [Me] Viewer me, DeletePostInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await posts.Delete(me, input.PostId.KeyOf(PostNode.Type, "postId"), ct);
            return new DeletePostPayload { DeletedPostId = input.PostId };
        });
}

/// <summary>What to post.</summary>
public sealed class CreatePostInput : MutationInput
{
    /// <summary>1 to 10 of your photos that no post has yet, in the order to show them.</summary>
    public required IReadOnlyList<GlobalId> PhotoIds { get; init; }

    /// <summary>Its words, up to 2,200 characters; #hashtags and @names in it are linked.</summary>
    public string? Caption { get; init; }

    /// <summary>Who may see it.</summary>
    [DefaultValue(Visibility.Public)]
    public Visibility Visibility { get; init; } = Visibility.Public;

    /// <summary>What to say before the photos are shown, up to 200 characters.</summary>
    public string? ContentWarning { get; init; }

    /// <summary>Whether others may comment.</summary>
    [DefaultValue(true)]
    public bool CommentsEnabled { get; init; } = true;

    /// <summary>Whether to hide how many like it, and who, from everybody but you.</summary>
    [DefaultValue(false)]
    public bool HidesLikes { get; init; }

    /// <summary>Where it is. Nothing of it comes from the photos.</summary>
    public PlaceInput? Place { get; init; }
}

/// <summary>What createPost answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ConflictError), typeof(ForbiddenError))]
public sealed class CreatePostPayload : Payload
{
    /// <summary>The post.</summary>
    public PostNode? Post { get; init; }
}

/// <summary>What to change.</summary>
public sealed class UpdatePostInput : MutationInput
{
    /// <summary>The post's id.</summary>
    public required GlobalId PostId { get; init; }

    /// <summary>Its words, up to 2,200 characters.</summary>
    public string? Caption { get; init; }

    /// <summary>Who may see it.</summary>
    public Visibility? Visibility { get; init; }

    /// <summary>What to say before the photos are shown, up to 200 characters.</summary>
    public string? ContentWarning { get; init; }

    /// <summary>Whether others may comment.</summary>
    public bool? CommentsEnabled { get; init; }

    /// <summary>Whether to hide how many like it, and who, from everybody but you.</summary>
    public bool? HidesLikes { get; init; }

    /// <summary>Where it is.</summary>
    public PlaceChangeInput? Place { get; init; }
}

/// <summary>What updatePost answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ForbiddenError))]
public sealed class UpdatePostPayload : Payload
{
    /// <summary>The post as it is now.</summary>
    public PostNode? Post { get; init; }
}

/// <summary>What to delete.</summary>
public sealed class DeletePostInput : MutationInput
{
    /// <summary>The post's id.</summary>
    public required GlobalId PostId { get; init; }
}

/// <summary>What deletePost answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ForbiddenError))]
public sealed class DeletePostPayload : Payload
{
    /// <summary>The id that names a post no longer.</summary>
    public GlobalId? DeletedPostId { get; init; }
}
