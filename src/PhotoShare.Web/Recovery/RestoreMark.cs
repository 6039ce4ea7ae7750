namespace PhotoShare.Web;

/// <summary>
/// A file in the data folder that says that a backup is being put back, and which. While it is there, no server and no other command opens the
/// half that is there: it would take it for an instance, and add to it.
/// </summary>
static class RestoreMark
{
    /// <summary>A setting by which the restoration itself opens the instance that it has put back.</summary>
    public const string Finishing = "PhotoShare:FinishingRestore";

    /// <summary>The backup that is being put back; <c>null</c> when none is.</summary>
    public static string? Read(Settings settings) => File.Exists(PathIn(settings)) ? File.ReadAllText(PathIn(settings)).Trim() : null;

    public static void Write(Settings settings, string backup) => File.WriteAllText(PathIn(settings), $"{backup}\n");

    public static void Remove(Settings settings) => File.Delete(PathIn(settings));

    public static void Refuse(Settings settings, IConfiguration configuration)
    {
        if (configuration[Finishing] is null && Read(settings) is { } backup)
            throw new OperatorException($"The backup {backup} is being put back here, and it is not done. Begin it again to go on: photoshare restore <target> --keys <target> --backup {backup}");
    }

    static string PathIn(Settings settings) => Path.Combine(settings.DataDirectory, "restoring");
}
