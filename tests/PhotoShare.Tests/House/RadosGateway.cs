using System.Diagnostics;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using PhotoShare.Media;

namespace PhotoShare.Tests;

/// <summary>
/// A real S3 server, Debian's radosgw, for the whole run: started when the first test asks for it, which takes a quarter of a minute, and
/// ended by the end of its input, which is ours. Each house has buckets of its own, made as an operator makes them, and works in them with the
/// permissions of <c>architecture/s3</c> alone.
/// </summary>
sealed class RadosGateway
{
    static readonly Lazy<Task<RadosGateway>> Only = new(() => Start());

    /// <summary>Held, so that the server's input stays open.</summary>
    readonly Process server;

    RadosGateway(Process server, Uri address) => (this.server, Address) = (server, address);

    public static Task<RadosGateway> Running => Only.Value;

    public Uri Address { get; }

    /// <summary>New buckets, with their rules, for the three users: a name that stands for all of them.</summary>
    /// <param name="site">Where the pages are; <c>null</c> for anywhere.</param>
    /// <param name="isOne">Whether everything lies in one; else renditions, exports and keys have others.</param>
    public async Task<string> CreateBuckets(Uri? site = null, bool isOne = false)
    {
        var bucket = $"{(isOne ? "one" : "house")}-{Guid.NewGuid():n}";
        var options = OptionsOf("owner", bucket);
        using var setup = new S3Setup(options);
        await foreach (var _ in setup.Run(site, TimeSpan.FromDays(1), TimeSpan.FromDays(7))) { }
        using var owner = ClientOf("owner");
        foreach (var name in options.All) await owner.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = name, Policy = PolicyOf(options, name).ToJsonString() });
        return bucket;
    }

    public S3Options OptionsOf(string user, string bucket) => new(bucket, Address, AccessKey: user, SecretKey: $"{user}-secret", Buckets: NamedBeside(bucket));

    /// <summary>What an operator sets for such buckets.</summary>
    public Dictionary<string, string?> SettingsOf(string bucket) => new(NamedBeside(bucket).Select(named => KeyValuePair.Create($"PhotoShare:Store:Buckets:{named.Key}", (string?)named.Value)))
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

    /// <summary>The keys of all that lies in such buckets.</summary>
    public async Task<IReadOnlyList<string>> KeysIn(string bucket)
    {
        using var owner = ClientOf("owner");
        var keys = new List<string>();
        foreach (var name in OptionsOf("owner", bucket).All)
            keys.AddRange((await owner.ListObjectsV2Async(new ListObjectsV2Request { BucketName = name })).S3Objects?.Select(o => o.Key) ?? []);
        return keys;
    }

    static Dictionary<string, string> NamedBeside(string bucket) => bucket.StartsWith("one-", StringComparison.Ordinal)
        ? []
        : ((string[])["renditions", "exports", "keys"]).ToDictionary(prefix => prefix, prefix => $"{bucket}-{prefix}");

    /// <summary>The documents of <c>architecture/s3</c> as the policy of one of the buckets.</summary>
    static JsonObject PolicyOf(S3Options options, string bucket)
    {
        var statements = new JsonArray();
        foreach (var user in (string[])["app", "function"])
        {
            var text = BlobKeys.Prefixes.Aggregate(File.ReadAllText(Repository.PathOf("architecture", "s3", $"{user}.json")), (text, prefix) => text.Replace($"${{{prefix}}}", options.BucketOf(prefix), StringComparison.Ordinal));
            foreach (var statement in JsonNode.Parse(text)!["Statement"]!.AsArray())
            {
                var granted = statement!.DeepClone().AsObject();
                var here = granted["Resource"]!.AsArray().Select(resource => resource!.ToString()).Where(arn => arn.Split(":::")[1].Split('/')[0] == bucket).Distinct().ToList();
                if (here.Count == 0) continue;
                granted["Resource"] = new JsonArray([.. here.Select(arn => JsonValue.Create(arn))]);
                granted["Principal"] = new JsonObject { ["AWS"] = new JsonArray($"arn:aws:iam:::user/{user}") };
                granted["Sid"] = $"{user}{granted["Sid"]}";
                statements.Add(granted);
            }
        }
        // Ceph asks for this on the bucket too where several are deleted at once, and then on each of them.
        statements.Add(JsonNode.Parse($$"""{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam:::user/app"] }, "Action": ["s3:DeleteObject"], "Resource": ["arn:aws:s3:::{{bucket}}"] }"""));
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements };
    }

    /// <summary>It takes some seconds, and now and then its monitor and its disk never find each other: then once more, from nothing.</summary>
    static async Task<RadosGateway> Start(bool again = true)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"photoshare-s3-{Guid.NewGuid():n}");
        var address = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        var server = Commands.Start("bash", [Repository.PathOf("tests", "radosgw.sh"), folder, $"{FreePort.Take()}", $"{address.Port}"]);
        try
        {
            return await server.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) == "ready"
                ? new RadosGateway(server, address)
                : throw new InvalidOperationException($"radosgw did not start; its packages are in tests/run. It exited with {server.ExitCode}.");
        }
        catch (TimeoutException) when (again)
        {
            server.Kill(entireProcessTree: true);
            return await Start(again: false);
        }
    }
}
