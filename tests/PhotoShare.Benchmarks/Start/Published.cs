using PhotoShare.Tests;

namespace PhotoShare.Benchmarks;

/// <summary>The server as an operator gets it.</summary>
static class Published
{
    /// <summary>Publishes it as the Dockerfile does.</summary>
    public static async Task<string> Server(string folder)
    {
        var published = await Commands.Run("dotnet", ["publish", Repository.PathOf("src", "PhotoShare.Web"), "-v", "quiet", "--use-current-runtime", "-c", "Release", "-o", folder], patience: TimeSpan.FromMinutes(10));
        return published.ExitCode == 0 ? folder : throw new InvalidOperationException($"dotnet publish: {published.Error}{published.Output}");
    }

    /// <summary>Bytes of a file, or of all files in a folder.</summary>
    public static long Size(string path) =>
        File.Exists(path) ? new FileInfo(path).Length : new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>Where a program lies that the shell would find.</summary>
    public static string Program(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, name)).Where(File.Exists).Select(file => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file).First();
}
