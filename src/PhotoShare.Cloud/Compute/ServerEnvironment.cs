using Amazon.CDK;

namespace PhotoShare.Cloud;

/// <summary>What the server is told by its environment. Nothing in it is secret.</summary>
static class ServerEnvironment
{
    /// <summary>Longer than a load balancer's check takes to notice, so that no request is refused (README, Load balancer).</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    /// <summary>Of the host, in the network of its containers, where the CloudWatch agent listens; each kind of data has a port of its own there.</summary>
    public const string HostAddress = "172.30.0.1", ContainerNetwork = "172.30.0.0/24";

    public const int TracesPort = 4317, MetricsPort = 4315;

    /// <summary>Where the host puts secrets that the server takes from files.</summary>
    public const string SecretsFolder = "/run/secrets";

    /// <summary>The certificates of RDS, which are in the image.</summary>
    const string Certificates = "/etc/ssl/rds.pem";

    public static IEnumerable<KeyValuePair<string, string>> OfServers(CloudParameters parameters, Names names, SecurityStack security, ProcessingStack processing, DataStack data)
    {
        foreach (var setting in Common(parameters, names, security, data)) yield return setting;
        yield return new("PhotoShare__TrustedProxies__0", NetworkStack.Range);
        yield return new("PhotoShare__DrainTime", DrainTime.ToString("c"));
        yield return new("PhotoShare__Processing__ResultsQueue", processing.Queues.Results.QueueUrl);
        yield return new("PhotoShare__Processing__FailuresQueue", processing.Queues.Failures.QueueUrl);
        yield return new("PhotoShare__Mail__Host", parameters.MailHost ?? $"email-smtp.{Aws.REGION}.amazonaws.com");
        yield return new("PhotoShare__Mail__From", parameters.MailFrom);
        yield return new("PhotoShare__Mail__Username_FILE", $"{SecretsFolder}/mail_username");
        yield return new("PhotoShare__Mail__Password_FILE", $"{SecretsFolder}/mail_password");
        if (data.Database.Replica is { } replica) yield return new("PhotoShare__DatabaseReplica", Connection(replica.AttrEndpointAddress));
        if (data.Media is { } media)
        {
            yield return new("PhotoShare__Store__Distribution", $"https://{media.Domain}");
            yield return new("PhotoShare__Store__DistributionKeyId", media.PublicKey.Ref);
            yield return new("PhotoShare__Store__DistributionKey_FILE", $"{SecretsFolder}/media_key");
        }
        if (data.Cache is not null) yield return new("PhotoShare__Redis_FILE", $"{SecretsFolder}/redis");
        yield return new("AWS_REGION", Aws.REGION);
        yield return new("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{HostAddress}:{TracesPort}");
        yield return new("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", $"http://{HostAddress}:{MetricsPort}");
        // CloudWatch adds up what is new; it does not subtract what was.
        yield return new("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta");
    }

    public static IEnumerable<KeyValuePair<string, string>> OfMigration(CloudParameters parameters, Names names, SecurityStack security, DataStack data) =>
    [
        .. Common(parameters, names, security, data),
        // Its password comes apart, as a secret.
        new("PhotoShare__MigrationDatabase", $"{Connection(data.Database.Instance.AttrEndpointAddress)};Username={Database.Owner}"),
        // Of a file system that is read only this is the one place to write to.
        new("TMPDIR", "/data"),
    ];

    static IEnumerable<KeyValuePair<string, string>> Common(CloudParameters parameters, Names names, SecurityStack security, DataStack data) =>
    [
        new("PhotoShare__PublicUrl", $"https://{parameters.Domain}"),
        new("PhotoShare__Database", Connection(data.Database.Instance.AttrEndpointAddress)),
        new("PhotoShare__DatabaseSecret", names.DatabaseSecret),
        new("PhotoShare__KmsKey", security.Keys.Fields.KeyArn),
        new("PhotoShare__Store__Bucket", names.OriginalsBucket),
        new("PhotoShare__Store__Buckets__Renditions", names.RenditionsBucket),
        new("PhotoShare__Store__Buckets__Exports", names.ExportsBucket),
        new("PhotoShare__Store__Buckets__Imports", names.ExportsBucket),
        new("PhotoShare__Store__Buckets__Keys", names.KeysBucket),
        new("PhotoShare__Store__Region", Aws.REGION),
        new("PhotoShare__Store__KmsKey", security.Keys.Media.KeyArn),
    ];

    /// <summary>Name and password come from a secret.</summary>
    static string Connection(string host) => $"Host={host};Port={SecurityGroups.DatabasePort};Database={Database.Name};SSL Mode=VerifyFull;Root Certificate={Certificates}";
}
