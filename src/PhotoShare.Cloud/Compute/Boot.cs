using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.CDK;

namespace PhotoShare.Cloud;

/// <summary>What an instance does when it starts: boot.sh with what differs between installations filled in.</summary>
static partial class Boot
{
    /// <summary>Time for what is under way after the server has drained, as long as it gives itself (ServerOptions of .NET: 30 seconds) and some.</summary>
    static readonly TimeSpan StopTime = ServerEnvironment.DrainTime + TimeSpan.FromSeconds(40);

    public static string Script(CloudParameters parameters, Names names, SecurityStack security, ProcessingStack processing, DataStack data, string stack, string resource, string logGroup)
    {
        var environment = ServerEnvironment.OfServers(parameters, names, security, processing, data).Select(setting => $"{setting.Key}={setting.Value}");
        var values = new Dictionary<string, string>
        {
            ["REGION"] = Aws.REGION,
            ["STACK"] = stack,
            ["RESOURCE"] = resource,
            ["CONTAINER_NETWORK"] = ServerEnvironment.ContainerNetwork,
            ["HOST_ADDRESS"] = ServerEnvironment.HostAddress,
            ["ENVIRONMENT"] = string.Join('\n', environment),
            ["MAIL_SECRET"] = names.MailSecret,
            ["MORE_SECRETS"] = string.Join('\n', MoreSecrets(names, data)),
            ["SECRETS_FOLDER"] = ServerEnvironment.SecretsFolder,
            ["PORT"] = SecurityGroups.ServerPort.ToString(CultureInfo.InvariantCulture),
            ["LOG_GROUP"] = logGroup,
            ["IMAGE"] = data.Images.Uri(parameters.ImageTag),
            ["REGISTRY"] = $"{Aws.ACCOUNT_ID}.dkr.ecr.{Aws.REGION}.{Aws.URL_SUFFIX}",
            ["AGENT_PARAMETER"] = names.AgentParameter,
            ["STOP_SECONDS"] = StopTime.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        };
        return Blank().Replace(Template(), blank => values[blank.Groups[1].Value]);
    }

    static IEnumerable<string> MoreSecrets(Names names, DataStack data)
    {
        if (data.Media is not null) yield return $"secret '{names.SigningSecret}' | keep media_key";
        if (data.Cache is { } cache)
            yield return $"""echo "{cache.Group.AttrPrimaryEndPointAddress}:{SecurityGroups.CachePort},ssl=true,abortConnect=false,password=$(secret '{names.CacheSecret}')" | keep redis""";
    }

    static string Template()
    {
        using var resource = typeof(Boot).Assembly.GetManifestResourceStream("boot.sh")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("@@([A-Z_]+)@@")] private static partial Regex Blank();
}
