namespace PhotoShare.Media;

/// <summary>The names of blobs. They carry ids alone, no user data, so that a listing tells nothing.</summary>
public static class BlobKeys
{
    internal const string OriginalsPrefix = "originals", RenditionsPrefix = "renditions", ExportsPrefix = "exports";

    /// <summary>The first segments of all keys.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = [OriginalsPrefix, RenditionsPrefix, ExportsPrefix, "imports", "keys", "health"];

    /// <summary>Those of them below which clients read or write, by signed URLs.</summary>
    public static IReadOnlyList<string> ClientPrefixes { get; } = [OriginalsPrefix, RenditionsPrefix, ExportsPrefix, "imports"];

    /// <summary>Where the uploaded bytes of a photo lie.</summary>
    public static string Original(Guid photoId) => $"originals/{photoId:n}";

    /// <summary>Where all derivatives of a photo lie, ending with <c>/</c>.</summary>
    public static string Renditions(Guid photoId) => $"renditions/{photoId:n}/";

    /// <summary>Where a copy of all that a user has lies.</summary>
    public static string Export(Guid userId, Guid exportId) => $"{Exports(userId)}{exportId:n}.zip";

    /// <summary>Where all such copies of a user lie, ending with <c>/</c>.</summary>
    public static string Exports(Guid userId) => $"exports/{userId:n}/";

    /// <summary>Where a ZIP lies that a user brings along.</summary>
    public static string Import(Guid userId, Guid importId, Guid fileId) => $"{Import(userId, importId)}{fileId:n}.zip";

    /// <summary>Where all ZIPs of an import lie, ending with <c>/</c>.</summary>
    public static string Import(Guid userId, Guid importId) => $"{Imports(userId)}{importId:n}/";

    /// <summary>Where all such ZIPs of a user lie, ending with <c>/</c>.</summary>
    public static string Imports(Guid userId) => $"imports/{userId:n}/";

    /// <summary>Where the wrapped secret of the instance lies.</summary>
    public const string InstanceSecret = "keys/instance";

    /// <summary>Where it is told how the audit log ends.</summary>
    public const string AuditHead = "keys/audit-head";

    /// <summary>Where the wrapped data key of a user lies.</summary>
    public static string UserKey(Guid userId) => $"keys/{userId:n}";

    /// <summary>The photo that an original's key names; <c>null</c> when the key is no original's.</summary>
    public static Guid? PhotoOf(string originalKey) =>
        originalKey.StartsWith("originals/", StringComparison.Ordinal) && Guid.TryParseExact(originalKey["originals/".Length..], "n", out var id) ? id : null;
}
