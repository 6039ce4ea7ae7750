using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// How many posts somebody has. The database keeps it: triggers of the table of posts, so that whatever changes a post counts it (ADR 35). Who has none has
/// no row. What an author alone sees is private, hidden by moderators or not published.
/// </summary>
public sealed class PostCount
{
    public required Guid AuthorId { get; init; }

    /// <summary>Those for everyone.</summary>
    public required int Public { get; init; }

    /// <summary>Those for followers alone.</summary>
    public required int Followers { get; init; }

    /// <summary>Those that the author alone sees.</summary>
    public required int Own { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<PostCount>
    {
        public void Configure(EntityTypeBuilder<PostCount> count)
        {
            count.ToTable("post_counts");
            count.HasKey(c => c.AuthorId);
            count.Property(c => c.AuthorId).ValueGeneratedNever();
        }
    }
}

/// <summary>Somebody with the number of their posts that a viewer sees.</summary>
public sealed class CountedAuthor
{
    public required Guid Id { get; init; }
    public required int Posts { get; init; }
}

public static class PostCounting
{
    /// <summary>
    /// The people whom a viewer may know of, each with as many posts as <see cref="PostVisibility.VisibleTo(DbSet{Post}, Viewer)"/> has of theirs: the numbers that are kept, for what
    /// a viewer is to an author is the same for all of their posts. A moderator sees single ones besides, so for them they are counted.
    /// </summary>
    public static IQueryable<CountedAuthor> CountedAuthors(this PhotoShareDb db, Viewer viewer)
    {
        if (viewer.Moderates)
        {
            var posts = db.Posts.VisibleTo(viewer);
            return db.Users.Select(user => new CountedAuthor { Id = user.Id, Posts = posts.Count(post => post.AuthorId == user.Id) });
        }
        var apart = db.ApartFrom(viewer);
        var people = db.Users.Where(user => !apart.Contains(user.Id));
        if (viewer.Id is not { } me)
            return people.Select(user => new CountedAuthor { Id = user.Id, Posts = user.IsPrivate ? 0 : db.PostCounts.Where(c => c.AuthorId == user.Id).Sum(c => c.Public) });
        return people.Select(user => new CountedAuthor
        {
            Id = user.Id,
            Posts = user.Id == me ? db.PostCounts.Where(c => c.AuthorId == user.Id).Sum(c => c.Public + c.Followers + c.Own)
                : user.Followers.Any(f => f.FollowerId == me && f.AcceptedAt != null) ? db.PostCounts.Where(c => c.AuthorId == user.Id).Sum(c => c.Public + c.Followers)
                : user.IsPrivate ? 0
                : db.PostCounts.Where(c => c.AuthorId == user.Id).Sum(c => c.Public),
        });
    }
}
