namespace PhotoShare;

/// <summary>What others may see of a person, and whether they are there to be seen.</summary>
public interface IPerson
{
    Guid Id { get; }
    string Username { get; }
    string? DisplayName { get; }
    string? Bio { get; }
    bool IsPrivate { get; }
    Guid? AvatarPhotoId { get; }
    DateTime CreatedAt { get; }
    DateTime? BannedAt { get; }
    DateTime? LeavesAt { get; }
}
