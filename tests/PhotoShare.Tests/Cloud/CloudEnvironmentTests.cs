using System.Collections;
using System.Text.RegularExpressions;
using Xunit;

namespace PhotoShare.Tests;

[Collection(CloudTests.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed partial class CloudEnvironmentTests(SynthesizedCloud cloud)
{
    /// <summary>Read beside <see cref="Settings"/>, where forwarded headers are set up.</summary>
    const string Proxies = "TrustedProxies";

    [Fact]
    public void Every_setting_that_the_stacks_make_is_one_that_the_server_knows()
    {
        var settings = Setting().Matches(Script).Concat(Setting().Matches(Task)).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.InRange(settings.Count, 20, 40);
        Assert.All(settings, setting => Assert.True(IsKnown(setting), $"PhotoShare__{setting}"));
    }

    [Fact]
    public void Servers_have_all_that_they_need_to_share()
    {
        foreach (var line in (string[])
        [
            $"PhotoShare__PublicUrl=https://{SynthesizedCloud.Domain}",
            "PhotoShare__DatabaseSecret=photoshare/database",
            "PhotoShare__KmsKey=<KeysFieldsArn>",
            "PhotoShare__Store__KmsKey=<KeysMediaArn>",
            "PhotoShare__Store__Bucket=photoshare-originals-<AWS::AccountId>-<AWS::Region>",
            "PhotoShare__Store__Buckets__Renditions=photoshare-renditions-<AWS::AccountId>-<AWS::Region>",
            "PhotoShare__Store__Buckets__Exports=photoshare-exports-<AWS::AccountId>-<AWS::Region>",
            "PhotoShare__Store__Buckets__Imports=photoshare-exports-<AWS::AccountId>-<AWS::Region>",
            "PhotoShare__Store__Buckets__Keys=photoshare-keys-<AWS::AccountId>-<AWS::Region>",
            "PhotoShare__TrustedProxies__0=10.20.0.0/16",
            "PhotoShare__Processing__ResultsQueue=<QueuesResults>",
            "PhotoShare__Processing__FailuresQueue=<QueuesFailures>",
            "PhotoShare__Mail__Host=email-smtp.<AWS::Region>.amazonaws.com",
        ])
            Assert.Contains($"\n{line}\n", Script, StringComparison.Ordinal);
    }

    /// <summary>Longer than a server says that it is going, and shorter than the load balancer waits for it.</summary>
    [Fact]
    public void A_server_has_time_to_say_goodbye()
    {
        var drain = TimeSpan.Parse(Value("PhotoShare__DrainTime"), System.Globalization.CultureInfo.InvariantCulture);
        var stop = TimeSpan.FromSeconds(int.Parse(Regex.Match(Script, @"docker stop --time (\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        var balancer = TimeSpan.FromSeconds(int.Parse(cloud.Full.One("AWS::ElasticLoadBalancingV2::TargetGroup").Pairs("TargetGroupAttributes")["deregistration_delay.timeout_seconds"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(drain > TimeSpan.Zero && drain < stop && stop < balancer, $"{drain} {stop} {balancer}");
    }

    [Fact]
    public void What_is_secret_comes_in_files_and_not_in_the_environment()
    {
        foreach (var secret in (string[])["mail_username", "mail_password", "media_key", "redis"])
        {
            Assert.Contains($"=/run/secrets/{secret}\n", Script, StringComparison.Ordinal);
            Assert.Contains($"keep {secret}\n", Script, StringComparison.Ordinal);
        }
        Assert.Contains("--volume /run/photoshare/secrets:/run/secrets:ro", Script, StringComparison.Ordinal);
        Assert.DoesNotContain("Password=", Script[..Script.IndexOf("\nENVIRONMENT\n", StringComparison.Ordinal)], StringComparison.OrdinalIgnoreCase);
    }

    string Script => cloud.Full.One("AWS::EC2::LaunchTemplate").Text("LaunchTemplateData.UserData");

    string Task => cloud.Full.One("AWS::ECS::TaskDefinition").Text("ContainerDefinitions");

    string Value(string name) => Regex.Match(Script, $"\n{name}=(.*)\n").Groups[1].Value;

    static bool IsKnown(string setting)
    {
        var name = setting.EndsWith("_FILE", StringComparison.Ordinal) ? setting[..^"_FILE".Length] : setting;
        if (name == $"{Proxies}__0") return true;
        var at = typeof(Settings);
        foreach (var part in name.Split("__"))
        {
            if (typeof(IDictionary).IsAssignableFrom(at)) return true;
            if (at.GetProperty(part) is not { } property) return false;
            at = property.PropertyType;
        }
        return true;
    }

    [GeneratedRegex(@"PhotoShare__(\w+)")] private static partial Regex Setting();
}
