namespace PhotoShare;

/// <summary>Which place a post is to have: one that is there already, one by name and point, or none.</summary>
public sealed record PlaceChoice
{
    public static readonly PlaceChoice None = new();

    public Guid? PlaceId { get; private init; }
    public NewPlace? Named { get; private init; }

    PlaceChoice() { }

    public static PlaceChoice Of(Guid placeId) => new() { PlaceId = placeId };

    public static PlaceChoice Of(NewPlace named) => new() { Named = named };
}

/// <summary>A place as somebody names it.</summary>
/// <param name="Latitude">Degrees north, −90 to 90 (WGS 84).</param>
/// <param name="Longitude">Degrees east, −180 to 180 (WGS 84).</param>
public sealed record NewPlace(string Name, double Latitude, double Longitude);
