using System.Globalization;

namespace PhotoShare.Web;

/// <summary>What a form says of a post beside its photos: as it was typed, so that it can be shown again when something of it is refused.</summary>
/// <param name="Place">A place's name.</param>
/// <param name="Coordinates">Of a place that no post names yet.</param>
public sealed record PostWords(string? Caption, string? ContentWarning, Visibility Visibility, bool CommentsEnabled, string? Place, string? Coordinates, bool HidesLikes = false)
{
    public static readonly PostWords None = new(null, null, Visibility.Public, true, null, null);

    public static PostWords Of(Post post, string? place) => new(post.Caption, post.ContentWarning, post.Visibility, post.CommentsEnabled, place, null, post.HidesLikes);

    public static PostWords Of(IFormCollection form) => new(
        Text(form, "caption"),
        Text(form, "contentWarning"),
        Enum.TryParse<Visibility>(form["visibility"], out var visibility) && Enum.IsDefined(visibility) ? visibility : Visibility.Public,
        form.ContainsKey("comments"),
        Text(form, "place"),
        Text(form, "coordinates"),
        form.ContainsKey("hidesLikes"));

    /// <summary>A browser sends two characters for the end of a line, and counts one.</summary>
    internal static string? Text(IFormCollection form, string name) => form.TryGetValue(name, out var text) ? text.ToString().ReplaceLineEndings("\n").Trim() : null;

    /// <summary>Which place that is; <c>null</c> where none was named. Refused beside the field that it is about.</summary>
    internal async Task<PlaceChoice?> PlaceFor(Viewer viewer, Places places, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(Place)) return string.IsNullOrEmpty(Coordinates) ? null : throw new Refused("PLACE_NAME", "Say what the place is called too.", nameof(Place).ToLowerInvariant());
        try
        {
            if (!string.IsNullOrEmpty(Coordinates)) return PlaceChoice.Of(PointOf(Place, Coordinates));
            return await places.Named(viewer, Place, ct) is { } known
                ? PlaceChoice.Of(known.Id)
                : throw new Refused("PLACE_UNKNOWN", "No post names this place yet. Say where it is, too.", nameof(Coordinates).ToLowerInvariant());
        }
        catch (Refused refused) when (refused.Path == "place.new.name")
        {
            throw new Refused(refused.Code, refused.Sentence, nameof(Place).ToLowerInvariant());
        }
    }

    static NewPlace PointOf(string name, string coordinates)
    {
        var parts = coordinates.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts is [var north, var east] && Degrees(north, 90) is { } latitude && Degrees(east, 180) is { } longitude
            ? new NewPlace(name, latitude, longitude)
            : throw new Refused("COORDINATES", "Coordinates are two numbers such as 47.6333, 9.3667: degrees north, and degrees east.", nameof(Coordinates).ToLowerInvariant());
    }

    static double? Degrees(string text, double most) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;
}
