namespace PhotoShare.Tests;

/// <summary>The source tree that the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Debug or Release, as the tests are, in whose folder all else is built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A real photograph, or a hostile file; <c>CREDITS.md</c> beside it says which and whose.</summary>
    public static string Photo(string name) => PathOf("tests", "fixtures", "photos", name);

    static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PhotoShare.sln"))) return at.FullName;
        throw new DirectoryNotFoundException($"{folder} is not inside the repository.");
    }
}
