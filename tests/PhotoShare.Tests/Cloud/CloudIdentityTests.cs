using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

[Collection(CloudTests.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed class CloudIdentityTests(SynthesizedCloud cloud)
{
    [Theory]
    [InlineData("photoshare-developers")]
    [InlineData("photoshare-operators")]
    [InlineData("photoshare-auditors")]
    public void A_group_may_do_nothing_without_a_second_factor_but_get_one(string name)
    {
        var people = Assert.Single(cloud.Full.Of("AWS::IAM::Group"), one => one.Text("GroupName") == name);
        var statements = (from policy in cloud.Full.Of("AWS::IAM::Policy")
                          where policy.At("Groups") is JsonArray groups && groups.Any(g => g!["Ref"]!.ToString() == people.Id)
                          from statement in policy.At("PolicyDocument.Statement")!.AsArray()
                          select statement!.AsObject()).ToList();

        Assert.All(statements.Where(s => s["Effect"]!.ToString() == "Allow" && s["Sid"]!.ToString() != "GetASecondFactor"), allowed =>
            Assert.Equal("true", allowed["Condition"]!["Bool"]!["aws:MultiFactorAuthPresent"]!.ToString()));
        var denied = Assert.Single(statements, s => s["Effect"]!.ToString() == "Deny");
        Assert.Equal("false", denied["Condition"]!["BoolIfExists"]!["aws:MultiFactorAuthPresent"]!.ToString());
        Assert.Equal("*", denied["Resource"]!.ToString());
        Assert.Null(denied["Action"]);
    }

    [Fact]
    public void No_person_reads_photos_rows_or_secrets()
    {
        var people = from policy in cloud.Full.Of("AWS::IAM::Policy")
                     where policy.At("Groups") is not null
                     from statement in policy.At("PolicyDocument.Statement")!.AsArray()
                     where statement!["Effect"]!.ToString() == "Allow"
                     from action in statement["Action"] is JsonArray list ? list.Select(a => a!.ToString()) : [statement["Action"]!.ToString()]
                     select action;

        Assert.DoesNotContain(people, action => action.StartsWith("s3:", StringComparison.Ordinal) || action is "secretsmanager:GetSecretValue" or "rds-db:connect" or "ssm:GetParameter" || action.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public void Who_deploys_has_a_second_factor()
    {
        var trust = cloud.Full.One("AWS::IAM::Role", "Deployment").At("AssumeRolePolicyDocument.Statement.0")!;
        Assert.Equal("true", trust["Condition"]!["Bool"]!["aws:MultiFactorAuthPresent"]!.ToString());
    }

    [Fact]
    public void Servers_are_reached_by_the_session_manager_and_not_by_ssh()
    {
        var template = cloud.Full.One("AWS::EC2::LaunchTemplate");
        Assert.Null(template.At("LaunchTemplateData.KeyName"));
        Assert.Contains("ssmmessages:OpenDataChannel", cloud.Full.One("AWS::IAM::Policy", "ServerPermissions").Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(cloud.Full.Of("AWS::EC2::SecurityGroupIngress"), rule => rule.Text("ToPort") == "22");
    }
}
