using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using PhotoShare.Media;

namespace PhotoShare.Tests;

/// <summary>
/// A real S3 server, Debian's radosgw, for the whole run: started when the first test asks for it, which takes a quarter of a minute, and
/// ended by the end of its input, which is ours. Each house has a bucket of its own, made as an operator makes it, and works in it with the
/// permissions of <c>architecture/s3</c> alone.
/// </summary>
sealed class RadosGateway
{
    static readonly Lazy<Task<RadosGateway>> Only = new(Start);

    /// <summary>Held, so that the server's input stays open.</summary>
    readonly Process server;

    RadosGateway(Process server, Uri address) => (this.server, Address) = (server, address);

    public static Task<RadosGateway> Running => Only.Value;

    public Uri Address { get; }

    /// <summary>A new bucket, with its rules, for the three users.</summary>
    /// <param name="site">Where the pages are; <c>null</c> for anywhere.</param>
    public async Task<string> CreateBucket(Uri? site = null)
    {
        var bucket = $"house-{Guid.NewGuid():n}";
        using var setup = new S3Setup(OptionsOf("owner", bucket));
        await foreach (var _ in setup.Run(site, TimeSpan.FromDays(1), TimeSpan.FromDays(7))) { }
        using var owner = ClientOf("owner");
        await owner.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = bucket, Policy = PolicyOf(bucket).ToJsonString() });
        return bucket;
    }

    public S3Options OptionsOf(string user, string bucket) => new(bucket, Address, AccessKey: user, SecretKey: $"{user}-secret");

    /// <summary>What an operator sets for such a bucket.</summary>
    public Dictionary<string, string?> SettingsOf(string bucket) => new()
    {
        ["PhotoShare:Store:Bucket"] = bucket,
        ["PhotoShare:Store:Endpoint"] = Address.ToString(),
        ["PhotoShare:Store:AccessKey"] = "app",
        ["PhotoShare:Store:SecretKey"] = "app-secret",
        ["PhotoShare:Processing:AccessKey"] = "function",
        ["PhotoShare:Processing:SecretKey"] = "function-secret",
    };

    /// <summary>The SDK's own client, for what no store of ours does.</summary>
    public AmazonS3Client ClientOf(string user) => new(user, $"{user}-secret", new AmazonS3Config
    {
        ServiceURL = Address.ToString(),
        AuthenticationRegion = "us-east-1",
        ForcePathStyle = true,
        RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = Amazon.Runtime.ResponseChecksumValidation.WHEN_REQUIRED,
    });

    /// <summary>The documents of <c>architecture/s3</c> as one policy of the bucket.</summary>
    static JsonObject PolicyOf(string bucket)
    {
        var statements = new JsonArray();
        foreach (var user in (string[])["app", "function"])
        {
            var document = JsonNode.Parse(File.ReadAllText(Repository.PathOf("architecture", "s3", $"{user}.json")).Replace("${bucket}", bucket, StringComparison.Ordinal))!;
            foreach (var statement in document["Statement"]!.AsArray())
            {
                var granted = statement!.DeepClone().AsObject();
                granted["Principal"] = new JsonObject { ["AWS"] = new JsonArray($"arn:aws:iam:::user/{user}") };
                granted["Sid"] = $"{user}{granted["Sid"]}";
                statements.Add(granted);
            }
        }
        // Ceph asks for this on the bucket too where several are deleted at once, and then on each of them.
        statements.Add(JsonNode.Parse($$"""{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam:::user/app"] }, "Action": ["s3:DeleteObject"], "Resource": ["arn:aws:s3:::{{bucket}}"] }"""));
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements };
    }

    static async Task<RadosGateway> Start()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"photoshare-s3-{Guid.NewGuid():n}");
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var server = Commands.Start("bash", [Repository.PathOf("tests", "radosgw.sh"), folder, $"{FreePort()}", $"{address.Port}"]);
        return await server.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(3)) == "ready"
            ? new RadosGateway(server, address)
            : throw new InvalidOperationException($"radosgw did not start; its packages are in tests/run. It exited with {server.ExitCode}.");
    }

    /// <summary>Free a moment ago, and given to nobody else for a while.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
