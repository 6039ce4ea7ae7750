using PhotoShare.ImageProcessor;
using PhotoShare.Media;

namespace PhotoShare.Benchmarks;

/// <summary>The pipeline of the image function, with all that it does for a photo: the others make neither placeholder nor colour nor hash, and read no metadata.</summary>
sealed class OurWay
{
    static readonly Guid PhotoId = Guid.CreateVersion7();

    readonly ImagePipeline pipeline = new(new ImageLimits(), MagickHeic.Decode);

    public async Task<IReadOnlyList<Made>> Make(byte[] original) =>
        [.. (await pipeline.Process(PhotoId, original)).Renditions.Select(made => new Made(made.Rendition.Key[BlobKeys.Renditions(PhotoId).Length..], made.Content))];
}
