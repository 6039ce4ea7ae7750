using System.Text.Json;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>What the image function says, which a hostile image may have taken over: it may speak of the photo that it was asked about and of no other.</summary>
static class FunctionAnswer
{
    /// <summary>Throws <see cref="FormatException"/> for what is no answer about the original <paramref name="key"/>.</summary>
    public static ProcessingResult Read(ReadOnlySpan<byte> json, string key)
    {
        ProcessingResult? result;
        try
        {
            result = JsonSerializer.Deserialize(json, MediaJson.Default.ProcessingResult);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The image function's answer can't be read: {e.Message}", e);
        }
        if (result is null || result.Key != key || (result.Image is null) == (result.Failure is null))
            throw new FormatException($"The image function's answer is not about {key}.");
        if (result.Image is { } image && BlobKeys.PhotoOf(key) is { } photo && !image.Renditions.All(r => r.Key.StartsWith(BlobKeys.Renditions(photo), StringComparison.Ordinal)))
            throw new FormatException($"The image function's answer about {key} names renditions of another photo.");
        return result;
    }
}
