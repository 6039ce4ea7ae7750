using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>
    /// Announces the ZIPs of a copy of your data, of another instance of PhotoShare or of Instagram as JSON: PUT the parts of each file, then
    /// completeImport. A part that got lost is sent again by the import's files. One import at a time. What you imported before comes no second time.
    /// </summary>
    [SignedIn, Unscoped]
    public static Task<RequestImportPayload> RequestImport([FromServices] Imports imports, [Me] Viewer me, RequestImportInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            List<AnnouncedZip> zips = [.. input.Files.Select(file => new AnnouncedZip(file.FileName, (long)Math.Clamp(file.ByteSize, 0, 1L << 50)))];
            return new RequestImportPayload { Import = new ImportNode(await imports.Request(me, zips, input.KeepPlaces ?? false, ct)) };
        });

    /// <summary>Says that all parts are there. The import is worked at in the background: look at its counts and items. Twice is once.</summary>
    [SignedIn, Unscoped]
    public static Task<CompleteImportPayload> CompleteImport([FromServices] Imports imports, [Me] Viewer me, CompleteImportInput input, CancellationToken ct) =>
        Payload.Of(input, async () => new CompleteImportPayload { Import = new ImportNode(await imports.Complete(me, input.ImportId.KeyOf(ImportNode.Type, "importId"), ct)) });

    /// <summary>Ends an import and forgets it. What it has added already stays.</summary>
    [SignedIn, Unscoped]
    public static Task<CancelImportPayload> CancelImport([FromServices] Imports imports, [Me] Viewer me, CancelImportInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await imports.Cancel(me, input.ImportId.KeyOf(ImportNode.Type, "importId"), ct);
            return new CancelImportPayload { CancelledImportId = input.ImportId };
        });
}

/// <summary>What is to come.</summary>
public sealed class RequestImportInput : MutationInput
{
    /// <summary>The ZIPs, all parts of one copy.</summary>
    public required IEnumerable<ImportFileInput> Files { get; init; }

    /// <summary>Whether posts keep the places that they name; by default they do not. What a camera wrote of where it was is never one.</summary>
    public bool? KeepPlaces { get; init; }
}

/// <summary>A ZIP that is to come.</summary>
public sealed class ImportFileInput
{
    /// <summary>The file's name, for you to know it by.</summary>
    public required string FileName { get; init; }

    /// <summary>Exactly how many bytes.</summary>
    public required double ByteSize { get; init; }
}

/// <summary>What requestImport answers.</summary>
[Refuses(typeof(ValidationError), typeof(ForbiddenError), typeof(UnsupportedMediaError), typeof(ConflictError))]
public sealed class RequestImportPayload : Payload
{
    /// <summary>The import, with the parts to send in its files.</summary>
    public ImportNode? Import { get; init; }
}

/// <summary>Which import is all there.</summary>
public sealed class CompleteImportInput : MutationInput
{
    /// <summary>The import's id.</summary>
    public required GlobalId ImportId { get; init; }
}

/// <summary>What completeImport answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ConflictError))]
public sealed class CompleteImportPayload : Payload
{
    /// <summary>The import, which waits for its turn.</summary>
    public ImportNode? Import { get; init; }
}

/// <summary>Which import to end.</summary>
public sealed class CancelImportInput : MutationInput
{
    /// <summary>The import's id.</summary>
    public required GlobalId ImportId { get; init; }
}

/// <summary>What cancelImport answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class CancelImportPayload : Payload
{
    /// <summary>The id that names an import no longer.</summary>
    public GlobalId? CancelledImportId { get; init; }
}
