using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>
    /// Announces a photo and gives a ticket for its bytes: PUT each part to its URL, in any order, again where one failed, then
    /// completeUpload. With a clientMutationId used before, gives that photo and a fresh ticket that says which parts have arrived: so an upload resumes.
    /// </summary>
    [SignedIn, Scoped(Scope.Upload)]
    public static Task<RequestUploadPayload> RequestUpload([FromServices] Uploads uploads, [Me] Viewer me, RequestUploadInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var (photo, ticket) = await uploads.Request(me, input.FileName, input.ContentType, input.ByteSize, input.Sha256, input.AltText, input.ClientMutationId, ct);
            return new RequestUploadPayload { Ticket = new UploadTicketNode(photo, ticket) };
        });

    /// <summary>Says that all parts are there. The server checks their size and hash, and makes the renditions; onPhotoProcessed tells when. Twice is once.</summary>
    [SignedIn, Scoped(Scope.Upload)]
    public static Task<CompleteUploadPayload> CompleteUpload([FromServices] Uploads uploads, [Me] Viewer me, CompleteUploadInput input, CancellationToken ct) =>
        Payload.Of(input, async () => new CompleteUploadPayload { Photo = new PhotoNode(await uploads.Complete(me, input.PhotoId.KeyOf(PhotoNode.Type, "photoId"), ct)) });

    /// <summary>Forgets a photo whose bytes are still on their way.</summary>
    [SignedIn, Scoped(Scope.Upload)]
    public static Task<CancelUploadPayload> CancelUpload([FromServices] Uploads uploads, [Me] Viewer me, CancelUploadInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await uploads.Cancel(me, input.PhotoId.KeyOf(PhotoNode.Type, "photoId"), ct);
            return new CancelUploadPayload { CancelledPhotoId = input.PhotoId };
        });

    /// <summary>Takes a whole photo in one multipart request, for small clients.</summary>
    [SignedIn, Scoped(Scope.Upload)]
    public static Task<UploadPhotoPayload> UploadPhoto([FromServices] Uploads uploads, [Me] Viewer me, UploadPhotoInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await using var content = input.File.Open();
            return new UploadPhotoPayload { Photo = new PhotoNode(await uploads.Receive(me, input.File.FileName, input.File.ContentType, content, input.AltText, input.ClientMutationId, ct)) };
        });
}

/// <summary>Leave to send the bytes of one photo.</summary>
[Name("UploadTicket")]
public sealed class UploadTicketNode(Photo photo, UploadTicket ticket)
{
    /// <summary>The photo to be.</summary>
    public PhotoNode Photo => new(photo);

    /// <summary>Bytes of every part but the last.</summary>
    public int PartSize => ticket.PartSize;

    /// <summary>The parts to send; none when nothing is left to send.</summary>
    public IEnumerable<UploadPartNode> Parts => ticket.Parts.Select(part => new UploadPartNode(part));

    /// <summary>Until when the URLs hold; ask again afterwards.</summary>
    public DateTime ExpiresAt => ticket.ExpiresAt;
}

/// <summary>One part of an upload.</summary>
[Name("UploadPart")]
public sealed class UploadPartNode(UploadPart part)
{
    /// <summary>From 1.</summary>
    public int Number => part.Number;

    /// <summary>Exactly so many bytes.</summary>
    public int ByteSize => (int)part.Size;

    /// <summary>Where to PUT them. It takes nothing but this part, and needs no other permission.</summary>
    public Uri Url([Site] Uri site) => new(site, part.Url);

    /// <summary>Headers to send with them, exactly; none where the URL says it all.</summary>
    public IEnumerable<HttpHeader> Headers => [];

    /// <summary>Whether they have arrived whole; sending them again does no harm.</summary>
    public bool Received => part.Received;
}

/// <summary>A header of an HTTP request.</summary>
public sealed class HttpHeader(string name, string value)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its value.</summary>
    public string Value => value;
}

/// <summary>Which photo is to come.</summary>
public sealed class RequestUploadInput : MutationInput
{
    /// <summary>The file's name, up to 255 characters.</summary>
    public required string FileName { get; init; }

    /// <summary>One of image/jpeg, image/png, image/webp, image/gif, image/avif, image/heic or image/heif.</summary>
    public required string ContentType { get; init; }

    /// <summary>Exactly how many bytes.</summary>
    public required int ByteSize { get; init; }

    /// <summary>The SHA-256 of all bytes, 64 hexadecimal digits; then the server takes nothing else.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What is read out instead of the picture, up to 1,000 characters.</summary>
    public string? AltText { get; init; }
}

/// <summary>What requestUpload answers.</summary>
[Refuses(typeof(ValidationError), typeof(UnsupportedMediaError), typeof(ConflictError))]
public sealed class RequestUploadPayload : Payload
{
    /// <summary>Leave to send the bytes.</summary>
    public UploadTicketNode? Ticket { get; init; }
}

/// <summary>Which photo is all there.</summary>
public sealed class CompleteUploadInput : MutationInput
{
    /// <summary>The photo's id.</summary>
    public required GlobalId PhotoId { get; init; }
}

/// <summary>What completeUpload answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ConflictError), typeof(UnsupportedMediaError))]
public sealed class CompleteUploadPayload : Payload
{
    /// <summary>The photo, in processing now.</summary>
    public PhotoNode? Photo { get; init; }
}

/// <summary>Which photo is not to come after all.</summary>
public sealed class CancelUploadInput : MutationInput
{
    /// <summary>The photo's id.</summary>
    public required GlobalId PhotoId { get; init; }
}

/// <summary>What cancelUpload answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ConflictError))]
public sealed class CancelUploadPayload : Payload
{
    /// <summary>The id that names a photo no longer.</summary>
    public GlobalId? CancelledPhotoId { get; init; }
}

/// <summary>A whole photo.</summary>
public sealed class UploadPhotoInput : MutationInput
{
    /// <summary>The file, by a multipart request.</summary>
    public required UploadedFile File { get; init; }

    /// <summary>What is read out instead of the picture, up to 1,000 characters.</summary>
    public string? AltText { get; init; }
}

/// <summary>What uploadPhoto answers.</summary>
[Refuses(typeof(ValidationError), typeof(UnsupportedMediaError), typeof(ConflictError))]
public sealed class UploadPhotoPayload : Payload
{
    /// <summary>The photo, in processing now.</summary>
    public PhotoNode? Photo { get; init; }
}
