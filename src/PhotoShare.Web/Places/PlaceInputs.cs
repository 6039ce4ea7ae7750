using GraphQL;

namespace PhotoShare.Web;

/// <summary>Which place a post is to have.</summary>
[OneOf]
public sealed class PlaceInput
{
    /// <summary>One that other posts have, by its id.</summary>
    public GlobalId? PlaceId { get; set; }

    /// <summary>One by its name and point. One of the same name within 200 metres is the same place.</summary>
    public NewPlaceInput? New { get; set; }

    internal PlaceChoice Choice() => New is { } named ? named.Choice() : PlaceChoice.Of(PlaceId!.Value.KeyOf(PlaceNode.Type, "place.placeId"));
}

/// <summary>Which place a post is to have from now on.</summary>
[OneOf]
public sealed class PlaceChangeInput
{
    /// <summary>One that other posts have, by its id.</summary>
    public GlobalId? PlaceId { get; set; }

    /// <summary>One by its name and point. One of the same name within 200 metres is the same place.</summary>
    public NewPlaceInput? New { get; set; }

    /// <summary>None: true takes the place away, false leaves it.</summary>
    public bool? Remove { get; set; }

    internal PlaceChoice? Choice() => Remove switch
    {
        true => PlaceChoice.None,
        false => null,
        null => New is { } named ? named.Choice() : PlaceChoice.Of(PlaceId!.Value.KeyOf(PlaceNode.Type, "place.placeId")),
    };
}

/// <summary>A place as you name it.</summary>
public sealed class NewPlaceInput
{
    /// <summary>What it is called, 1 to 100 characters, e.g. Lake Constance.</summary>
    public required string Name { get; init; }

    /// <summary>Degrees, north positive, −90 to 90 (WGS 84), e.g. 47.6333.</summary>
    public required double Latitude { get; init; }

    /// <summary>Degrees, east positive, −180 to 180 (WGS 84), e.g. 9.3667.</summary>
    public required double Longitude { get; init; }

    internal PlaceChoice Choice() => PlaceChoice.Of(new NewPlace(Name, Latitude, Longitude));
}
