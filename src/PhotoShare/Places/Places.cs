using System.Text;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Places that posts name.</summary>
public sealed class Places(PhotoShareDb db)
{
    /// <summary>Metres within which two of the same name are one.</summary>
    const double SameWithin = 200;

    const double EarthRadius = 6_371_000;
    const double MetresPerDegree = Math.PI * EarthRadius / 180;

    /// <summary>A place by its name, of several the one that most posts name; <c>null</c> when no post that the viewer sees names one. Refused where it is no name.</summary>
    public async Task<Place?> Named(Viewer viewer, string name, CancellationToken ct)
    {
        var normalized = Normalized(NameOf(name));
        var posts = db.Posts.VisibleTo(viewer);
        return await db.Places.VisibleTo(viewer).Where(p => p.NormalizedName == normalized)
            .OrderByDescending(p => posts.Count(post => post.PlaceId == p.Id)).ThenBy(p => p.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>The names of the places that the viewer's own posts have, up to twenty, the latest first.</summary>
    public async Task<IReadOnlyList<string>> Usual(Viewer viewer, CancellationToken ct)
    {
        var own = db.Posts.VisibleTo(viewer).Where(post => post.AuthorId == viewer.Id);
        return await db.Places.VisibleTo(viewer).Where(p => own.Any(post => post.PlaceId == p.Id)).OrderByDescending(p => p.Id).Take(20).Select(p => p.Name).ToListAsync(ct);
    }

    /// <summary>
    /// The place of a choice; <c>null</c> for none. One that is new is added and saved with what names it. Of places with the same
    /// name nearby the nearest is taken, but only of those that the viewer may see: where somebody's private "home" lies is
    /// told to nobody by naming one next door.
    /// </summary>
    internal async Task<Guid?> Chosen(Viewer viewer, PlaceChoice choice, CancellationToken ct)
    {
        if (choice.PlaceId is { } id)
            return await db.Places.VisibleTo(viewer).AnyAsync(p => p.Id == id, ct) ? id : throw Refused.NotFound("There is no such place.", "place.placeId");
        if (choice.Named is not { } named) return null;

        var name = NameOf(named.Name);
        CheckDegrees(named.Latitude, 90, "latitude");
        CheckDegrees(named.Longitude, 180, "longitude");
        var place = new Place { Name = name, NormalizedName = Normalized(name), Latitude = named.Latitude, Longitude = named.Longitude };
        if (await Same(viewer, place, ct) is { } same) return same.Id;
        db.Add(place);
        return place.Id;
    }

    async Task<Place?> Same(Viewer viewer, Place place, CancellationToken ct)
    {
        const double reach = SameWithin / MetresPerDegree;
        var (south, north) = (place.Latitude - reach, place.Latitude + reach);
        var namesakes = await db.Places.VisibleTo(viewer).Where(p => p.NormalizedName == place.NormalizedName && p.Latitude >= south && p.Latitude <= north).ToListAsync(ct);
        return namesakes.Where(p => Metres(p, place) <= SameWithin).OrderBy(p => Metres(p, place)).ThenBy(p => p.Id).FirstOrDefault();
    }

    /// <summary>The way along the surface, by the haversine formula.</summary>
    static double Metres(Place a, Place b)
    {
        var (north, east) = (Radians(b.Latitude - a.Latitude), Radians(b.Longitude - a.Longitude));
        var h = Math.Pow(Math.Sin(north / 2), 2) + Math.Cos(Radians(a.Latitude)) * Math.Cos(Radians(b.Latitude)) * Math.Pow(Math.Sin(east / 2), 2);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    static double Radians(double degrees) => degrees * Math.PI / 180;

    /// <summary>The name on one line, its spaces single.</summary>
    static string NameOf(string text)
    {
        var name = string.Join(' ', new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return name.Length is > 0 and <= Place.MaxNameLength
            ? name
            : throw new Refused("PLACE_NAME", $"A place's name has 1 to {Place.MaxNameLength} characters.", "place.new.name") { Constraint = $"length 1..{Place.MaxNameLength}" };
    }

    static string Normalized(string name) => name.Normalize(NormalizationForm.FormC).ToLowerInvariant();

    static void CheckDegrees(double degrees, double most, string what)
    {
        if (!(Math.Abs(degrees) <= most))
            throw new Refused(what.ToUpperInvariant(), $"A {what} has −{most:0} to {most:0} degrees.", $"place.new.{what}") { Constraint = $"range -{most:0}..{most:0}" };
    }
}

public static class PlaceVisibility
{
    /// <summary>The places of the posts that a viewer may see. A place has no other public.</summary>
    public static IQueryable<Place> VisibleTo(this DbSet<Place> places, Viewer viewer)
    {
        var posts = places.Db().Posts.VisibleTo(viewer);
        return places.AsNoTracking().Where(place => posts.Any(post => post.PlaceId == place.Id));
    }
}
