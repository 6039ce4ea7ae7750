using System.Text.Json;
using NetVips;
using PhotoShare.Tests;
using Image = NetVips.Image;

namespace PhotoShare.Benchmarks;

/// <summary>
/// How like the original renditions are: structural similarity (by npm ssim.js, luma at full size) to the whole original brought to their size by
/// Lanczos in one step and kept without loss. Squares are left out, which everybody may cut a pixel aside.
/// </summary>
static class PhotoQuality
{
    public static readonly IReadOnlyList<string> Names = ["2048.webp", "2048.jpg", "1080.webp", "640.webp", "320.webp"];

    /// <summary>For each folder the likeness of its renditions, in the order of <see cref="Names"/>.</summary>
    public static async Task<IReadOnlyList<double[]>> Of(Picture picture, IReadOnlyList<string> folders)
    {
        var references = Directory.CreateTempSubdirectory("photoshare-bench-").FullName;
        try
        {
            var pairs = folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).Select(file => (Size: SizeOf(file), File: file)).ToList();
            using (var original = picture.Decode())
                foreach (var (width, height) in pairs.Select(pair => pair.Size).Distinct())
                    using (var reference = original.Resize((double)width / original.Width, vscale: (double)height / original.Height, kernel: Enums.Kernel.Lanczos3, gap: 0))
                        reference.Pngsave(PathOf(width, height), compression: 1, keep: Enums.ForeignKeep.None);
            var asked = JsonSerializer.Serialize(pairs.Select(pair => new[] { PathOf(pair.Size.Width, pair.Size.Height), pair.File }));
            var answer = await Commands.Run("node", [Path.Combine(PhotoWay.Peer, "quality.mjs")], asked, patience: TimeSpan.FromMinutes(5));
            if (answer.ExitCode != 0) throw new InvalidOperationException(answer.Error);
            return [.. JsonSerializer.Deserialize<double[]>(answer.Output)!.Chunk(Names.Count)];
        }
        finally
        {
            Directory.Delete(references, recursive: true);
        }

        string PathOf(int width, int height) => Path.Combine(references, $"{width}x{height}.png");
    }

    static (int Width, int Height) SizeOf(string file)
    {
        using var image = Image.NewFromFile(file);
        return (image.Width, image.Height);
    }
}
