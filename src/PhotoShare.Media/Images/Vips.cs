using NetVips;
using Image = NetVips.Image;

namespace PhotoShare.Media;

/// <summary>libvips as a stranger's bytes may meet it: no loader but those on the list, nothing kept between photos, one thread a picture.</summary>
static class Vips
{
    static readonly string[] Loaders = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif", "VipsForeignLoadNsgif"];

    static Vips()
    {
        NetVips.NetVips.BlockUntrusted = true;
        // "Untrusted" still admits TIFF and others that nobody asked for.
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in Loaders)
            Operation.Block(loader, false);
        Cache.Max = 0;
        NetVips.NetVips.Concurrency = 1;
        // A damaged file of 74 bytes can raise hundreds of thousands of warnings. What matters comes as an exception.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
    }

    /// <summary>Opens a picture; nothing but its header is read until pixels are asked for, and those only once, from the top.</summary>
    public static Image Open(byte[] original, int shrink = 1) =>
        Image.NewFromBuffer(original, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated, kwargs: shrink > 1 ? new VOption { { "shrink", shrink } } : null);

    /// <summary>Takes pixels that another decoder made, with their colour profile.</summary>
    public static Image From(DecodedPixels decoded)
    {
        using var raw = Image.NewFromMemory(decoded.Pixels, decoded.Width, decoded.Height, decoded.Bands, Enums.BandFormat.Uchar);
        using var image = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        return decoded.IccProfile is { } profile ? WithProfile(image, profile) : image.Copy();
    }

    public static Image WithProfile(Image image, byte[] profile) => image.Mutate(copy => copy.Set(GValue.BlobType, ColorProfile.Field, profile));

    public static byte[]? Blob(this Image image, string field) => image.Contains(field) ? image.Get(field) as byte[] : null;

    public static int Number(this Image image, string field, int otherwise) => image.Contains(field) ? Convert.ToInt32(image.Get(field), System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}
