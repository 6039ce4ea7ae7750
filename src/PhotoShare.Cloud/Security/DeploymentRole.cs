using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>
/// Who deploys: pushes an image, migrates the database, and has the CDK's own roles do the rest. Those are made by <c>cdk bootstrap</c>; this one
/// can be anybody who signed in with a second factor and whom a policy lets.
/// </summary>
sealed class DeploymentRole : Construct
{
    /// <summary>The qualifier that <c>cdk bootstrap</c> gives where none is named.</summary>
    const string Bootstrap = "cdk-hnb659fds";

    public DeploymentRole(Construct scope, Names names) : base(scope, "Deployment")
    {
        Role = new Role(this, "Role", new RoleProps
        {
            RoleName = names.DeploymentRole,
            Description = "Deploys PhotoShare",
            AssumedBy = new AccountRootPrincipal().WithConditions(new Dictionary<string, object> { ["Bool"] = new Dictionary<string, object> { ["aws:MultiFactorAuthPresent"] = "true" } }),
            MaxSessionDuration = Duration.Hours(2),
        });
        Role.Allow(this, "Permissions",
        [
            new Permission("ActAsTheCdk", ["sts:AssumeRole"],
                [.. from role in (string[])["deploy-role", "file-publishing-role", "lookup-role"] select Names.IamArn($"role/{Bootstrap}-{role}-{Aws.ACCOUNT_ID}-{Aws.REGION}")]),
            new Permission("SignInToTheRepository", ["ecr:GetAuthorizationToken"], ["*"]) { Because = "A sign-in to ECR is one to all of it; what can be done there is said by the next." },
            new Permission("PushImages",
                ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages", "ecr:DescribeImageScanFindings", "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"],
                [Names.Arn("ecr", $"repository/{names.Repository}")]),
            .. Migrate(names),
        ]);
    }

    public Role Role { get; }

    /// <summary>Runs the migration task and sees how it ended.</summary>
    public static IEnumerable<Permission> Migrate(Names names) =>
    [
        new("StartTheMigration", ["ecs:RunTask"], [Names.Arn("ecs", $"task-definition/{names.MigrationTask}:*")]) { Because = "Each deployment makes a revision of the task, with a number of its own." },
        new("SeeTheMigration", ["ecs:DescribeTasks"], [Names.Arn("ecs", $"task/{names.Cluster}/*")]) { Because = "A task gets its id when it starts." },
        new("LendTheMigrationItsRoles", ["iam:PassRole"], [Names.IamArn($"role/{names.MigrationRole}"), Names.IamArn($"role/{names.MigrationStartRole}")])
        {
            Conditions = new() { ["StringEquals"] = new Dictionary<string, object> { ["iam:PassedToService"] = "ecs-tasks.amazonaws.com" } },
        },
        new("SeeTheStacks", ["cloudformation:DescribeStacks", "cloudformation:DescribeStackEvents"], [Names.Arn("cloudformation", $"stack/{names.Name}-*/*")]) { Because = "A stack's ARN ends in an id of its own, and there are six of this name." },
    ];
}
