using System.Linq.Expressions;

namespace PhotoShare;

/// <summary>How a provider finds a part of a home feed. What belongs to one, <see cref="Feed.HomeFeed"/> says.</summary>
interface IFeedDialect
{
    /// <summary>The ids of the newest posts in a range of ids, no more than <paramref name="most"/>, all of which the viewer sees.</summary>
    /// <param name="sources">What to look through, beside the people whom the viewer follows.</param>
    IQueryable<Guid> Newest(PhotoShareDb db, Viewer viewer, Expression<Func<Post, bool>> range, int most, FeedSources sources);
}
