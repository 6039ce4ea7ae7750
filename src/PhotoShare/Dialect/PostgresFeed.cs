using System.Linq.Expressions;

namespace PhotoShare;

/// <summary>
/// Merges what comes into a feed, newest first, as if each author's posts were a sorted list of their own (LATERAL): the newest of each
/// is looked up, and only the authors who have one of the newest can have any other post of the page. So a page reads one entry of the
/// index (author, id) for each author and a page's worth for each author on the page, wherever the page lies.
/// </summary>
sealed class PostgresFeed : IFeedDialect
{
    public IQueryable<Guid> Newest(PhotoShareDb db, Viewer viewer, Expression<Func<Post, bool>> range, int most, FeedSources sources)
    {
        var (visible, open) = (db.Posts.VisibleTo(viewer).Where(range), db.ExplorePosts(viewer).Where(range));
        var authors = db.FeedAuthors(viewer);
        if (!viewer.Moderates && !sources.HasFlag(FeedSources.Suggested))
        {
            // Asked of each author once, and not of each of their posts: most of a page's time goes by here.
            var apart = db.ApartFrom(viewer);
            authors = authors.Where(author => !apart.Contains(author.Id));
            visible = db.Posts.VisibleToFollower(viewer.Required).Where(range);
        }
        // Whom one follows shows one more than they show anybody; of others only that is for a feed.
        if (sources.HasFlag(FeedSources.Suggested)) authors = authors.Concat(db.SuggestedAuthors(viewer).Select(id => new FeedAuthor { Id = id, IsSuggested = true }));
        var leading = from author in authors
                      from newest in visible.Where(post => post.AuthorId == author.Id && (!author.IsSuggested || post.Visibility == Visibility.Public))
                          .OrderByDescending(post => post.Id).Take(1)
                      orderby newest.Id descending
                      select author;
        var written = from author in leading.Take(most)
                      from post in visible.Where(post => post.AuthorId == author.Id && (!author.IsSuggested || post.Visibility == Visibility.Public))
                          .OrderByDescending(post => post.Id).Take(most)
                      select post.Id;
        if (!sources.HasFlag(FeedSources.Hashtags)) return written.OrderByDescending(id => id).Take(most);
        var tagged = from name in db.FollowedHashtags(viewer)
                     from post in open.Where(post => post.Hashtags.Any(tag => tag.Name == name)).OrderByDescending(post => post.Id).Take(most)
                     select post.Id;
        return written.Union(tagged).OrderByDescending(id => id).Take(most);
    }
}
