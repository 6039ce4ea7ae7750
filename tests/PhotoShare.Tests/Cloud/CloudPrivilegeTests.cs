using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PhotoShare.Cloud;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Everything that roles and groups may do, against <c>privileges.txt</c>: who adds a right adds it there, where it is read.</summary>
[Collection(CloudTests.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed partial class CloudPrivilegeTests(SynthesizedCloud cloud)
{
    [Fact]
    public void Roles_and_groups_may_do_what_the_list_says_and_no_more() =>
        Assert.Equal(File.ReadAllText(Repository.PathOf("tests", "PhotoShare.Tests", "Cloud", "privileges.txt")), Privileges());

    /// <summary>Exactly these rights are those that the suite works with on a real S3 server.</summary>
    [Theory]
    [InlineData("ServerPermissions", "app.json")]
    [InlineData("ImageFunctionPermissions", "function.json")]
    public void Of_the_buckets_a_role_may_do_no_more_than_was_tried(string policy, string document)
    {
        var tried = JsonNode.Parse(File.ReadAllText(Repository.PathOf("architecture", "s3", document)))!["Statement"]!.AsArray().SelectMany(statement => RightsOf(statement!.AsObject()));
        var given = Statements(cloud.Full.One("AWS::IAM::Policy", policy)).SelectMany(RightsOf).Where(right => right.StartsWith("s3:", StringComparison.Ordinal)).ToHashSet();

        Assert.NotEmpty(given);
        Assert.Subset(tried.ToHashSet(), given);
    }

    [Fact]
    public void No_permission_names_a_wildcard_without_its_reason() => Assert.All(Policies(), policy =>
    {
        var reasons = policy.Json["Metadata"]?[Permissions.Reasons]?.AsObject();
        Assert.All(Statements(policy), statement =>
        {
            var wide = CloudText.Of(statement["Resource"]).Contains('*', StringComparison.Ordinal);
            Assert.True(!wide || reasons?[statement["Sid"]!.ToString()]?.ToString() is { Length: > 20 }, $"{policy.Id} {statement["Sid"]} has no reason.");
        });
    });

    [Fact]
    public void No_permission_names_a_wildcard_among_its_actions() => Assert.All(
        Policies().SelectMany(Statements), statement => Assert.DoesNotContain("*", CloudText.Of(statement["Action"]), StringComparison.Ordinal));

    [Fact]
    public void A_wildcard_without_a_reason_is_not_built()
    {
        var careless = Assert.Throws<InvalidOperationException>(() => new Permission("ReadAll", ["s3:GetObject"], ["*"]).Statement());
        Assert.Contains("ReadAll", careless.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_other_way_to_a_right_but_AWSs_list_for_auditors()
    {
        Assert.All(cloud.Full.Of("AWS::IAM::Role"), role =>
        {
            Assert.Null(role.At("ManagedPolicyArns"));
            Assert.Null(role.At("Policies"));
        });
        var list = Assert.Single(cloud.Full.Of("AWS::IAM::Group"), one => one.At("ManagedPolicyArns") is not null);
        Assert.Equal("arn:<AWS::Partition>:iam::aws:policy/SecurityAudit", list.Text("ManagedPolicyArns"));
        Assert.Empty(cloud.Full.Of("AWS::IAM::ManagedPolicy"));
        Assert.Empty(cloud.Full.Of("AWS::IAM::User"));
    }

    /// <summary>Whatever breaks a rule of cdk-nag says why.</summary>
    [Fact]
    public void Every_rule_that_is_broken_is_broken_for_a_reason()
    {
        var accepted = (from resource in cloud.Full.Resources
                        from rule in resource.Json["Metadata"]?["cdk_nag"]?["rules_to_suppress"] as JsonArray ?? []
                        select (Rule: rule!["id"]!.ToString(), Reason: rule["reason"]!.ToString())).ToList();
        Assert.NotEmpty(accepted);
        Assert.All(accepted, broken =>
        {
            Assert.StartsWith("AwsSolutions-", broken.Rule, StringComparison.Ordinal);
            Assert.True(broken.Reason.Length > 20, broken.Rule);
        });
    }

    static IEnumerable<string> RightsOf(JsonObject statement) =>
        from action in CloudText.Of(statement["Action"]).Split(' ')
        from resource in statement["Resource"] is JsonArray several ? several.Select(CloudText.Of) : [CloudText.Of(statement["Resource"])]
        select $"{action} {BucketOf(resource)}";

    /// <summary>The bucket's short name and what is in it, however the bucket is named; imports lie with exports, and probes with originals.</summary>
    static string BucketOf(string arn) => Bucket().Replace(arn, match => match.Groups.Values.Skip(1).Single(name => name.Success).Value.ToLowerInvariant() switch
    {
        "imports" => "exports",
        "health" => "originals",
        var name => name,
    });

    [GeneratedRegex(@"^(?:<Buckets(\w+?)\.?Arn>|arn:[^/]*:::photoshare-(\w+)-[^/]*|arn:aws:s3:::\$\{(\w+)\})")] private static partial Regex Bucket();

    string Privileges() => string.Join('\n', from holder in cloud.Full.Resources
                                             where holder.Type is "AWS::IAM::Role" or "AWS::IAM::Group"
                                             orderby holder.Id
                                             from line in LinesOf(holder)
                                             select line);

    IEnumerable<string> LinesOf(CloudResource holder)
    {
        yield return $"{holder.Type["AWS::IAM::".Length..]} {NameOf(holder)}";
        if (holder.At("AssumeRolePolicyDocument.Statement.0") is { } trust)
            yield return $"  for {CloudText.Of(trust["Principal"])}{(trust["Condition"] is { } when ? $" if {CloudText.Of(when)}" : "")}";
        foreach (var policy in Policies().Where(policy => policy.Stack == holder.Stack && Holders(policy).Contains(holder.Id)))
            foreach (var line in Statements(policy).SelectMany(statement => LinesOf(policy, statement)))
                yield return line;
        yield return "";
    }

    static IEnumerable<string> LinesOf(CloudResource policy, JsonObject statement)
    {
        yield return $"  {(statement["Effect"]!.ToString() == "Deny" ? "not " : "")}{statement["Sid"]}: {(statement["NotAction"] is { } but ? $"anything but {CloudText.Of(but)}" : CloudText.Of(statement["Action"]))}";
        foreach (var resource in statement["Resource"] is JsonArray several ? [.. several] : (JsonNode?[])[statement["Resource"]])
            yield return $"    on {CloudText.Of(resource)}";
        if (statement["Condition"] is { } condition) yield return $"    if {CloudText.Of(condition)}";
        if (policy.Json["Metadata"]?[Permissions.Reasons]?[statement["Sid"]!.ToString()] is { } reason) yield return $"    because {reason}";
    }

    static string NameOf(CloudResource holder) => holder.Text("RoleName") is { Length: > 0 } role ? role : holder.Text("GroupName") is { Length: > 0 } name ? name : holder.Id[..^8];

    IReadOnlyList<CloudResource> Policies() => cloud.Full.Of("AWS::IAM::Policy");

    static IEnumerable<JsonObject> Statements(CloudResource policy) => policy.At("PolicyDocument.Statement")!.AsArray().Select(statement => statement!.AsObject());

    static IEnumerable<string> Holders(CloudResource policy) => ((string[])["Roles", "Groups"]).SelectMany(kind => policy.At(kind) as JsonArray ?? []).Select(holder => holder!["Ref"]!.ToString());
}
