using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>
/// Bytes in and out of <see cref="DiskBlobStore"/>, for whoever holds a URL that this instance has signed: the stand-in for S3 on one box.
/// Knows no person and no database; the signature is the whole permission.
/// </summary>
static class BlobDoor
{
    const string Route = "/blobs/{**key}";

    public static void AddBlobs(this WebApplicationBuilder builder) =>
        // Any site may show a photo or send a part: the URL is the permission, and no cookie is looked at.
        builder.Services.AddCors(cors => cors.AddPolicy(nameof(BlobDoor), policy => policy
            .AllowAnyOrigin().WithMethods("GET", "PUT").AllowAnyHeader().SetPreflightMaxAge(TimeSpan.FromHours(1))));

    public static void MapBlobs(this WebApplication app)
    {
        if (app.Services.GetService<DiskBlobStore>() is null) return;
        app.MapMethods(Route, [HttpMethods.Get, HttpMethods.Head], Read).RequireCors(nameof(BlobDoor));
        app.MapPut(Route, PutPart).RequireCors(nameof(BlobDoor));
    }

    static async Task<IResult> Read(string key, string? n, long? e, string? s, DiskBlobStore blobs, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        if (e is not { } expires || s is null || blobs.MayRead(key, n, expires, s) is var access && access == BlobAccess.Forged)
            return Forged();
        if (access == BlobAccess.Expired)
            return Problems.Of(StatusCodes.Status403Forbidden, "This address has expired. Ask for the photo again to get a fresh one.");
        if (await blobs.Open(key, ct) is not { } content)
            return Problems.Of(StatusCodes.Status404NotFound, "There is nothing here (any more).");

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        // Blobs never change, but the permission to read them ends. A cache between us and the reader is not the reader.
        var left = expires - time.GetUtcNow().ToUnixTimeSeconds();
        headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"private, max-age={left}, immutable");
        return TypedResults.Stream(content, BlobKey.ContentType(n ?? key), n, entityTag: TagOf(key), enableRangeProcessing: true);
    }

    static async Task<IResult> PutPart(
        string key, string? upload, int? part, long? size, long? e, string? s, DiskBlobStore blobs, HttpContext http, CancellationToken ct)
    {
        if (upload is null || s is null || part is not { } number || size is not { } bytes || e is not { } expires
            || blobs.MayPutPart(key, upload, number, bytes, expires, s) is var access && access == BlobAccess.Forged)
            return Forged();
        if (access == BlobAccess.Expired)
            return Problems.Of(StatusCodes.Status403Forbidden, "This upload address has expired. Ask for a new ticket; the parts that have arrived stay.");
        if (http.Request.ContentLength is { } announced && announced != bytes)
            return WrongSize(number, bytes, announced > bytes);

        // The store itself reads one byte more than was signed, at most; the server's own bound counts the framing of chunks as well.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        return await blobs.PutPart(key, upload, number, bytes, http.Request.Body, ct) switch
        {
            PartOutcome.Stored => TypedResults.NoContent(),
            PartOutcome.UnknownUpload => Problems.Of(StatusCodes.Status404NotFound, "This upload is complete or was cancelled; it takes no more parts."),
            _ => WrongSize(number, bytes, tooLarge: false),
        };
    }

    static IResult Forged() =>
        Problems.Of(StatusCodes.Status403Forbidden, "This address was not made by this server, or was changed. Use it exactly as it was given.");

    static IResult WrongSize(int number, long bytes, bool tooLarge) => Problems.Of(
        tooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest,
        string.Create(CultureInfo.InvariantCulture, $"Part {number} has exactly {bytes} bytes. Send them all, and no more."));

    static EntityTagHeaderValue TagOf(string key) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 12))}\"");
}
