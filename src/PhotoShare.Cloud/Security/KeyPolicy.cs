using Amazon.CDK;
using Amazon.CDK.AWS.IAM;

namespace PhotoShare.Cloud;

/// <summary>
/// Statements of keys' policies. The account looks after each key but can't use it by that; use is tied to the service that it is for, or to
/// roles by their names. So a policy of IAM that is too wide opens nothing that lies sealed.
/// </summary>
static class KeyPolicy
{
    static readonly string[] Administration =
    [
        "kms:Create*", "kms:Describe*", "kms:Enable*", "kms:List*", "kms:Put*", "kms:Update*", "kms:Revoke*", "kms:Disable*", "kms:Get*", "kms:Delete*",
        "kms:TagResource", "kms:UntagResource", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion", "kms:RotateKeyOnDemand",
    ];

    static readonly string[] Use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

    static readonly (string, string, object) AutoScaling =
        ("StringEquals", "aws:PrincipalArn", Names.IamArn("role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"));

    public static PolicyDocument Of(params IEnumerable<PolicyStatement> uses) => new(new PolicyDocumentProps { Statements = [Administer(), .. uses] });

    /// <summary>By whom the policies of IAM allow it, and only when one of these services asks on their behalf.</summary>
    public static IEnumerable<PolicyStatement> Through(params string[] services) =>
    [
        ForAccount("UseThroughServices", Use, ("StringEquals", "kms:ViaService", Hosts(services))),
        ForAccount("LendToServices", ["kms:CreateGrant"], ("StringEquals", "kms:ViaService", Hosts(services)), ("Bool", "kms:GrantIsForAWSResource", "true")),
    ];

    /// <summary>By these roles of the account. They need not exist yet, as principals would.</summary>
    public static PolicyStatement ByRoles(params string[] roles) =>
        ForAccount("UseByRoles", ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"], ("StringEquals", "aws:PrincipalArn", roles.Select(role => Names.IamArn($"role/{role}")).ToArray()));

    /// <summary>
    /// By Auto Scaling, which starts instances with volumes under the key and tells the topic about them. Its role is named in a condition and
    /// not as the principal, since it is made when the account's first group is.
    /// </summary>
    public static IEnumerable<PolicyStatement> ByAutoScaling() =>
    [
        For(new AnyPrincipal(), "UseByAutoScaling", Use, AutoScaling),
        For(new AnyPrincipal(), "LendByAutoScaling", ["kms:CreateGrant"], AutoScaling, ("Bool", "kms:GrantIsForAWSResource", "true")),
    ];

    /// <summary>By CloudWatch Logs for these groups: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html</summary>
    public static PolicyStatement ByLogs(params string[] groups) => For(
        new ServicePrincipal($"logs.{Aws.REGION}.amazonaws.com"), "UseForLogGroups", Use, ("ArnLike", "kms:EncryptionContext:aws:logs:arn", groups.Select(group => Names.Arn("logs", $"log-group:{group}")).ToArray()));

    /// <summary>By a service for what belongs to this account.</summary>
    public static PolicyStatement ByService(string sid, string service, params string[] actions) =>
        For(new ServicePrincipal($"{service}.amazonaws.com"), sid, actions, ("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID));

    static PolicyStatement Administer() => ForAccount("Administer", Administration);

    static PolicyStatement ForAccount(string sid, string[] actions, params (string Operator, string Key, object Value)[] conditions) => For(new AccountRootPrincipal(), sid, actions, conditions);

    /// <summary>In a key's policy "*" is the key.</summary>
    static PolicyStatement For(IPrincipal principal, string sid, string[] actions, params (string Operator, string Key, object Value)[] conditions) => new(new PolicyStatementProps
    {
        Sid = sid,
        Principals = [principal],
        Actions = actions,
        Resources = ["*"],
        Conditions = conditions.GroupBy(c => c.Operator).ToDictionary(of => of.Key, of => (object)of.ToDictionary(c => c.Key, c => c.Value)),
    });

    static string[] Hosts(params string[] services) => [.. services.Select(service => $"{service}.{Aws.REGION}.amazonaws.com")];
}
