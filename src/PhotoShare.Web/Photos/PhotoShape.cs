namespace PhotoShare.Web;

static class PhotoShape
{
    /// <summary>Width over height; 4:3 until it is known.</summary>
    internal static double Ratio(this Photo photo) => photo is { Width: { } width, Height: { } height } ? (double)width / height : 4.0 / 3;

    /// <summary>The class of the stylesheet that comes nearest to the photo's shape, in tenths from 0.5 to 3.0: inline styles are forbidden.</summary>
    internal static string RatioClass(this Photo photo) => $"r{Math.Clamp((int)Math.Round(photo.Ratio() * 10), 5, 30)}";

    /// <summary>The frame that a post's photos share: their own for one, else the mean of their shapes (geometric, for ratios), within what a screen holds.</summary>
    internal static double FrameOf(IReadOnlyList<Photo> photos) =>
        photos is [var only] ? Math.Clamp(only.Ratio(), 0.7, 3) : Math.Clamp(Math.Exp(photos.Average(p => Math.Log(p.Ratio()))), 0.8, 1.9);
}
