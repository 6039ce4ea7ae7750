using System.Linq.Expressions;

namespace PhotoShare;

/// <summary>How a provider finds a part of a home feed. What belongs to one, <see cref="Feed.HomeFeed"/> says.</summary>
interface IFeedDialect
{
    /// <summary>The ids of the newest posts in a range of ids, no more than <paramref name="most"/>.</summary>
    IQueryable<Guid> Newest(PhotoShareDb db, Viewer viewer, Expression<Func<Post, bool>> range, int most);
}
