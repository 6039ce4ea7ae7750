using System.Linq.Expressions;

namespace PhotoShare;

/// <summary>Walks all posts of a range from the newest on and takes those that belong to the feed: on one box they are few, and SQLite has no LATERAL.</summary>
sealed class SqliteFeed : IFeedDialect
{
    public IQueryable<Guid> Newest(PhotoShareDb db, Viewer viewer, Expression<Func<Post, bool>> range, int most, FeedSources sources) =>
        db.HomeFeed(viewer).Where(range).OrderByDescending(post => post.Id).Select(post => post.Id).Take(most);
}
