using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>What somebody brings along from elsewhere: one or more ZIPs of a copy of their data, and what became of each thing in them. Its owner's alone.</summary>
[Implements(typeof(INode)), Unscoped]
public sealed class ImportNode(Import import) : INode
{
    internal const string Type = "Import";

    /// <summary>The node's id, unique among all nodes.</summary>
    public GlobalId Id => new(Type, import.Id);

    /// <summary>Its page on this site.</summary>
    public Uri Url([Site] Uri site) => new(site, $"/import/{import.Id}");

    /// <summary>How far it is.</summary>
    public ImportStatus Status => import.Status;

    /// <summary>What made the copy; null until it was looked at.</summary>
    public ImportSource? Source => import.Source;

    /// <summary>Whether posts keep the places that they name.</summary>
    public bool KeepsPlaces => import.KeepPlaces;

    /// <summary>When you asked for it.</summary>
    public DateTime CreatedAt => import.CreatedAt;

    /// <summary>When the last thing in it was looked at; null until then.</summary>
    public DateTime? FinishedAt => import.FinishedAt;

    /// <summary>How many things are in it, as far as they were counted.</summary>
    public int ItemCount => import.ItemCount;

    /// <summary>How many of them became what so far.</summary>
    public IDataLoaderResult<ImportCountsNode> Counts([FromServices] CountsOfImport counts, [Me] Viewer me) => counts.Load(me, import.Id).Then(count => new ImportCountsNode(count));

    /// <summary>Why nothing more of it can be taken; null unless it failed.</summary>
    public ImportReason? Failure => import.Failure;

    /// <summary>Its ZIPs, and what of them is still to be sent.</summary>
    public IDataLoaderResult<IEnumerable<ImportFileNode>> Files([FromServices] FilesOfImport files, [Me] Viewer me) =>
        files.Load(me, import.Id).Then(rows => rows.Select(file => new ImportFileNode(file)));

    /// <summary>What became of each thing in it, the latest first.</summary>
    public IDataLoaderResult<ImportItemsConnection> Items([FromServices] ItemsOfImport items, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        items.Load(me, import.Id, PageRequest.Of(first, after, last, before)).Then(page => new ImportItemsConnection(page));
}

/// <summary>How many things of an import became what.</summary>
[Name("ImportCounts")]
public sealed class ImportCountsNode(IReadOnlyDictionary<ImportItemStatus, int> counts)
{
    /// <summary>Those that are here now.</summary>
    public int Imported => counts.GetValueOrDefault(ImportItemStatus.Imported);

    /// <summary>Those that were here before.</summary>
    public int AlreadyThere => counts.GetValueOrDefault(ImportItemStatus.AlreadyThere);

    /// <summary>Those that are not taken.</summary>
    public int Refused => counts.GetValueOrDefault(ImportItemStatus.Refused);

    /// <summary>Those that are only told.</summary>
    public int Listed => counts.GetValueOrDefault(ImportItemStatus.Listed);
}

/// <summary>A ZIP of an import.</summary>
[Name("ImportFile")]
public sealed class ImportFileNode(ImportFile file)
{
    /// <summary>What you call it.</summary>
    public string FileName => file.FileName;

    /// <summary>Its bytes.</summary>
    public double ByteSize => file.ByteSize;

    /// <summary>Bytes of every part but the last.</summary>
    public int PartSize => file.PartSize;

    /// <summary>The parts to send, to be PUT as those of a photo are; none when all of it is here.</summary>
    public async Task<IEnumerable<UploadPartNode>> Parts([FromServices] ImportTickets tickets, CancellationToken ct) => (await tickets.For(file, ct)).Parts.Select(part => new UploadPartNode(part));
}

/// <summary>What became of one thing in an import.</summary>
[Implements(typeof(INode)), Unscoped]
public sealed class ImportItemNode(ImportItem item) : INode
{
    internal const string Type = "ImportItem";

    /// <summary>The node's id, unique among all nodes.</summary>
    public GlobalId Id => new(Type, item.Id);

    /// <summary>What it is.</summary>
    public ImportItemKind Kind => item.Kind;

    /// <summary>What became of it.</summary>
    public ImportItemStatus Status => item.Status;

    /// <summary>Why it is not taken, or only told; null otherwise.</summary>
    public ImportReason? Reason => item.Reason;

    /// <summary>How its words begin, or what it is called; null where it has neither.</summary>
    public string? Title => item.Title;

    /// <summary>When it was made where it comes from; null where that is not said.</summary>
    public DateTime? MadeAt => item.MadeAt;

    /// <summary>The post that it became or is in; null for other things, and once the post is deleted.</summary>
    public IDataLoaderResult<PostNode?> Post([FromServices] PostById posts, [Me] Viewer me) =>
        item.PostId is { } id ? posts.Load(me, id).Then(post => post is null ? null : new PostNode(post)) : LoaderResults.Ready<PostNode?>(null);
}

/// <summary>Things of an import, the latest first.</summary>
public sealed class ImportItemsConnection(RowPage<ImportItem> page)
    : CountedConnection<ImportItem, ImportItemsEdge, ImportItemNode>(page, (item, cursor) => new ImportItemsEdge(item, cursor), edge => edge.Node);

/// <summary>A thing of an import in a list.</summary>
public sealed class ImportItemsEdge(ImportItem item, string cursor)
{
    /// <summary>The place in the list.</summary>
    public string Cursor => cursor;

    /// <summary>The thing.</summary>
    public ImportItemNode Node { get; } = new(item);
}

partial class ViewerNode
{
    /// <summary>What you brought along last; null when there is nothing.</summary>
    public IDataLoaderResult<ImportNode?> LatestImport([FromServices] LatestImportOfUser imports, [Me] Viewer me) =>
        imports.Load(me, user.Id).Then(import => import is null ? null : new ImportNode(import));
}

public sealed class ImportById(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, Import?>(databases, async (db, viewer, ids, ct) =>
    await db.Imports.VisibleTo(viewer).Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, Import? (i) => i, ct), null);

public sealed class ImportItemById(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, ImportItem?>(databases, async (db, viewer, ids, ct) =>
    await db.ImportItems.VisibleTo(viewer).Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ImportItem? (i) => i, ct), null);

public sealed class LatestImportOfUser(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, Import?>(databases, async (db, viewer, ids, ct) =>
    (await db.Imports.VisibleTo(viewer).Where(i => ids.Contains(i.UserId)).OrderByDescending(i => i.Id).Take(1).ToListAsync(ct)).ToDictionary(i => i.UserId, Import? (i) => i), null);

public sealed class FilesOfImport(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, IReadOnlyList<ImportFile>>(databases, async (db, viewer, ids, ct) =>
    (await db.ImportFiles.AsNoTracking().Where(f => ids.Contains(f.ImportId) && f.UserId == viewer.Id).OrderBy(f => f.Number).ToListAsync(ct))
        .GroupBy(f => f.ImportId).ToDictionary(files => files.Key, IReadOnlyList<ImportFile> (files) => [.. files]), []);

public sealed class CountsOfImport(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, IReadOnlyDictionary<ImportItemStatus, int>>(databases, async (db, viewer, ids, ct) =>
    (await db.ImportItems.VisibleTo(viewer).Where(i => ids.Contains(i.ImportId)).GroupBy(i => new { i.ImportId, i.Status }).Select(same => new { same.Key, Count = same.Count() }).ToListAsync(ct))
        .GroupBy(same => same.Key.ImportId).ToDictionary(import => import.Key, IReadOnlyDictionary<ImportItemStatus, int> (import) => import.ToDictionary(same => same.Key.Status, same => same.Count)), new Dictionary<ImportItemStatus, int>());

public sealed class ItemsOfImport(IDbContextFactory<PhotoShareDb> databases)
    : ConnectionLoader<Guid, ImportItem>(databases, (db, viewer) => db.ImportItems.VisibleTo(viewer), item => item.ImportId, item => item.Id, newestFirst: true);
