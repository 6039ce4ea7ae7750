namespace PhotoShare.Media;

/// <summary>What the image function's metrics are called in CloudWatch, for whoever writes, draws or watches them.</summary>
public static class FunctionMetricNames
{
    public const string Namespace = "PhotoShare";

    /// <summary>A dimension: <c>Ready</c>, or the code of the failure.</summary>
    public const string Outcome = "Outcome";

    /// <summary>From the event to the answer, in milliseconds.</summary>
    public const string Duration = "PhotoDuration";

    /// <summary>Bytes of an original that became a photo, 0 for one that did not.</summary>
    public const string OriginalBytes = "PhotoOriginalBytes";
}
