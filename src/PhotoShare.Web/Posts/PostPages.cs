using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A post with its author, read together because nearly everyone who lists posts shows both.</summary>
public class AuthoredPost
{
    public required Post Post { get; init; }

    /// <summary><c>null</c> for an author that the viewer may not know of.</summary>
    public KnownPerson? Author { get; init; }
}

static class AuthoredPosts
{
    /// <summary>Each with its author.</summary>
    internal static IQueryable<AuthoredPost> WithAuthors(this IQueryable<Post> posts, PhotoShareDb db, Viewer viewer) =>
        from post in posts
        join author in db.People.VisibleTo(viewer) on post.AuthorId equals author.Id into authors
        from author in authors.DefaultIfEmpty()
        select new AuthoredPost { Post = post, Author = author };
}

/// <summary>A list of posts. What it reads need not be read again by id, in the same request and for the same viewer.</summary>
/// <param name="rows">All posts that a viewer may see, of every parent, with their authors; see <see cref="ConnectionLoader{TParent, TRow}"/>.</param>
public abstract class PostPages<TParent, TRow>(
    IDbContextFactory<PhotoShareDb> databases, PostById byId, UserById users,
    Func<PhotoShareDb, Viewer, IQueryable<TRow>> rows, Expression<Func<TRow, TParent>> parent, RowOrder<TRow> order)
    : ConnectionLoader<TParent, TRow>(databases, rows, parent, order)
    where TParent : notnull
    where TRow : AuthoredPost
{
    protected override void Seen(Viewer viewer, TRow row)
    {
        byId.Prime(viewer, row.Post.Id, row.Post);
        if (row.Author is { } author) users.Prime(viewer, author.Id, author);
    }
}
