namespace PhotoShare;

/// <summary>What an instance says of an account that it deleted. Nobody is named in it; who has a copy of their data can recompute both hashes.</summary>
/// <param name="Id">Of the receipt, and of nothing else.</param>
/// <param name="AskedAt">UTC.</param>
/// <param name="DeletedAt">UTC.</param>
/// <param name="KeyDestroyed">Whether the key is gone that sealed their fields, in backups too.</param>
public sealed record DeletionReceipt(string Format, int Version, Guid Id, DateTime AskedAt, DateTime DeletedAt, DeletedThings Deleted, bool KeyDestroyed)
{
    internal const string FormatName = "photoshare-deletion-receipt";
    internal const int CurrentVersion = 1;
}

/// <summary>What was deleted, in numbers.</summary>
/// <param name="AccountSha256">Of the account's id, as <c>profile.json</c> of a copy has it.</param>
/// <param name="Bytes">Of the photos and of what was made of them.</param>
/// <param name="PhotosSha256">Of the SHA-256 of all originals, lower-case hexadecimal, sorted, one behind the other, as <c>photos.json</c> of a copy has them.</param>
/// <param name="Follows">In both directions.</param>
public sealed record DeletedThings(string AccountSha256, int Posts, int Photos, long Bytes, string PhotosSha256, int Comments, int Likes, int Follows, int Saved, int Exports, int Imports);
