using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>One worker's way through an import: what is done already, and what became of the next thing.</summary>
sealed class ImportRun
{
    static readonly TimeSpan ProlongedEvery = TimeSpan.FromSeconds(20);

    readonly PhotoShareDb db;
    readonly HashSet<string> done;
    readonly Func<Task> prolong;
    readonly int mostItems;
    DateTime prolonged = DateTime.UtcNow;

    ImportRun(PhotoShareDb db, Import import, HashSet<string> done, Func<Task> prolong, int mostItems) =>
        (this.db, Import, this.done, this.prolong, this.mostItems) = (db, import, done, prolong, mostItems);

    public Import Import { get; }
    public Guid Me => Import.UserId;

    /// <summary>For whom it is done. Not as a moderator: an import shows nobody more than they see.</summary>
    public Viewer Viewer => new(Import.UserId);

    public static async Task<ImportRun> Begin(PhotoShareDb db, ImportClaim claim, Func<Task> prolong, ImportSettings settings, CancellationToken ct)
    {
        var import = await db.Imports.AsNoTracking().Include(i => i.Files).SingleOrDefaultAsync(i => i.Id == claim.ImportId && i.LeaseId == claim.LeaseId, ct) ?? throw new LeaseLost();
        var done = await db.ImportItems.Where(i => i.ImportId == import.Id).Select(i => i.SourceId).ToListAsync(ct);
        return new ImportRun(db, import, [.. done], prolong, settings.MaxItems);
    }

    public bool IsDone(string sourceId) => done.Contains(sourceId);

    /// <summary>What a row that it becomes is told apart by: its unique index lets it come once, however often it is imported.</summary>
    public static string Key(string sourceId) => $"import/{sourceId}";

    /// <summary>Writes down what became of a thing, once.</summary>
    public async Task Say(ImportItemKind kind, string sourceId, ImportItemStatus status, ImportReason? reason, string? title, DateTime? madeAt, Guid? postId, CancellationToken ct)
    {
        if (!done.Add(sourceId)) return;
        if (done.Count > mostItems + ZipSlack) throw new NotTaken(ImportReason.TooManyItems);
        db.ChangeTracker.Clear();
        db.Add(new ImportItem { ImportId = Import.Id, Kind = kind, SourceId = sourceId, Status = status, Reason = reason, Title = TitleOf(title), MadeAt = madeAt, PostId = postId });
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        await Alive();
    }

    /// <summary>Files of the import that are no things of their own are said too.</summary>
    const int ZipSlack = 100;

    public async Task Alive()
    {
        if (DateTime.UtcNow - prolonged < ProlongedEvery) return;
        await prolong();
        prolonged = DateTime.UtcNow;
    }

    /// <summary>On one line, without what no database takes.</summary>
    static string? TitleOf(string? title)
    {
        if (string.IsNullOrWhiteSpace(title)) return null;
        title = new string([.. title.Trim().Select(c => char.IsControl(c) ? ' ' : c)]);
        return title.Length <= ImportItem.MaxTitleLength ? title : Excerpt.Head(title, ImportItem.MaxTitleLength) + "…";
    }
}
