using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIddict.EntityFrameworkCore.Models;

namespace PhotoShare;

/// <summary>A token of an app, of any kind that OAuth knows; a row that is gone or not valid any more ends it. OpenIddict keeps a hash of its text.</summary>
public sealed class AppToken : OpenIddictEntityFrameworkCoreToken<Guid, ClientApp, AppGrant>
{
    public AppToken() => Id = RowId.Next();

    string? subject;

    /// <summary>Whose it is, as OpenIddict writes it: a person, or the app itself.</summary>
    public override string? Subject
    {
        get => subject;
        set
        {
            subject = value;
            UserId = Guid.TryParse(value, out var id) ? id : null;
        }
    }

    /// <summary>The person; <c>null</c> for an app that comes by itself.</summary>
    public Guid? UserId { get; private set; }

    sealed class Mapping : IEntityTypeConfiguration<AppToken>
    {
        public void Configure(EntityTypeBuilder<AppToken> token)
        {
            token.ToTable("app_tokens");
            token.Property(t => t.Subject).HasField(nameof(subject)).UsePropertyAccessMode(PropertyAccessMode.Field);
            token.HasIndex(t => t.ExpirationDate);
            token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>OpenIddict asks for a table of scopes of one's own. Ours are <see cref="Scope"/>, and this stays empty.</summary>
public sealed class AppScope : OpenIddictEntityFrameworkCoreScope<Guid>
{
    sealed class Mapping : IEntityTypeConfiguration<AppScope>
    {
        public void Configure(EntityTypeBuilder<AppScope> scope) => scope.ToTable("app_scopes");
    }
}
