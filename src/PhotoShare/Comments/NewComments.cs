using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>The comments that follow a known one under a post, for all who wait for them at once.</summary>
public sealed class NewComments(PhotoShareDb db)
{
    /// <summary>What each of some viewers sees of the next comments, in few statements however many they are.</summary>
    /// <param name="after">The <see cref="Comment.Position"/> of the last that they know.</param>
    /// <param name="most">How many positions further to look at the most.</param>
    /// <returns>Nothing for a viewer who may not see the post (any more).</returns>
    public async Task<IReadOnlyDictionary<Viewer, CommentsSeen>> SeenBy(IReadOnlyCollection<Viewer> viewers, Guid postId, long after, int most, CancellationToken ct)
    {
        // Read before the comments: all up to this number are saved, see Comment.Position.
        var heads = await db.Posts.Where(p => p.Id == postId).Select(p => p.CommentPosition).ToListAsync(ct);
        if (heads.Count == 0) return new Dictionary<Viewer, CommentsSeen>();
        var (head, end) = (heads[0], Math.Min(heads[0], after + most));

        IQueryable<Guid> Next(IQueryable<Comment> comments) => comments.Where(c => c.PostId == postId && c.Position > after && c.Position <= end).Select(c => c.Id);
        var comments = after < end ? await db.SightsOf(viewers, Next(db.Comments), viewer => Next(db.Comments.VisibleTo(viewer)), ct) : NoSights;
        var rows = await Rows([.. comments.SelectMany(ids => ids).Distinct()], ct);
        // Whoever sees a comment knows of its author: who is kept from the one is kept from the other. Moderators are shown comments besides.
        var authors = await Authors([.. viewers.Where(viewer => viewer.Moderates && comments.Contains(viewer))], [.. rows.Values.Select(row => row.Comment.AuthorId).Distinct()], ct);

        // Whoever sees one of its comments sees the post.
        IQueryable<Guid> It(IQueryable<Post> posts) => posts.Where(p => p.Id == postId).Select(p => p.Id);
        List<Viewer> others = [.. viewers.Where(viewer => !comments.Contains(viewer))];
        var posts = others.Count > 0 ? await db.SightsOf(others, It(db.Posts), viewer => It(db.Posts.VisibleTo(viewer)), ct) : NoSights;

        return viewers.Where(viewer => comments.Contains(viewer) || posts.Contains(viewer)).ToDictionary(viewer => viewer, viewer => new CommentsSeen(
            [.. comments[viewer].Select(id => rows.GetValueOrDefault(id)).OfType<Row>().OrderBy(row => row.Comment.Position)
                .Select(row => new SeenComment(row.Comment, row.Post, !viewer.Moderates || authors[viewer].Contains(row.Comment.AuthorId) ? row.Author : null))],
            Math.Max(after, end), end < head));
    }

    static ILookup<Viewer, Guid> NoSights => Array.Empty<Viewer>().ToLookup(viewer => viewer, _ => Guid.Empty);

    /// <summary>Comments of which it is known who sees them.</summary>
    async Task<Dictionary<Guid, Row>> Rows(IReadOnlyList<Guid> ids, CancellationToken ct) => ids.Count == 0 ? [] : await (
        from comment in db.Comments.AsNoTracking()
        where ids.Contains(comment.Id)
        join author in db.People.AsNoTracking() on comment.AuthorId equals author.Id
        select new Row(comment, comment.Post!, author)).ToDictionaryAsync(row => row.Comment.Id, ct);

    async Task<ILookup<Viewer, Guid>> Authors(IReadOnlyList<Viewer> viewers, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        IQueryable<Guid> Them(IQueryable<User> users) => users.Where(user => ids.Contains(user.Id)).Select(user => user.Id);
        return ids.Count > 0 ? await db.SightsOf(viewers, Them(db.Users), viewer => Them(db.Users.VisibleTo(viewer)), ct) : NoSights;
    }

    sealed record Row(Comment Comment, Post Post, KnownPerson Author);
}

/// <summary>Some comments that a viewer sees, in their order.</summary>
/// <param name="Last">The position up to which they are all.</param>
/// <param name="More">Whether there are comments behind it.</param>
public sealed record CommentsSeen(IReadOnlyList<SeenComment> Comments, long Last, bool More);

/// <summary>A comment with its post and its author.</summary>
/// <param name="Author"><c>null</c> for one that the viewer may not know of.</param>
public sealed record SeenComment(Comment Comment, Post Post, IPerson? Author);
