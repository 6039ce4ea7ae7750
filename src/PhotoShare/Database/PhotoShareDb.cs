using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PhotoShare;

/// <summary>
/// The database, the same model on every provider; each has a derived context with its own migrations.
/// Read through <c>VisibleTo</c>: the sets themselves know no privacy.
/// </summary>
public abstract class PhotoShareDb(DbContextOptions options) : IdentityUserContext<User, Guid>(options), IDataProtectionKeyContext
{
    public const int MaxClientMutationIdLength = 100;

    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();
    public DbSet<Photo> Photos => Set<Photo>();
    public DbSet<BlobDeletion> BlobDeletions => Set<BlobDeletion>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<PostHashtag> PostHashtags => Set<PostHashtag>();
    public DbSet<PostMention> PostMentions => Set<PostMention>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<Like> Likes => Set<Like>();
    public DbSet<Follow> Follows => Set<Follow>();
    public DbSet<HashtagFollow> HashtagFollows => Set<HashtagFollow>();
    public DbSet<Block> Blocks => Set<Block>();
    public DbSet<Mute> Mutes => Set<Mute>();
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<SavedPost> SavedPosts => Set<SavedPost>();
    public DbSet<Collection> Collections => Set<Collection>();
    public DbSet<CollectionItem> CollectionItems => Set<CollectionItem>();
    public DbSet<Place> Places => Set<Place>();
    public DbSet<NotificationCause> NotificationCauses => Set<NotificationCause>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Export> Exports => Set<Export>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The provider's full-text searches.</summary>
    internal abstract ISearchDialect Search { get; }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<User>().ToTable("users");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("user_passkeys");
            passkey.HasKey(p => p.CredentialId);
            // The longest credential id that WebAuthn allows.
            passkey.Property(p => p.CredentialId).HasMaxLength(1_023);
            passkey.OwnsOne(p => p.Data).ToJson();
            passkey.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
        });
        builder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
        builder.ApplyConfigurationsFromAssembly(typeof(PhotoShareDb).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    internal static string? CheckClientMutationId(string? id) =>
        id is null or { Length: > 0 and <= MaxClientMutationIdLength }
            ? id
            : throw new Refused("CLIENT_MUTATION_ID", $"A clientMutationId has 1 to {MaxClientMutationIdLength} characters.", "clientMutationId") { Constraint = $"length 1..{MaxClientMutationIdLength}" };
}

static class DbSets
{
    /// <summary>The context that a set belongs to, for a rule that spans tables.</summary>
    internal static PhotoShareDb Db<T>(this DbSet<T> set) where T : class => (PhotoShareDb)set.GetService<ICurrentDbContext>().Context;
}
