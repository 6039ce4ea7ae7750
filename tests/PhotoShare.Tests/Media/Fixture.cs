using System.Runtime.CompilerServices;

namespace PhotoShare.Tests;

/// <summary>The photographs of <c>tests/fixtures/photos</c>, credited beside them.</summary>
public static class Fixture
{
    public static string PathOf(string photo) => Path.Combine(Folder(), photo);

    public static byte[] Bytes(string photo) => File.ReadAllBytes(PathOf(photo));

    static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../../fixtures/photos"));
}
