namespace PhotoShare;

/// <summary>What a client says of a photo before its bytes are here, and what of it is refused at once.</summary>
public static class Announcement
{
    /// <summary>What may be sent. The bytes are looked at again before they are decoded: the word of a client decides nothing.</summary>
    public static IReadOnlyList<string> AllowedContentTypes { get; } =
        ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/heic", "image/heif"];

    internal static Photo Photo(Guid owner, string fileName, string contentType, string? altText, string? clientMutationId)
    {
        // Some browsers send a whole path, in their own system's writing.
        fileName = Path.GetFileName(fileName.Trim().Replace('\\', '/'));
        if (fileName.Length is 0 or > PhotoShare.Photo.MaxFileNameLength)
            throw new Refused("FILE_NAME", $"A file name has 1 to {PhotoShare.Photo.MaxFileNameLength} characters.", "fileName") { Constraint = $"length 1..{PhotoShare.Photo.MaxFileNameLength}" };
        contentType = contentType.Trim().ToLowerInvariant();
        if (!AllowedContentTypes.Contains(contentType))
            throw new Refused("UNSUPPORTED_MEDIA", "Send a JPEG, PNG, WebP, GIF, AVIF or HEIC photo.", "contentType", RefusalKind.UnsupportedMedia);
        return new Photo
        {
            OwnerId = owner,
            FileName = fileName,
            ContentType = contentType,
            AltText = Photos.AltTextOf(altText),
            ClientMutationId = PhotoShareDb.CheckClientMutationId(clientMutationId),
        };
    }

    internal static void CheckSize(long byteSize, UploadSettings limits)
    {
        if (byteSize <= 0) throw new Refused("EMPTY_FILE", "The file is empty.", "byteSize", RefusalKind.UnsupportedMedia);
        if (byteSize > limits.MaxBytes) throw TooLarge(limits);
    }

    internal static Refused TooLarge(UploadSettings limits) =>
        new("FILE_TOO_LARGE", $"A photo has at most {limits.MaxBytes / (1024 * 1024)} MB.", "byteSize", RefusalKind.UnsupportedMedia);

    internal static string? CheckHash(string? sha256)
    {
        if (sha256 is null) return null;
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit))
            throw new Refused("SHA256", "A SHA-256 has 64 hexadecimal digits.", "sha256") { Constraint = "length 64..64" };
        return sha256.ToLowerInvariant();
    }
}
