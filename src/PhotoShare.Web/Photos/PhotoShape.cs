namespace PhotoShare.Web;

static class PhotoShape
{
    /// <summary>Width over height; 4:3 until it is known.</summary>
    internal static double Ratio(this Photo photo) => photo is { Width: { } width, Height: { } height } ? (double)width / height : 4.0 / 3;

    /// <summary>The class of the stylesheet that comes nearest to the photo's shape, in tenths from 0.5 to 3.0: inline styles are forbidden.</summary>
    internal static string RatioClass(this Photo photo) => $"r{Math.Clamp((int)Math.Round(photo.Ratio() * 10), 5, 30)}";

    /// <summary>The frame of a post's photos: the tallest decides, within what a screen holds.</summary>
    internal static double FrameOf(IReadOnlyList<Photo> photos) => Math.Clamp(photos.Min(Ratio), photos.Count == 1 ? 0.7 : 0.8, 2.4);
}
