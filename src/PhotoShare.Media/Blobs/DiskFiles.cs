using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace PhotoShare.Media;

/// <summary>
/// Files that appear whole or not at all, for their owner's eyes only: written under a temporary name, flushed to the disk, then renamed.
/// </summary>
static partial class DiskFiles
{
    const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    const int FileExists = 17; // EEXIST, the same number on Linux, macOS and the BSDs

    /// <summary>Creates a folder, and those above it, with mode 0700; leaves one that exists as it is.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerFolder);
    }

    /// <summary>Writes a new temporary file with <paramref name="write"/>; leaves nothing behind when that throws.</summary>
    public static async Task<T> WriteTemporary<T>(string temporary, Func<FileStream, Task<T>> write)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        try
        {
            await using var file = new FileStream(temporary, options);
            var result = await write(file);
            await file.FlushAsync();
            file.Flush(flushToDisk: true);
            return result;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Removes what a crash left in a temporary folder: everything older than a day, far longer than any upload of a part takes.</summary>
    public static void Sweep(string temporaryFolder)
    {
        var yesterday = DateTime.UtcNow.AddDays(-1);
        foreach (var left in new DirectoryInfo(temporaryFolder).EnumerateFileSystemInfos().Where(left => left.LastWriteTimeUtc < yesterday))
        {
            if (left is DirectoryInfo folder)
                folder.Delete(recursive: true);
            else
                left.Delete();
        }
    }

    /// <summary>Gives a temporary file its final name unless a file has that name already; then removes it and answers <c>false</c>.</summary>
    public static bool PublishNew(string temporary, string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
                return Link(temporary, path);
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (OperatingSystem.IsWindows() && File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // File.Move without overwrite looks first and renames then, so on Unix two racing writers can both win; link(2) cannot.
    [UnsupportedOSPlatform("windows")]
    static bool Link(string existing, string path)
    {
        if (CreateHardLink(existing, path) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == FileExists ? false : throw new IOException($"{path} could not be created: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateHardLink(string existing, string path);
}
