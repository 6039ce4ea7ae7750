using GraphQL;
using GraphQL.Transport;
using Microsoft.AspNetCore.Http.Features;

namespace PhotoShare.Web;

/// <summary>
/// The GraphQL multipart request (https://github.com/jaydenseric/graphql-multipart-request-spec): <c>operations</c>, <c>map</c>,
/// then the files. A file beyond 64 KB lies in a temporary file, never whole in memory.
/// </summary>
sealed class MultipartReader(GraphLimits limits, Settings settings)
{
    const int MaxFiles = 10;

    /// <summary>Headers that a page of another origin can only send after a preflight, which is refused; so a form elsewhere cannot upload in somebody's name.</summary>
    static readonly string[] PreflightHeaders = ["GraphQL-Preflight", "Apollo-Require-Preflight", "X-Requested-With"];

    public async Task<GraphQLRequest> Read(HttpRequest request)
    {
        if (!PreflightHeaders.Any(request.Headers.ContainsKey))
            throw BadRequest.Malformed("A multipart request needs the header GraphQL-Preflight: 1.");
        // Nobody fills the disk of a server that does not know them.
        if (request.HttpContext.User.Identity?.IsAuthenticated != true)
            throw new BadRequest(StatusCodes.Status401Unauthorized, "Sign in to upload.");

        var form = await ReadForm(request);
        var operations = RequestReader.Parse<GraphQLRequest>(form["operations"]) ?? throw BadRequest.Malformed("A multipart request begins with the field operations.");
        var map = RequestReader.Parse<Inputs>(form["map"]) ?? throw BadRequest.Malformed("A multipart request has the field map after operations.");
        var variables = (operations.Variables ?? Inputs.Empty).ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var (field, paths) in map)
        {
            var file = form.Files[field] ?? throw BadRequest.Malformed($"The map names a file '{field}' that was not sent.");
            if (paths is not IEnumerable<object?> list) throw BadRequest.Malformed($"The map of '{field}' is a list of paths.");
            foreach (var path in list) Place(variables, path as string ?? "", new UploadedFile(file.FileName, file.ContentType, file.Length, file.OpenReadStream));
        }
        operations.Variables = new Inputs(variables);
        return operations;
    }

    async Task<IFormCollection> ReadForm(HttpRequest request)
    {
        var most = settings.Uploads.MaxBytes + limits.BodyBytes;
        if (request.ContentLength > most) throw TooLarge();
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most;
        try
        {
            return await request.ReadFormAsync(new FormOptions
            {
                // A file a little too large gets as far as the use case, which refuses it as any other door's.
                MultipartBodyLengthLimit = most,
                MemoryBufferThreshold = 64 * 1024,
                ValueLengthLimit = limits.BodyBytes,
                ValueCountLimit = 2 + MaxFiles,
                MultipartHeadersCountLimit = 8,
            }, request.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge();
        }
        // Each decoder has its own word for compressed bytes that it cannot read.
        catch (Exception garbled) when (garbled is InvalidDataException or InvalidOperationException)
        {
            throw BadRequest.Malformed("That is not a multipart form of operations, map and files.");
        }
    }

    BadRequest TooLarge() => new(StatusCodes.Status413PayloadTooLarge, $"A file has at most {settings.Uploads.MaxBytes / (1024 * 1024)} MB.");

    /// <summary>Puts a file where a path like <c>variables.input.file</c> or <c>variables.files.0</c> points, which must hold null.</summary>
    static void Place(Dictionary<string, object?> variables, string path, UploadedFile file)
    {
        if (path.Split('.') is not ["variables", .. var steps] || steps.Length == 0) throw NoPlace(path);
        object? at = variables;
        foreach (var step in steps[..^1])
            at = at switch
            {
                IDictionary<string, object?> map when map.TryGetValue(step, out var next) => next,
                IList<object?> list when int.TryParse(step, out var i) && i >= 0 && i < list.Count => list[i],
                _ => throw NoPlace(path),
            };
        switch (at)
        {
            case IDictionary<string, object?> map when map.TryGetValue(steps[^1], out var there) && there is null:
                map[steps[^1]] = file;
                break;
            case IList<object?> list when int.TryParse(steps[^1], out var i) && i >= 0 && i < list.Count && list[i] is null:
                list[i] = file;
                break;
            default:
                throw NoPlace(path);
        }
    }

    static BadRequest NoPlace(string path) => BadRequest.Malformed($"The map points to '{path}', where operations has no null.");
}

/// <summary>A file that came with a multipart request. It is gone when the request ends.</summary>
/// <param name="FileName">As the client named it.</param>
/// <param name="ContentType">As the client said; it decides nothing.</param>
public sealed record UploadedFile(string FileName, string ContentType, long Length, Func<Stream> Open);
