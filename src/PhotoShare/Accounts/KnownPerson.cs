using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// A <see cref="User"/> as others know them: a quarter of the columns, and none that signs anybody in. For lists, which show dozens of people
/// and would read and send their password hashes to throw them away.
/// </summary>
public sealed class KnownPerson : IPerson
{
    public required Guid Id { get; init; }
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public string? Bio { get; init; }
    public bool IsPrivate { get; init; }
    public Guid? AvatarPhotoId { get; init; }
    public required DateTime CreatedAt { get; init; }
    public DateTime? BannedAt { get; init; }
    public DateTime? LeavesAt { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<KnownPerson>
    {
        public void Configure(EntityTypeBuilder<KnownPerson> person)
        {
            // The table itself; what is said to be a view is only read, and no migration makes it.
            person.ToView("users");
            person.Property(p => p.Username).HasColumnName("user_name");
        }
    }
}
