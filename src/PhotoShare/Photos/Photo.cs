using System.Text.Json;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>One uploaded image, from its announcement to its renditions. Its owner's alone until a post shows it.</summary>
public sealed class Photo
{
    public const int MaxAltTextLength = 1_000;
    public const int MaxFileNameLength = 255;

    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid OwnerId { get; init; }
    public PhotoStatus Status { get; set; } = PhotoStatus.Pending;
    public required string FileName { get; init; }

    /// <summary>What the client said at first, what the bytes are once they were read.</summary>
    public required string ContentType { get; set; }

    /// <summary>Bytes of the original: announced while pending, then what arrived.</summary>
    public long ByteSize { get; set; }

    /// <summary>Of the original, lower-case hexadecimal; <c>null</c> until it is announced or has arrived.</summary>
    public string? Sha256 { get; set; }

    public string? AltText { get; set; }

    /// <summary>The store's id of the upload in parts; <c>null</c> for an upload in one request.</summary>
    public string? UploadId { get; set; }

    public int PartSize { get; set; }

    /// <summary>Pixels, upright; <c>null</c> until ready.</summary>
    public int? Width { get; set; }
    public int? Height { get; set; }

    /// <summary>ThumbHash, Base64.</summary>
    public string? Placeholder { get; set; }

    /// <summary>0xRRGGBB.</summary>
    public int? DominantColor { get; set; }

    /// <summary>64-bit DCT hash, its bits as a signed number because databases have no other.</summary>
    public long? PerceptualHash { get; set; }

    public IReadOnlyList<Rendition> Renditions { get; set; } = [];

    /// <summary><see cref="CameraMetadata"/> sealed under the owner's key.</summary>
    public byte[]? SealedMetadata { get; set; }

    /// <summary>When the camera says it took it, as if its clock were UTC: cameras know no zone.</summary>
    public DateTime? TakenAt { get; set; }

    /// <summary>Whether others see what the camera wrote of itself.</summary>
    public bool ShowCamera { get; set; }

    /// <summary>Whether others see where the camera says it took it. Never by default, and never by anything but the owner's word on this one photo.</summary>
    public bool ShowLocation { get; set; }

    public ProcessingFailureCode? FailureCode { get; set; }
    public string? FailureMessage { get; set; }

    /// <summary>W3C's <c>traceparent</c> of the request that its last byte came by: what is done with the photo later goes on in its trace.</summary>
    public string? TraceParent { get; set; }

    /// <summary>Until when the worker that claimed the photo may keep it.</summary>
    public DateTime? LeaseUntil { get; set; }
    public Guid? LeaseId { get; set; }
    public int Attempts { get; set; }

    public Guid? PostId { get; set; }
    public Post? Post { get; set; }

    /// <summary>Place in its post, from 0.</summary>
    public int Position { get; set; }

    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>When its last byte was here.</summary>
    public DateTime? UploadedAt { get; set; }
    public DateTime? ReadyAt { get; set; }

    /// <summary>Bytes of <see cref="Renditions"/> together.</summary>
    public long RenditionBytes { get; set; }

    /// <summary>The caller's own id of the creation, so that asking twice makes one.</summary>
    public string? ClientMutationId { get; init; }

    /// <summary>What a file of its original is called when it is saved: a name of our own, from nothing that anybody typed.</summary>
    public static string NameOf(Guid id, string contentType) => $"{id:n}.{contentType switch
    {
        "image/jpeg" => "jpg",
        ['i', 'm', 'a', 'g', 'e', '/', .. var kind] when kind.All(char.IsAsciiLetterOrDigit) => kind,
        _ => "bin",
    }}";

    /// <summary>Whether somebody who sees the photo also sees what the camera wrote of itself, and when.</summary>
    public bool ShowsCameraTo(Viewer viewer) => OwnerId == viewer.Id || ShowCamera;

    /// <summary>Whether somebody who sees the photo also sees where the camera says it took it.</summary>
    public bool ShowsLocationTo(Viewer viewer) => OwnerId == viewer.Id || ShowLocation;

    sealed class Mapping : IEntityTypeConfiguration<Photo>
    {
        public void Configure(EntityTypeBuilder<Photo> photo)
        {
            photo.ToTable("photos");
            photo.Property(p => p.Status).HasConversion<string>().HasMaxLength(16);
            photo.Property(p => p.FailureCode).HasConversion<string>().HasMaxLength(32);
            photo.Property(p => p.FileName).HasMaxLength(MaxFileNameLength);
            photo.Property(p => p.ContentType).HasMaxLength(64);
            photo.Property(p => p.Sha256).HasMaxLength(64);
            photo.Property(p => p.AltText).HasMaxLength(MaxAltTextLength);
            photo.Property(p => p.UploadId).HasMaxLength(256);
            photo.Property(p => p.TraceParent).HasMaxLength(55);
            photo.Property(p => p.ClientMutationId).HasMaxLength(PhotoShareDb.MaxClientMutationIdLength);
            // Read and written whole, with its photo: a column, not a table.
            photo.Property(p => p.Renditions).HasConversion(
                list => JsonSerializer.Serialize(list.ToList(), MediaJson.Default.ListRendition),
                json => JsonSerializer.Deserialize(json, MediaJson.Default.ListRendition)!,
                new ValueComparer<IReadOnlyList<Rendition>>((a, b) => a!.SequenceEqual(b!), list => list.Count, list => list.ToList()));
            photo.HasIndex(p => new { p.OwnerId, p.Id });
            photo.HasIndex(p => new { p.OwnerId, p.TakenAt, p.Id });
            photo.HasIndex(p => new { p.OwnerId, p.Sha256 });
            // Has all that a sum needs: of one person, or of everyone.
            photo.HasIndex(p => new { p.OwnerId, p.ByteSize, p.RenditionBytes });
            photo.HasIndex(p => new { p.PostId, p.Position });
            photo.HasIndex(p => new { p.Status, p.Id });
            photo.HasIndex(p => new { p.OwnerId, p.ClientMutationId }).IsUnique();
            photo.HasOne<User>().WithMany().HasForeignKey(p => p.OwnerId);
            photo.HasOne(p => p.Post).WithMany(p => p.Photos).HasForeignKey(p => p.PostId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Pending: bytes on their way. Uploaded: all there, waiting for or under the function. Ready or Failed: done.</summary>
public enum PhotoStatus { Pending, Uploaded, Ready, Failed }

/// <summary>The bytes of a photo are about to arrive.</summary>
public sealed record PhotoAnnounced(Guid PhotoId) : Hint;

/// <summary>All bytes of a photo are in the store.</summary>
public sealed record PhotoUploaded(Guid PhotoId) : Hint;

/// <summary>A photo became ready or failed.</summary>
public sealed record PhotoProcessed(Guid PhotoId, Guid OwnerId) : Hint;

public static class PhotoVisibility
{
    /// <summary>One's own photos, and those that a post shows which the viewer may see; for a moderator also those that were reported to them.</summary>
    public static IQueryable<Photo> VisibleTo(this DbSet<Photo> photos, Viewer viewer) => photos.AsNoTracking().Where(photos.Db().ShowsPhotoTo(viewer));

    /// <summary>Whether a photo is one of those.</summary>
    public static Expression<Func<Photo, bool>> ShowsPhotoTo(this PhotoShareDb db, Viewer viewer)
    {
        var posts = db.Posts.VisibleTo(viewer);
        if (viewer is not { Moderates: true, Id: { } me }) return photo => photo.OwnerId == viewer.Id || posts.Any(post => post.Id == photo.PostId);
        var reported = db.ReportedTo(me, ReportSubject.Photo);
        return photo => photo.OwnerId == me || posts.Any(post => post.Id == photo.PostId) || reported.Contains(photo.Id);
    }

    /// <summary>One of the viewer's own photos, to be changed; anybody else's is not there.</summary>
    internal static async Task<Photo> OwnPhoto(this PhotoShareDb db, Viewer viewer, Guid photoId, CancellationToken ct)
    {
        var me = viewer.Required;
        return await db.Photos.SingleOrDefaultAsync(p => p.Id == photoId && p.OwnerId == me, ct) ?? throw Refused.NotFound("There is no such photo.", "photoId");
    }
}
