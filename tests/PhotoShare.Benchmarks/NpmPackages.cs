using PhotoShare.Tests;

namespace PhotoShare.Benchmarks;

/// <summary>The packages of a peer, as its lock names them.</summary>
static class NpmPackages
{
    public static async Task Install(string folder)
    {
        var (marker, wanted) = (new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json")), new FileInfo(Path.Combine(folder, "package-lock.json")));
        if (marker.Exists && marker.LastWriteTimeUtc >= wanted.LastWriteTimeUtc) return;
        var result = await Commands.Run("npm", ["ci", "--silent", "--no-progress", "--prefix", folder], patience: TimeSpan.FromMinutes(5));
        if (result.ExitCode != 0) throw new InvalidOperationException($"npm ci: {result.Error}{result.Output}");
    }
}
