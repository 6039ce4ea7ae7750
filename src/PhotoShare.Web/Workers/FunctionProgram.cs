using System.Diagnostics;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>The image function's executable, which the build places in <c>function/</c> beside this program.</summary>
static class FunctionProgram
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "function");
    static readonly string Executable = Path.Combine(Folder, OperatingSystem.IsWindows() ? "bootstrap.exe" : "bootstrap");
    static readonly string Assembly = Path.Combine(Folder, "bootstrap.dll");

    /// <summary>
    /// How to start the function: by the dotnet that runs us where there is one, else (a self-contained or native function) by its own executable.
    /// The child gets no variable of ours but those that a process needs to run at all, so it holds no secret but
    /// what lets it read the originals: on disk the key that they are sealed with, for a bucket its credentials (<c>PhotoShare:Processing:AccessKey</c>,
    /// which need to do little, or the server's own).
    /// </summary>
    public static ProcessStartInfo Start(Settings settings, InstanceSecret secret, string runtimeApi)
    {
        if (!File.Exists(Assembly) && !File.Exists(Executable))
            throw new FunctionFailed(FunctionFailure.NotStarted, $"The image function is missing from {Folder}. Build PhotoShare.Web again.");

        var start = File.Exists(Assembly) && Dotnet() is { } dotnet ? new ProcessStartInfo(dotnet, ["exec", Assembly]) : new ProcessStartInfo(Executable);
        start.WorkingDirectory = Folder;
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;

        start.Environment.Clear();
        foreach (var name in (string[])["DOTNET_ROOT", "TMPDIR", "TEMP", "TMP", "SystemRoot"])
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtimeApi;
        foreach (var (name, value) in Store.EnvironmentOf(settings, secret))
            start.Environment[name] = value;
        start.Environment["PHOTOSHARE_MAX_BYTES"] = FormattableString.Invariant($"{settings.Uploads.MaxBytes}");
        start.Environment["PHOTOSHARE_MAX_PIXELS"] = FormattableString.Invariant($"{settings.Uploads.MaxPixels}");
        // libvips writes a line for each broken scan line: one small file can make 300,000 of them.
        start.Environment["VIPS_WARNING"] = "0";
        // Each arena of glibc keeps what a decode has freed.
        start.Environment["MALLOC_ARENA_MAX"] = "2";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    /// <summary>The <c>dotnet</c> that runs us: the process itself, or the one whose runtime our apphost has loaded. <c>null</c> when self-contained.</summary>
    static string? Dotnet()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.ProcessPath is { } path && Path.GetFileName(path) == name)
            return path;

        // <root>/shared/Microsoft.NETCore.App/<version>/System.Private.CoreLib.dll
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var root = Path.GetFullPath(Path.Combine(runtime ?? AppContext.BaseDirectory, "..", "..", "..", name));
        return File.Exists(root) ? root : null;
    }
}
