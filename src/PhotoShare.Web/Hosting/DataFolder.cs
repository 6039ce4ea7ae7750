namespace PhotoShare.Web;

static class DataFolder
{
    /// <summary>Sees to it that the folder is there, for its owner alone, and can be written to.</summary>
    public static void Prepare(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            using var probe = new FileStream(Path.Combine(folder, $".probe-{Guid.NewGuid():n}"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new OperatorException($"The data folder {folder} can't be written: {Reason(folder, e)} Give it to the user who runs PhotoShare, or choose another with --data <folder>.", e);
        }
    }

    static string Reason(string folder, Exception e) =>
        e is UnauthorizedAccessException ? "access is denied."
        : File.Exists(folder) ? "it is a file."
        : e.Message.TrimEnd('.') + ".";
}
