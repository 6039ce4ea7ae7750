using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>One to ten photos with a caption.</summary>
public sealed class Post
{
    /// <summary>Characters of a caption; Instagram's own bound.</summary>
    public const int MaxCaptionLength = 2_200;
    public const int MaxPhotos = 10;
    public const int MaxContentWarningLength = 200;

    public Guid Id { get => RowId.Once(ref field); init; }   // ordered by time, so also the cursor
    public required Guid AuthorId { get; init; }
    public User? Author { get; init; }
    public string? Caption { get; set; }
    public Visibility Visibility { get; set; } = Visibility.Public;

    /// <summary>What a viewer is told before the photos are shown; <c>null</c> shows them at once.</summary>
    public string? ContentWarning { get; set; }
    public bool CommentsEnabled { get; set; } = true;

    /// <summary>Whether nobody but its author sees how many like it, nor who. The author's account may hide those of all their posts.</summary>
    public bool HidesLikes { get; set; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;
    public DateTime? EditedAt { get; set; }

    /// <summary>When all photos were ready; until then nobody but the author sees the post.</summary>
    public DateTime? PublishedAt { get; set; }
    public string? ClientMutationId { get; init; }

    /// <summary>Where it is, as its author says.</summary>
    public Guid? PlaceId { get; set; }

    /// <summary>The last <see cref="Comment.Position"/> that was given.</summary>
    public long CommentPosition { get; set; }

    /// <summary>When moderators gave it its content warning: until they take it back, its author may not.</summary>
    public DateTime? WarnedAt { get; set; }

    /// <summary>When moderators hid it from all but its author and themselves.</summary>
    public DateTime? HiddenAt { get; set; }

    /// <summary>When it was brought along from elsewhere; <c>null</c> for one that was made here.</summary>
    public DateTime? ImportedAt { get; init; }

    public ICollection<Photo> Photos { get; } = [];
    public ICollection<PostHashtag> Hashtags { get; } = [];
    public ICollection<PostMention> Mentions { get; } = [];

    sealed class Mapping : IEntityTypeConfiguration<Post>
    {
        public void Configure(EntityTypeBuilder<Post> post)
        {
            post.ToTable("posts");
            post.Property(p => p.Caption).HasMaxLength(MaxCaptionLength);
            post.Property(p => p.ContentWarning).HasMaxLength(MaxContentWarningLength);
            post.Property(p => p.Visibility).HasConversion<string>().HasMaxLength(16);
            post.Property(p => p.ClientMutationId).HasMaxLength(PhotoShareDb.MaxClientMutationIdLength);
            post.HasIndex(p => new { p.AuthorId, p.Id });
            // All that says who sees it: somebody's posts are counted without a look at any of them.
            post.HasIndex(p => new { p.AuthorId, p.Visibility, p.PublishedAt, p.HiddenAt });
            post.HasIndex(p => new { p.AuthorId, p.ClientMutationId }).IsUnique();
            post.HasIndex(p => p.PublishedAt);
            post.HasIndex(p => new { p.PlaceId, p.Id });
            post.HasIndex(p => p.HiddenAt).HasFilter("hidden_at IS NOT NULL");
            post.HasOne<Place>().WithMany().HasForeignKey(p => p.PlaceId).OnDelete(DeleteBehavior.SetNull);
            post.HasOne(p => p.Author).WithMany().HasForeignKey(p => p.AuthorId);
        }
    }
}

/// <summary>Who may see a post, on top of its author's account being private or not.</summary>
public enum Visibility
{
    /// <summary>Everyone, or on a private account its followers.</summary>
    Public,

    /// <summary>Its author's followers.</summary>
    Followers,

    /// <summary>Its author alone.</summary>
    Private,
}

/// <summary>A hashtag in a caption: lower case, without its #. The name is the tag's identity; there is no other row for it.</summary>
public sealed class PostHashtag
{
    public required Guid PostId { get; init; }
    public required string Name { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<PostHashtag>
    {
        public void Configure(EntityTypeBuilder<PostHashtag> hashtag)
        {
            hashtag.ToTable("post_hashtags");
            hashtag.HasKey(h => new { h.PostId, h.Name });
            hashtag.Property(h => h.Name).HasMaxLength(Markup.MaxHashtagLength);
            hashtag.HasIndex(h => new { h.Name, h.PostId });
            hashtag.HasOne<Post>().WithMany(p => p.Hashtags).HasForeignKey(h => h.PostId);
        }
    }
}

/// <summary>A person named in a caption by @username.</summary>
public sealed class PostMention
{
    public required Guid PostId { get; init; }
    public required Guid UserId { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<PostMention>
    {
        public void Configure(EntityTypeBuilder<PostMention> mention)
        {
            mention.ToTable("post_mentions");
            mention.HasKey(m => new { m.PostId, m.UserId });
            mention.HasIndex(m => m.UserId);
            mention.HasOne<Post>().WithMany(p => p.Mentions).HasForeignKey(m => m.PostId);
            mention.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);
        }
    }
}

/// <summary>When a post was made where it comes from, and last changed there. UTC.</summary>
sealed record MadeElsewhere(DateTime At, DateTime? EditedAt);

/// <summary>A post became visible to others.</summary>
public sealed record PostPublished(Guid PostId) : Hint;

/// <summary>Something about a post changed that viewers may be looking at.</summary>
public sealed record PostChanged(Guid PostId, PostChange Change) : Hint;

/// <summary>What changed about a post.</summary>
public enum PostChange
{
    /// <summary>Its caption, its audience, its warning, or whether comments are open.</summary>
    Edited,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>Somebody likes it, or no longer does.</summary>
    Likes,

    /// <summary>A comment was added, changed or deleted.</summary>
    Comments,
}

public static class PostVisibility
{
    /// <summary>The hashtags of the posts that a viewer may see.</summary>
    public static IQueryable<PostHashtag> VisibleTo(this DbSet<PostHashtag> hashtags, Viewer viewer)
    {
        var posts = hashtags.Db().Posts.VisibleTo(viewer);
        return hashtags.AsNoTracking().Where(hashtag => posts.Any(post => post.Id == hashtag.PostId));
    }

    /// <summary>
    /// The posts that a viewer may see: their own; else published ones, public on a public account, or for followers
    /// where the viewer is an accepted one, and nobody's with whom they have a block between them or who is banned or about to leave, nor what
    /// moderators hid. For a moderator, also what was hidden or reported to them, by itself or by a comment or a photo of it. The one place where
    /// this is written.
    /// </summary>
    public static IQueryable<Post> VisibleTo(this DbSet<Post> posts, Viewer viewer)
    {
        if (viewer.Id is not { } me)
            return posts.AsNoTracking().Where(post => post.PublishedAt != null && post.HiddenAt == null
                && post.Visibility == Visibility.Public && !post.Author!.IsPrivate && post.Author.BannedAt == null && post.Author.LeavesAt == null);
        var db = posts.Db();
        var apart = db.ApartFrom(me);
        Expression<Func<Post, bool>> unblocked = post => !apart.Contains(post.AuthorId);
        var seen = unblocked.And(OfFollowed(me, post => (post.Visibility == Visibility.Public && !post.Author!.IsPrivate) || post.Author!.Followers.Any(f => f.FollowerId == me && f.AcceptedAt != null)));
        if (!viewer.Moderates) return posts.AsNoTracking().Where(seen);
        var toJudge = db.PostsToJudge(me);
        return posts.AsNoTracking().Where(seen.Or(post => toJudge.Contains(post.Id)));
    }

    /// <summary>The posts that a viewer may see of themselves and of people whom they follow, who are not blocked or kept out: what <see cref="VisibleTo(DbSet{Post}, Viewer)"/> says, where this is known of the authors already.</summary>
    internal static IQueryable<Post> VisibleToFollower(this IQueryable<Post> posts, Guid me) => posts.AsNoTracking().Where(OfFollowed(me, _ => true));

    /// <param name="isForViewer">Whether one that its author shows to others is for this viewer.</param>
    static Expression<Func<Post, bool>> OfFollowed(Guid me, Expression<Func<Post, bool>> isForViewer)
    {
        Expression<Func<Post, bool>> own = post => post.AuthorId == me;
        Expression<Func<Post, bool>> shown = post => post.PublishedAt != null && post.HiddenAt == null && post.Visibility != Visibility.Private;
        return own.Or(shown.And(isForViewer));
    }
}
