using Amazon.CDK.AWS.IAM;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Groups for the people who run this. Each needs a second factor for all but getting one; none reads photos, rows or secrets.</summary>
sealed class People : Construct
{
    public People(Construct scope, Names names, Keys keys, Secrets secrets, IRole deployment) : base(scope, "People")
    {
        Make("Developers", $"{names.Name}-developers", Watching.Of(names));
        Make("Operators", $"{names.Name}-operators",
            [.. Watching.Of(names), .. Operating.Of(names, keys, secrets), new("Deploy", ["sts:AssumeRole"], [deployment.RoleArn]), .. DeploymentRole.Migrate(names)]);
        var auditors = Make("Auditors", $"{names.Name}-auditors", Auditing.Of(names));
        auditors.AddManagedPolicy(ManagedPolicy.FromAwsManagedPolicyName("SecurityAudit"));
        auditors.AcceptOf("AwsSolutions-IAM4", "SecurityAudit is AWS's list of what shows how an account is set up, and follows new services; it reads no data.");
    }

    Group Make(string id, string name, IEnumerable<Permission> permissions)
    {
        var group = new Group(this, id, new GroupProps { GroupName = name });
        group.Allow(this, $"{id}Permissions", permissions.Select(WithSecondFactor));
        group.Allow(this, $"{id}SecondFactor", OwnSecondFactor(), NothingWithoutIt());
        return group;
    }

    static Permission WithSecondFactor(Permission permission)
    {
        var conditions = new Dictionary<string, object>(permission.Conditions ?? []);
        conditions["Bool"] = new Dictionary<string, object> { ["aws:MultiFactorAuthPresent"] = "true" };
        return permission with { Conditions = conditions };
    }

    static Permission OwnSecondFactor() => new("GetASecondFactor",
        ["iam:ChangePassword", "iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ResyncMFADevice"],
        [Names.IamArn("user/${aws:username}"), Names.IamArn("mfa/${aws:username}*")])
    { Because = "People name their devices as they like, after their own name." };

    /// <summary>Also of what other policies allow them.</summary>
    static Permission NothingWithoutIt() => new("NothingWithoutASecondFactor",
        ["iam:ChangePassword", "iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ListVirtualMFADevices", "iam:ResyncMFADevice", "sts:GetSessionToken"],
        ["*"])
    {
        DeniesAllElse = true,
        Because = "It takes away, and from everything.",
        Conditions = new() { ["BoolIfExists"] = new Dictionary<string, object> { ["aws:MultiFactorAuthPresent"] = "false" } },
    };
}
