using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Something that whoever may can delete.</summary>
public interface IDeletable
{
    /// <summary>Whether you may delete it.</summary>
    IDataLoaderResult<bool> ViewerCanDelete([FromServices] DeletionRights rights, [Me] Viewer me);
}

/// <summary>Who may delete what, by the same rules that the deletions follow.</summary>
public sealed class DeletionRights(DeletablePosts posts, FactsOfComment comments)
{
    internal IDataLoaderResult<bool> OfPost(Viewer me, Post post) =>
        me.Id == post.AuthorId || !me.Moderates ? LoaderResults.Ready(me.Id == post.AuthorId) : posts.Load(me, post.Id);

    internal IDataLoaderResult<bool> OfComment(Viewer me, Comment comment) =>
        me.Id == comment.AuthorId || !me.IsSignedIn ? LoaderResults.Ready(me.IsSignedIn) : comments.Load(me, comment.Id).Then(of => of.ViewerCanDelete);
}

public sealed class DeletablePosts(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, bool>(databases, async (db, viewer, ids, ct) =>
    await db.Posts.DeletableBy(viewer).Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToDictionaryAsync(id => id, _ => true, ct), false);
