using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PhotoShare;

/// <summary>
/// The database, the same model on every provider; each has a derived context with its own migrations.
/// Read through <c>VisibleTo</c>: the sets themselves know no privacy.
/// </summary>
public abstract class PhotoShareDb(DbContextOptions options) : IdentityUserContext<User, Guid>(options), IDataProtectionKeyContext
{
    public const int MaxClientMutationIdLength = 100;

    /// <summary>When a passkey last signed its person in: a column that Identity's own type does not have.</summary>
    public const string PasskeyLastUsedAt = "LastUsedAt";

    public DbSet<KnownPerson> People => Set<KnownPerson>();
    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();
    public DbSet<Photo> Photos => Set<Photo>();
    public DbSet<BlobDeletion> BlobDeletions => Set<BlobDeletion>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<PostHashtag> PostHashtags => Set<PostHashtag>();
    public DbSet<PostMention> PostMentions => Set<PostMention>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<Like> Likes => Set<Like>();
    public DbSet<Follow> Follows => Set<Follow>();
    public DbSet<PostCount> PostCounts => Set<PostCount>();
    public DbSet<FollowCount> FollowCounts => Set<FollowCount>();
    public DbSet<FollowCountChange> FollowCountChanges => Set<FollowCountChange>();
    public DbSet<HashtagFollow> HashtagFollows => Set<HashtagFollow>();
    public DbSet<Block> Blocks => Set<Block>();
    public DbSet<UnseenPerson> UnseenPeople => Set<UnseenPerson>();
    public DbSet<Mute> Mutes => Set<Mute>();
    public DbSet<Restriction> Restrictions => Set<Restriction>();
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<ModerationAction> ModerationActions => Set<ModerationAction>();
    public DbSet<RemovedImage> RemovedImages => Set<RemovedImage>();
    public DbSet<FilteredWord> FilteredWords => Set<FilteredWord>();
    public DbSet<SavedPost> SavedPosts => Set<SavedPost>();
    public DbSet<Collection> Collections => Set<Collection>();
    public DbSet<CollectionItem> CollectionItems => Set<CollectionItem>();
    public DbSet<Place> Places => Set<Place>();
    public DbSet<NotificationCause> NotificationCauses => Set<NotificationCause>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<PushSubscription> PushSubscriptions => Set<PushSubscription>();
    public DbSet<OutboundMail> OutboundMails => Set<OutboundMail>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<ActiveDay> ActiveDays => Set<ActiveDay>();
    public DbSet<Export> Exports => Set<Export>();
    public DbSet<Import> Imports => Set<Import>();
    public DbSet<ImportFile> ImportFiles => Set<ImportFile>();
    public DbSet<ImportItem> ImportItems => Set<ImportItem>();
    public DbSet<Departure> Departures => Set<Departure>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<EmailLink> EmailLinks => Set<EmailLink>();
    public DbSet<ClientApp> Apps => Set<ClientApp>();
    public DbSet<AppGrant> AppGrants => Set<AppGrant>();
    public DbSet<AppToken> AppTokens => Set<AppToken>();
    public DbSet<AppKey> AppKeys => Set<AppKey>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The provider's full-text searches.</summary>
    internal abstract ISearchDialect Search { get; }

    /// <summary>How the provider finds a part of a home feed.</summary>
    internal abstract IFeedDialect Feed { get; }

    /// <summary>Whether the provider can look up rows for one after the other of those that another query gives (LATERAL).</summary>
    public abstract bool LooksUpEach { get; }

    /// <summary>How many keys a list of keys is to have at least for its statement to be planned once and not for each execution.</summary>
    internal virtual int FewestKeys => 0;

    /// <summary>Lets go of what was deleted or written over, where the provider keeps it beside the rows.</summary>
    internal virtual Task DropOverwritten(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Adds up what waits to be added to the counts of follows, where the provider writes it down before.</summary>
    public virtual Task FoldFollowCounts(CancellationToken ct) => Task.CompletedTask;

    internal abstract Task<DatabaseCondition> Condition(CancellationToken ct);

    /// <summary>Makes the missing changes of the layout, while no other server does.</summary>
    internal virtual Task MigrateAlone(CancellationToken ct) => Database.MigrateAsync(ct);

    /// <summary>Saves all or nothing, once, also where the connection drops meanwhile.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null || !Database.CreateExecutionStrategy().RetriesOnFailure || !ChangeTracker.HasChanges())
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        var saved = await this.InTransaction(() => base.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancellationToken), cancellationToken);
        if (acceptAllChangesOnSuccess) ChangeTracker.AcceptAllChanges();
        return saved;
    }

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
            passkey.Property<DateTime?>(PasskeyLastUsedAt);
            passkey.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
        });
        builder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
        builder.UseOpenIddict<ClientApp, AppGrant, AppScope, AppToken, Guid>();
        builder.ApplyConfigurationsFromAssembly(typeof(PhotoShareDb).Assembly);
        // A row that is read is given its id past the property, which makes one for a row that is new.
        foreach (var id in builder.Model.GetEntityTypes().Select(type => type.FindDeclaredProperty(nameof(User.Id))).OfType<IMutableProperty>())
            id.SetPropertyAccessMode(PropertyAccessMode.PreferFieldDuringConstruction);
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
