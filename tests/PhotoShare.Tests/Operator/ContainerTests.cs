using Xunit;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace PhotoShare.Tests;

/// <summary>What docker-compose.yml and the Dockerfiles say; see <see cref="ComposeTests"/> for what comes of it.</summary>
public sealed class ContainerTests
{
    [Fact]
    public void No_container_runs_as_root_or_writes_to_its_own_file_system_and_every_image_is_pinned()
    {
        foreach (var (name, service) in Services())
        {
            Assert.True(service.TryGetValue("read_only", out var readOnly) && readOnly is "true", $"{name} may write to its root file system.");
            Assert.Contains("ALL", (List<object>)service["cap_drop"]);
            var image = (string)service["image"];
            Assert.True(service.ContainsKey("build") || image.Split(':') is [_, var tag] && tag.Any(char.IsDigit), $"{name} runs {image}, which is not pinned.");
            var user = service.TryGetValue("user", out var said) ? (string)said : null;
            // Ours and the store's say their user in their Dockerfiles; the collector's and Prometheus's images have one of their own.
            Assert.True(user is not (null or "root" or "0") || service.ContainsKey("build") || name is "collector" or "prometheus", $"{name} runs as root.");
        }
        Assert.All((string[])["Dockerfile", Path.Combine("deploy", "store.Dockerfile")], file => Assert.Contains("\nUSER ", File.ReadAllText(Repository.PathOf(file)), StringComparison.Ordinal));
    }

    /// <summary>By the switch that the Dockerfile publishes with. Without, a start takes half as long again.</summary>
    [Fact]
    public async Task What_is_published_for_one_platform_is_compiled_for_it_beforehand()
    {
        Assert.Contains("dotnet publish src/PhotoShare.Web --no-restore --use-current-runtime ", await File.ReadAllTextAsync(Repository.PathOf("Dockerfile")), StringComparison.Ordinal);

        Assert.Equal("true", await Compiled("-p:UseCurrentRuntimeIdentifier=true"));
        // For any platform it can't be.
        Assert.Equal("", await Compiled());

        static async Task<string> Compiled(params string[] arguments) =>
            (await Commands.Run("dotnet", ["msbuild", Repository.PathOf("src", "PhotoShare.Web"), "-getProperty:PublishReadyToRun", .. arguments])).Output.Trim();
    }

    internal static Dictionary<string, Dictionary<object, object>> Services()
    {
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(File.OpenText(Repository.PathOf("docker-compose.yml")))));
        return ((Dictionary<object, object>)file["services"]).ToDictionary(service => (string)service.Key, service => (Dictionary<object, object>)service.Value);
    }
}
