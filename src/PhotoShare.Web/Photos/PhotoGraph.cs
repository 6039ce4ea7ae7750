using System.Globalization;
using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>One uploaded image, from its first byte to its renditions. Its owner's alone until a post shows it.</summary>
[Implements(typeof(INode)), Implements(typeof(IReportable))]
public sealed partial class PhotoNode(Photo photo) : IReportable
{
    internal const string Type = "Photo";

    Task<CameraMetadata?>? metadata;

    /// <summary>The node's id, unique among all nodes.</summary>
    public GlobalId Id => new(Type, photo.Id);

    /// <summary>Whose it is.</summary>
    public IDataLoaderResult<UserNode> Owner([FromServices] UserById users, [Me] Viewer me) => users.Load(me, photo.OwnerId).Then(user => new UserNode(user!));

    /// <summary>How far it is.</summary>
    public PhotoStage Status => photo.Status switch
    {
        PhotoStatus.Pending => PhotoStage.Pending,
        PhotoStatus.Uploaded => PhotoStage.Processing,
        PhotoStatus.Ready => PhotoStage.Ready,
        _ => PhotoStage.Failed,
    };

    /// <summary>Why it failed; null unless it did.</summary>
    public PhotoFailure? Failure => photo.FailureCode is { } code ? new PhotoFailure(code, photo.FailureMessage ?? "") : null;

    /// <summary>What is read out instead of the picture, up to 1,000 characters.</summary>
    public string? AltText => photo.AltText;

    /// <summary>Pixels, upright; null until ready.</summary>
    public int? Width => photo.Width;

    /// <summary>Pixels, upright; null until ready.</summary>
    public int? Height => photo.Height;

    /// <summary>Width divided by height, to hold its place in a page; null until ready.</summary>
    public double? AspectRatio => photo is { Width: { } width, Height: { } height } ? (double)width / height : null;

    /// <summary>A ThumbHash (https://evanw.github.io/thumbhash), Base64, to show while the image loads; null until ready.</summary>
    public string? Placeholder => photo.Placeholder;

    /// <summary>The colour that stands for it, as #rrggbb; null until ready.</summary>
    public string? DominantColor => photo.DominantColor is { } rgb ? string.Create(CultureInfo.InvariantCulture, $"#{rgb:x6}") : null;

    /// <summary>When its upload began.</summary>
    public DateTime CreatedAt => photo.CreatedAt;

    /// <summary>The post that shows it; null when none does.</summary>
    public IDataLoaderResult<PostNode?> Post([FromServices] PostById posts, [Me] Viewer me) =>
        photo.PostId is { } post ? posts.Load(me, post).Then(found => found is null ? null : new PostNode(found)) : LoaderResults.Ready<PostNode?>(null);

    /// <summary>What the camera wrote of itself; for others than its owner null unless the owner shows it.</summary>
    public async Task<Camera?> Camera([FromServices] Photos photos, [Me] Viewer me, CancellationToken ct) =>
        await Metadata(photos, me, ct) is { } written && PhotoShare.Web.Camera.Of(written) is { } camera ? camera : null;

    /// <summary>When the camera took it, by its own clock; for others than its owner null unless the owner shows camera data.</summary>
    public DateTime? TakenAt([Me] Viewer me) => photo.ShowsCameraTo(me) ? photo.TakenAt : null;

    /// <summary>Whether others see what the camera wrote of itself, and when it took the photo. Where, showsLocation says.</summary>
    public bool ShowsCamera => photo.ShowCamera;

    /// <summary>Whether others who see the photo see where it was taken. False until its owner says otherwise of this photo.</summary>
    public bool ShowsLocation => photo.ShowLocation;

    /// <summary>Where the camera says it took it; for others than its owner null unless the owner shows it. The place of a post is another thing: its author names it.</summary>
    public async Task<GeoPoint?> Location([FromServices] Photos photos, [Me] Viewer me, CancellationToken ct) =>
        await Metadata(photos, me, ct) is { Latitude: { } latitude, Longitude: { } longitude } ? new GeoPoint(latitude, longitude) : null;

    /// <summary>Opened once for the fields that come of it.</summary>
    Task<CameraMetadata?> Metadata(Photos photos, Viewer me, CancellationToken ct) => metadata ??= photos.MetadataOf(me, photo, ct);
}

/// <summary>How far a photo is.</summary>
[Name("PhotoStatus")]
public enum PhotoStage
{
    /// <summary>Its bytes are on their way.</summary>
    Pending,

    /// <summary>Its bytes are here and its renditions are being made.</summary>
    Processing,

    /// <summary>It can be shown.</summary>
    Ready,

    /// <summary>It cannot be made into a photo; failure says why.</summary>
    Failed,
}

/// <summary>Why a photo failed.</summary>
public sealed class PhotoFailure(ProcessingFailureCode code, string message)
{
    /// <summary>The kind of failure.</summary>
    public PhotoFailureCode Code => (PhotoFailureCode)code;

    /// <summary>A sentence for people.</summary>
    public string Message => message;
}

/// <summary>The kinds of failure of a photo.</summary>
public enum PhotoFailureCode
{
    /// <summary>It is no kind of image that can be read.</summary>
    UnsupportedFormat = ProcessingFailureCode.UnsupportedFormat,

    /// <summary>The file is damaged.</summary>
    Corrupt = ProcessingFailureCode.Corrupt,

    /// <summary>It has too many pixels.</summary>
    TooLarge = ProcessingFailureCode.TooLarge,

    /// <summary>It took too long.</summary>
    TimedOut = ProcessingFailureCode.TimedOut,

    /// <summary>Something went wrong on our side.</summary>
    Internal = ProcessingFailureCode.Internal,
}

partial class Query
{
    /// <summary>A photo by its id; null when there is none, or not for you.</summary>
    public static IDataLoaderResult<PhotoNode?> Photo([FromServices] PhotoById photos, [Me] Viewer me, GlobalId id) =>
        photos.Load(me, id.KeyOf(PhotoNode.Type, "id")).Then(photo => photo is null ? null : new PhotoNode(photo));
}

public sealed class PhotoById(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, Photo?>(databases, Query, null)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, Photo?>> Query = new((db, viewer, ids) =>
        db.Photos.VisibleTo(viewer).Where(p => ids.Contains(p.Id)).Select(p => new Keyed<Guid, Photo?>(p.Id, p)));
}
