namespace PhotoShare;

/// <summary>What to show next. Unordered: every door pages by id, newest first.</summary>
public static class Feed
{
    /// <summary>
    /// The home feed: one's own posts, those of the people one follows, and the public ones of the hashtags one follows; none of whom
    /// one has muted. Merged when read, so an unfollow holds from the next request on.
    /// </summary>
    public static IQueryable<Post> HomeFeed(this PhotoShareDb db, Viewer viewer)
    {
        var me = viewer.Required;
        return db.Posts.VisibleTo(viewer).Where(post =>
            post.AuthorId == me
            || (!db.Mutes.Any(mute => mute.MuterId == me && mute.MutedId == post.AuthorId)
                && (db.Follows.Any(f => f.FollowerId == me && f.FolloweeId == post.AuthorId && f.AcceptedAt != null)
                    || (post.Visibility == Visibility.Public && !post.Author!.IsPrivate
                        && post.Hashtags.Any(tag => db.HashtagFollows.Any(f => f.UserId == me && f.Name == tag.Name))))));
    }

    /// <summary>What anybody may see, as far as it is for this viewer: without the people they have muted, or who are blocked either way.</summary>
    public static IQueryable<Post> ExplorePosts(this PhotoShareDb db, Viewer viewer)
    {
        var me = viewer.Id;
        return db.Posts.VisibleTo(viewer).Where(post =>
            post.PublishedAt != null && post.Visibility == Visibility.Public && !post.Author!.IsPrivate
            && (me == null || !db.Mutes.Any(mute => mute.MuterId == me && mute.MutedId == post.AuthorId)));
    }
}
