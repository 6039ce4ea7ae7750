using System.IO.Compression;
using System.Runtime.InteropServices;

namespace PhotoShare.Tests;

/// <summary>The image function as it goes to Lambda: native code for this machine's processor, unpacked from the zip that <c>functions/publish</c> makes.</summary>
static class PublishedFunction
{
    static readonly Lazy<Task<string>> Only = new(Publish);

    static readonly string Architecture = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x64";

    public static string Zip => Repository.PathOf("artifacts", $"image-processor-{Architecture}.zip");

    /// <summary>The folder that Lambda would call <c>/var/task</c>.</summary>
    public static Task<string> Folder => Only.Value;

    static async Task<string> Publish()
    {
        var published = await Commands.Run(Repository.PathOf("functions", "publish"), [Architecture], patience: TimeSpan.FromMinutes(10));
        if (published.ExitCode != 0) throw new InvalidOperationException($"functions/publish failed: {published.Error}{published.Output}");
        var folder = Directory.CreateTempSubdirectory("photoshare-lambda-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        ZipFile.ExtractToDirectory(Zip, folder);
        return folder;
    }
}
