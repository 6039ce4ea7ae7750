using System.Runtime.CompilerServices;
using Microsoft.Net.Http.Headers;

namespace PhotoShare.Web;

/// <summary>
/// POST /import/files, the form of the import page where no script sends the files in parts: each goes to the store as it comes, and none lies here.
/// To look for an antiforgery token would be to read all of the form first; instead the browser itself must say that a page of ours sent
/// it, and its cookie comes with no other site's post anyway.
/// </summary>
static class ImportDoor
{
    const int MostBoundary = 200;

    internal static void MapImports(this IEndpointRouteBuilder routes, Settings settings)
    {
        routes.MapPost("/import/files", Take).DisableAntiforgery().RequireAuthorization().ExcludeFromDescription()
            .WithMetadata(new UploadBound.RequestSizeLimit(settings.Imports.MaxBytes + 1024 * 1024));
        routes.MapButton<Imports>("/import/{id:guid}/cancel", (imports, viewer, id, ct) => imports.Cancel(viewer, id, ct));
    }

    static async Task<IResult> Take(HttpContext http, Imports imports)
    {
        if (!IsFromHere(http.Request) || !MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and < MostBoundary } boundary)
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var form = new ImportForm(new Microsoft.AspNetCore.WebUtilities.MultipartReader(boundary, http.Request.Body));
        try
        {
            var import = await imports.Receive(http.Viewer(), form.Zips(http.RequestAborted), () => form.KeepsPlaces, http.RequestAborted);
            return Results.LocalRedirect($"/import/{import.Id}");
        }
        catch (Refused refused)
        {
            // What is left of the body is not read: the browser is told before it has sent it all.
            return Results.LocalRedirect($"/import{QueryString.Create("refused", refused.Code)}");
        }
    }

    static bool IsFromHere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" => true,
        "" => Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value,
        _ => false,
    };
}

/// <summary>The form as it comes.</summary>
sealed class ImportForm(Microsoft.AspNetCore.WebUtilities.MultipartReader reader)
{
    public bool KeepsPlaces { get; private set; }

    public async IAsyncEnumerable<(string Name, Stream Content)> Zips([EnumeratorCancellation] CancellationToken ct)
    {
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
            var field = HeaderUtilities.RemoveQuotes(disposition.Name).Value;
            if (field == "keepPlaces") KeepsPlaces = true;
            var name = HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
            // A file that was not chosen comes as one without a name.
            if (field == "zips" && !string.IsNullOrEmpty(name)) yield return (name, section.Body);
        }
    }
}
