namespace PhotoShare;

/// <summary>What to show next. Unordered: every door pages by id, newest first.</summary>
public static class Feed
{
    /// <summary>The home feed: one's own posts and those of the people one follows. Merged when read, so an unfollow holds from the next request on.</summary>
    public static IQueryable<Post> HomeFeed(this PhotoShareDb db, Viewer viewer)
    {
        var me = viewer.Required;
        return db.Posts.VisibleTo(viewer).Where(post =>
            post.AuthorId == me || db.Follows.Any(f => f.FollowerId == me && f.FolloweeId == post.AuthorId && f.AcceptedAt != null));
    }

    /// <summary>What anybody may see: published posts of public accounts, but not of those with whom the viewer has a block between them.</summary>
    public static IQueryable<Post> PublicPosts(this PhotoShareDb db, Viewer viewer)
    {
        var anybodys = db.Posts.VisibleTo(Viewer.Anonymous);
        if (viewer.Id is not { } me) return anybodys;
        var apart = db.ApartFrom(me);
        return anybodys.Where(post => !apart.Contains(post.AuthorId));
    }
}
