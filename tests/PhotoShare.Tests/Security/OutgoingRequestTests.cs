using Xunit;

namespace PhotoShare.Tests;

/// <summary>Nothing fetches an address that a user gave (SSRF): whoever asks another server is known here, with whom it asks.</summary>
public sealed class OutgoingRequestTests
{
    static readonly Dictionary<string, string> Known = new()
    {
        ["src/PhotoShare/Notifications/PushSender.cs"] = "a browser's push service: one of those that the settings name, see PushTests",
        ["src/PhotoShare.Media/Blobs/S3HttpClients.cs"] = "the operator's store",
        ["src/PhotoShare.Media/Blobs/S3Connection.cs"] = "the operator's store",
        ["src/PhotoShare.Web/Doctor/StoreChecks.cs"] = "the operator's store",
        ["src/PhotoShare.Web/Doctor/PlaceChecks.cs"] = "the names of the operator's own parts",
        ["src/PhotoShare.Web/Operator/HealthCommand.cs"] = "this server itself",
    };

    [Fact]
    public void Only_known_places_ask_another_server()
    {
        var asking = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text && ((string[])["HttpClient", "WebRequest", "TcpClient", "new Socket(", "Dns."]).Any(word => text.Contains(word, StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Order();

        Assert.Equal(Known.Keys.Order(), asking);
    }
}
