using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class PostNode
{
    /// <summary>Whether you saved it. Nobody else learns of it.</summary>
    public IDataLoaderResult<bool> ViewerHasSaved([FromServices] FactsOfPost facts, [Me] Viewer me) => facts.Load(me, post.Id).Then(of => of.ViewerHasSaved);
}

partial class ViewerNode
{
    /// <summary>The posts you saved and may still see, the latest saved first.</summary>
    public IDataLoaderResult<PostsConnection> SavedPosts([FromServices] PostsSavedByUser posts, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        posts.Load(me, user.Id, PageRequest.Of(first, after, last, before)).Then(page => new PostsConnection(page.Select(saved => saved.Post)));
}

partial class Mutation
{
    /// <summary>Saves a post, for yourself alone; with collectionId also into one of your collections. Saving twice is saving.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<SavePostPayload> SavePost([FromServices] SavedPosts saved, [FromServices] PhotoShareDb db, [Me] Viewer me, SavePostInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var (postId, collectionId) = (input.PostId.KeyOf(PostNode.Type, "postId"), input.CollectionId?.KeyOf(CollectionNode.Type, "collectionId"));
            await saved.Save(me, postId, collectionId, ct);
            return new SavePostPayload
            {
                Post = await db.Posts.VisibleTo(me).SingleOrDefaultAsync(p => p.Id == postId, ct) is { } post ? new PostNode(post) : null,
                Collection = collectionId is { } id && await db.Collections.VisibleTo(me).SingleOrDefaultAsync(c => c.Id == id, ct) is { } collection ? new CollectionNode(collection) : null,
            };
        });

    /// <summary>Saves a post no longer, and takes it out of all your collections.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<UnsavePostPayload> UnsavePost([FromServices] SavedPosts saved, [FromServices] PhotoShareDb db, [Me] Viewer me, UnsavePostInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var postId = input.PostId.KeyOf(PostNode.Type, "postId");
            await saved.Unsave(me, postId, ct);
            return new UnsavePostPayload { Post = await db.Posts.VisibleTo(me).SingleOrDefaultAsync(p => p.Id == postId, ct) is { } post ? new PostNode(post) : null };
        });
}

/// <summary>Which post to save.</summary>
public sealed class SavePostInput : MutationInput
{
    /// <summary>The post's id.</summary>
    public required GlobalId PostId { get; init; }

    /// <summary>The id of a collection of yours to put it into.</summary>
    public GlobalId? CollectionId { get; init; }
}

/// <summary>What savePost answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class SavePostPayload : Payload
{
    /// <summary>The post.</summary>
    public PostNode? Post { get; init; }

    /// <summary>The collection it was put into; null if none was named.</summary>
    public CollectionNode? Collection { get; init; }
}

/// <summary>Which post to save no longer.</summary>
public sealed class UnsavePostInput : MutationInput
{
    /// <summary>The post's id.</summary>
    public required GlobalId PostId { get; init; }
}

/// <summary>What unsavePost answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class UnsavePostPayload : Payload
{
    /// <summary>The post; null if you may not see it any more.</summary>
    public PostNode? Post { get; init; }
}

/// <summary>A post that somebody saved, in the list or collection it is in.</summary>
public sealed class KeptPost
{
    public required Guid Id { get; init; }
    public required Guid In { get; init; }
    public required Post Post { get; init; }
}

public sealed class PostsSavedByUser(IDbContextFactory<PhotoShareDb> databases, PostById byId)
    : ConnectionLoader<Guid, KeptPost>(databases,
        (db, viewer) => db.SavedPosts.VisibleTo(viewer).Join(db.Posts, s => s.PostId, p => p.Id, (s, p) => new KeptPost { Id = s.Id, In = s.UserId, Post = p }),
        kept => kept.In, kept => kept.Id, newestFirst: true)
{
    protected override void Seen(Viewer viewer, KeptPost row) => byId.Prime(viewer, row.Post.Id, row.Post);
}
