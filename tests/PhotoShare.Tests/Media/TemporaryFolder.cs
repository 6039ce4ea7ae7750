namespace PhotoShare.Tests;

/// <summary>A folder that is gone with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("photoshare-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
