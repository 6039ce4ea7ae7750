using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;

namespace PhotoShare;

/// <summary>A program of somebody's that people may let act for them: a client in the words of OAuth. Of its secret OpenIddict keeps a slow hash.</summary>
public sealed class ClientApp : OpenIddictEntityFrameworkCoreApplication<Guid, AppGrant, AppToken>
{
    public const int MaxNameLength = 60;
    public const int MaxWebsiteLength = 300;
    public const int MaxRedirects = 10;
    public const int MaxRedirectLength = 500;

    public ClientApp() => Id = RowId.Next();

    /// <summary>Who registered it and may change it.</summary>
    public Guid OwnerId { get; set; }

    public DateTime CreatedAt { get; set; } = DateTime.UtcNow;

    /// <summary>Where people read about it; <c>null</c> if nowhere.</summary>
    public string? Website { get; set; }

    /// <summary>Whether it runs where it can keep a secret, as a server does and a phone or a browser does not.</summary>
    public bool KeepsSecret => ClientType == OpenIddictConstants.ClientTypes.Confidential;

    /// <summary>The addresses that people may be sent back to.</summary>
    public IReadOnlyList<string> Redirects => Listed(RedirectUris);

    /// <summary>What it may ask people for.</summary>
    public Scopes Scopes => Scopes.Named(Listed(Permissions).Where(p => p.StartsWith(OpenIddictConstants.Permissions.Prefixes.Scope, StringComparison.Ordinal))
        .Select(p => p[OpenIddictConstants.Permissions.Prefixes.Scope.Length..]));

    static IReadOnlyList<string> Listed(string? json) => string.IsNullOrEmpty(json) ? [] : JsonSerializer.Deserialize<string[]>(json)!;

    sealed class Mapping : IEntityTypeConfiguration<ClientApp>
    {
        public void Configure(EntityTypeBuilder<ClientApp> app)
        {
            app.ToTable("apps");
            app.Property(a => a.DisplayName).HasMaxLength(MaxNameLength);
            app.Property(a => a.Website).HasMaxLength(MaxWebsiteLength);
            app.HasOne<User>().WithMany().HasForeignKey(a => a.OwnerId);
            app.HasMany(a => a.Authorizations).WithOne(g => g.Application).HasForeignKey(AppGrant.AppId).OnDelete(DeleteBehavior.Cascade);
            app.HasMany(a => a.Tokens).WithOne(t => t.Application).HasForeignKey(AppGrant.AppId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
