namespace PhotoShare.Cloud;

/// <summary>Where functions/publish leaves the image function.</summary>
static class FunctionPackage
{
    public const string UsualPlace = "artifacts/image-processor-arm64.zip";

    /// <summary>Seen from the folder of this project, or from the root of the repository.</summary>
    public static string DefaultPath { get; } = File.Exists("PhotoShare.sln") ? UsualPlace : Path.Combine("..", "..", UsualPlace);
}
