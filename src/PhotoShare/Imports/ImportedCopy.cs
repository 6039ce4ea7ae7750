namespace PhotoShare;

/// <summary>A photo as a copy tells of it.</summary>
/// <param name="File">The name of its file in the copy; <c>null</c> when it names none.</param>
/// <param name="Part">Which ZIP tells of it.</param>
/// <param name="FormerId">Its id where it comes from, if that may be here.</param>
sealed record PhotoToImport(string SourceId, string? File, int Part, string ContentType, string? AltText, bool? ShowCamera, Guid? FormerId, DateTime MadeAt, ImportReason? Refusal = null);

/// <summary>A post as a copy tells of it.</summary>
sealed record PostToImport(
    string SourceId, string? Caption, Visibility Visibility, string? ContentWarning, bool CommentsEnabled, DateTime MadeAt, DateTime? EditedAt, NewPlace? Place,
    IReadOnlyList<PhotoToImport> Photos, Guid? FormerId, ImportReason? Refusal = null);

/// <summary>A copy of somebody's data, whoever made it: what is in it, in an order in which it can be taken.</summary>
abstract class ImportedCopy(ImportZips zips, ImportSettings settings)
{
    protected ImportZips Zips => zips;
    protected long MostJson => settings.MaxJsonBytes;

    public abstract ImportSource Source { get; }

    /// <summary>How many things there are to be said something of.</summary>
    public abstract Task<int> Count(CancellationToken ct);

    /// <summary>The posts, the oldest first, and what is none but would be one where it comes from.</summary>
    public abstract IAsyncEnumerable<PostToImport> Posts(ImportRun run, CancellationToken ct);

    /// <summary>Photos in no post.</summary>
    public abstract IAsyncEnumerable<PhotoToImport> LoosePhotos(ImportRun run, CancellationToken ct);

    public Task<Stream> Open(ZipFile file, long most, CancellationToken ct) => zips.Open(file, most, ct);

    public ZipFile? Find(string name, int part) => zips.Find(name, part);

    /// <summary>Looks what it is. Refused for what is neither.</summary>
    public static async Task<ImportedCopy> In(ImportZips zips, ImportSettings settings, CancellationToken ct)
    {
        if (await PhotoShareCopy.Ours(zips, settings, ct) is { } ours) return ours;
        return InstagramCopy.Theirs(zips, settings) ?? throw new NotTaken(ImportReason.UnknownFormat);
    }

    /// <summary>A time that somebody else's file tells: not before there were such photos, and not after now.</summary>
    protected static DateTime Sane(DateTime moment)
    {
        var now = DateTime.UtcNow;
        return moment > now ? now : moment < Oldest ? Oldest : moment;
    }

    static readonly DateTime Oldest = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
}
