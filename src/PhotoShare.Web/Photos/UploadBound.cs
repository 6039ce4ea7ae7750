using Microsoft.AspNetCore.Http.Metadata;

namespace PhotoShare.Web;

/// <summary>How many bytes the plain upload form may send: every photo of a post at its largest, and the words around them.</summary>
static class UploadBound
{
    internal static long Of(Settings settings) => Post.MaxPhotos * settings.Uploads.MaxBytes + 1024 * 1024;

    /// <summary>Raises the request bound of the upload page, and of no other.</summary>
    internal static Action<EndpointBuilder> Raise(Settings settings) => endpoint =>
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: "/upload" }) endpoint.Metadata.Add(new RequestSizeLimit(Of(settings)));
    };

    internal sealed record RequestSizeLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
