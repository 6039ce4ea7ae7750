using NetVips;
using PhotoShare.Media;
using PhotoShare.Tests;
using Image = NetVips.Image;

namespace PhotoShare.Benchmarks;

/// <summary>
/// A source photo of the size that cameras and phones make. All are the 6-megapixel fixture <c>camera.jpg</c>, scaled up and cut, with the
/// noise of a sensor on top; so what the renditions show is a real photograph. The same bytes each time, made once and kept in the folder
/// for temporary files.
/// </summary>
/// <param name="Extension">Of the file, which tells its coding.</param>
sealed record Picture(string Name, string Title, string Extension, int Width, int Height, Func<Picture, Image, Task> Save)
{
    /// <summary>Counted up when what is below makes other bytes.</summary>
    const int Edition = 1;

    const double Noise = 4;
    const int Seed = 20_261_128;

    public static readonly IReadOnlyList<Picture> All =
    [
        new("jpeg12", "12 MP JPEG", "jpg", 4000, 3000, (picture, image) => picture.Jpeg(image)),
        new("jpeg24", "24 MP JPEG", "jpg", 6000, 4000, (picture, image) => picture.Jpeg(image)),
        new("jpeg36", "36 MP JPEG", "jpg", 7360, 4912, (picture, image) => picture.Jpeg(image)),
        new("p3", "12 MP JPEG in Display P3", "jpg", 4000, 3000, (picture, image) => picture.DisplayP3(image)),
        new("png4k", "4K PNG", "png", 3840, 2160, (picture, image) => picture.Png(image)),
        new("avif12", "12 MP AVIF", "avif", 4000, 3000, (picture, image) => picture.Avif(image)),
        new("heic12", "12 MP HEIC", "heic", 4000, 3000, (picture, image) => picture.Heic(image)),
    ];

    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), $"photoshare-bench-photos-{Edition}");

    public string File => Path.Combine(Folder, $"{Name}.{Extension}");

    ImageKind Kind => ImageKinds.Sniff(System.IO.File.ReadAllBytes(File))!.Value;

    /// <summary>Throws <see cref="InvalidOperationException"/> when this machine has no program that makes it.</summary>
    public async Task Make()
    {
        if (System.IO.File.Exists(File)) return;
        Directory.CreateDirectory(Folder);
        using var camera = Image.NewFromFile(Repository.Photo("camera.jpg"));
        using var large = camera.Resize(Math.Max((double)Width / camera.Width, (double)Height / camera.Height), kernel: Enums.Kernel.Lanczos3);
        using var cut = large.Crop((large.Width - Width) / 2, (large.Height - Height) / 2, Width, Height);
        using var noise = Image.Gaussnoise(Width, Height, sigma: Noise, mean: 0, seed: Seed);
        using var noisy = (cut + noise).Cast(Enums.BandFormat.Uchar);
        using var image = noisy.Copy(interpretation: Enums.Interpretation.Srgb);
        await Save(this, image);
    }

    /// <summary>All of its pixels in sRGB, decoded by no short cut.</summary>
    public Image Decode()
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        using var image = Kind == ImageKind.Heic ? Heif.Decode(bytes) : Image.NewFromBuffer(bytes);
        return image.Contains("icc-profile-data") ? image.IccTransform("srgb", intent: Enums.Intent.Relative, embedded: true) : image.CopyMemory();
    }

    Task Jpeg(Image image) => Written(partial => image.Jpegsave(partial, q: 90, subsampleMode: Enums.ForeignSubsample.On, keep: Enums.ForeignKeep.Exif));

    async Task DisplayP3(Image image)
    {
        using var source = Image.NewFromFile(Repository.Photo("display-p3.jpg"));
        var profile = Path.Combine(Folder, "display-p3.icc");
        await System.IO.File.WriteAllBytesAsync(profile, (byte[])source.Get("icc-profile-data"));
        using var wide = image.IccTransform(profile, inputProfile: "srgb", intent: Enums.Intent.Relative);
        await Written(partial => wide.Jpegsave(partial, q: 90, subsampleMode: Enums.ForeignSubsample.On, keep: Enums.ForeignKeep.Exif | Enums.ForeignKeep.Icc));
    }

    Task Png(Image image) => Written(partial => image.Pngsave(partial, keep: Enums.ForeignKeep.None));

    Task Avif(Image image) => Written(partial => image.Heifsave(partial, q: 65, compression: Enums.ForeignHeifCompression.Av1, effort: 2, keep: Enums.ForeignKeep.Exif));

    async Task Heic(Image image)
    {
        var png = Path.Combine(Folder, $"{Name}.png");
        image.Pngsave(png, compression: 1, keep: Enums.ForeignKeep.None);
        try
        {
            var coded = await Commands.Run("heif-enc", ["-q", "60", "-o", $"{File}.partial.heic", png], patience: TimeSpan.FromMinutes(5));
            if (coded.ExitCode != 0) throw new InvalidOperationException($"heif-enc: {coded.Error}{coded.Output}");
            System.IO.File.Move($"{File}.partial.heic", File);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("making it needs heif-enc, of Debian's libheif-examples", e);
        }
        finally
        {
            System.IO.File.Delete(png);
        }
    }

    /// <summary>Under its name only once it is whole.</summary>
    Task Written(Action<string> save)
    {
        var partial = Path.Combine(Folder, $"{Name}.partial.{Extension}");
        save(partial);
        System.IO.File.Move(partial, File);
        return Task.CompletedTask;
    }
}
