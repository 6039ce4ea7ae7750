namespace PhotoShare.Media;

/// <summary>The bytes are no photo that can be shown here. The message is for the person who sent them.</summary>
public sealed class ImageRefusedException(ProcessingFailureCode code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What the pipeline answers in place of a picture.</summary>
    public ProcessingFailure Failure { get; } = new(code, message);

    internal static ImageRefusedException Unsupported() =>
        new(ProcessingFailureCode.UnsupportedFormat, "This is not a photo we can read. Send a JPEG, PNG, WebP, GIF, AVIF or HEIC.");

    /// <summary>A decoder gave up. Its own words stay in <paramref name="cause"/>.</summary>
    public static ImageRefusedException Damaged(Exception cause) =>
        new(ProcessingFailureCode.Corrupt, "The file ends too early or is damaged. Send it again, or save it anew where it comes from.", cause);
}
