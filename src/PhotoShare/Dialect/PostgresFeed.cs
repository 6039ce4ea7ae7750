using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// Merges what comes into a feed, newest first, as if each author's posts were a sorted list of their own (LATERAL): the newest of each
/// is looked up, and only the authors who have one of the newest can have any other post of the page. So a page reads one entry of the
/// index (author, id) for each author and a page's worth for each author on the page, wherever the page lies.
/// </summary>
sealed class PostgresFeed : IFeedDialect
{
    /// <summary>The posts that were made lately, of anybody, among which those of very many people are looked for first.</summary>
    const int Lately = 2_000;

    public IQueryable<Guid> Newest(PhotoShareDb db, Viewer viewer, Expression<Func<Post, bool>> range, int most, FeedSources sources)
    {
        var (authors, visible) = (db.FeedAuthors(viewer), db.Posts.VisibleTo(viewer).Where(range));
        var written = (viewer.Moderates, sources.HasFlag(FeedSources.Suggested)) switch
        {
            (false, false) => OfFollowed(db, viewer, authors, range, most, sources),
            // Whom one follows shows one more than they show anybody; of others only that is for a feed.
            (_, true) => Merged(authors.Concat(db.SuggestedAuthors(viewer).Select(id => new FeedAuthor { Id = id, IsSuggested = true })), visible, most),
            _ => Merged(authors, visible, most),
        };
        if (!sources.HasFlag(FeedSources.Hashtags)) return written.OrderByDescending(id => id).Take(most);
        var open = db.ExplorePosts(viewer).Where(range);
        var tagged = from name in db.FollowedHashtags(viewer)
                     from post in open.Where(post => post.Hashtags.Any(tag => tag.Name == name)).OrderByDescending(post => post.Id).Take(most)
                     select post.Id;
        return written.Union(tagged).OrderByDescending(id => id).Take(most);
    }

    /// <summary>Of those whom the viewer follows. Whether they are blocked is asked of each once, and not of each of their posts: most of a page's time goes by here.</summary>
    static IQueryable<Guid> OfFollowed(PhotoShareDb db, Viewer viewer, IQueryable<FeedAuthor> authors, Expression<Func<Post, bool>> range, int most, FeedSources sources)
    {
        var (me, apart) = (viewer.Required, db.ApartFrom(viewer));
        authors = authors.Where(author => !apart.Contains(author.Id));
        var merged = Merged(authors, db.Posts.VisibleToFollower(me).Where(range), most);
        if (!sources.HasFlag(FeedSources.Many)) return merged;
        // If a page of theirs is among the last of all posts, there is nothing newer anywhere; and then the merge, which one condition rules out, is not begun.
        var lately = db.Posts.Where(range).OrderByDescending(post => post.Id).Take(Lately).VisibleToFollower(me)
            .Where(post => authors.Any(author => author.Id == post.AuthorId)).Select(post => post.Id);
        return lately.Union(merged.Where(_ => lately.Count() < most));
    }

    static IQueryable<Guid> Merged(IQueryable<FeedAuthor> authors, IQueryable<Post> visible, int most)
    {
        var leading = from author in authors
                      from newest in visible.Where(post => post.AuthorId == author.Id && (!author.IsSuggested || post.Visibility == Visibility.Public))
                          .OrderByDescending(post => post.Id).Take(1)
                      orderby newest.Id descending
                      select author;
        return from author in leading.Take(most)
               from post in visible.Where(post => post.AuthorId == author.Id && (!author.IsSuggested || post.Visibility == Visibility.Public))
                   .OrderByDescending(post => post.Id).Take(most)
               select post.Id;
    }
}
