using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIddict.EntityFrameworkCore.Models;

namespace PhotoShare;

/// <summary>
/// That somebody let an app in. The permanent one is what they agreed to, one for each app, and is remembered; each time that the app is let in
/// makes a passing one beside it, which its tokens belong to, so that a stolen refresh token ends those of one device.
/// </summary>
public sealed class AppGrant : OpenIddictEntityFrameworkCoreAuthorization<Guid, ClientApp, AppToken>
{
    /// <summary>The column that OpenIddict's own type does not show.</summary>
    public const string AppId = "ApplicationId";

    public AppGrant() => Id = RowId.Next();

    string? subject;

    /// <summary>Whose it is, as OpenIddict writes it.</summary>
    public override string? Subject
    {
        get => subject;
        set
        {
            subject = value;
            UserId = Guid.TryParse(value, out var id) ? id : null;
        }
    }

    /// <summary>The same as a key, with which all of it goes when the account does.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>To the minute; of the permanent one.</summary>
    public DateTime? LastUsedAt { get; set; }

    /// <summary>What was agreed to.</summary>
    public IReadOnlyList<string> ScopeNames => string.IsNullOrEmpty(Scopes) ? [] : JsonSerializer.Deserialize<string[]>(Scopes)!;

    sealed class Mapping : IEntityTypeConfiguration<AppGrant>
    {
        public void Configure(EntityTypeBuilder<AppGrant> grant)
        {
            grant.ToTable("app_grants");
            grant.Property(g => g.Subject).HasField(nameof(subject)).UsePropertyAccessMode(PropertyAccessMode.Field);
            grant.HasOne<User>().WithMany().HasForeignKey(g => g.UserId).OnDelete(DeleteBehavior.Cascade);
            grant.HasMany(g => g.Tokens).WithOne(t => t.Authorization).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
