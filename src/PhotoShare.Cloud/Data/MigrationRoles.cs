using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Two roles: what ECS may do to start the migration, and what the migration may do then.</summary>
sealed class MigrationRoles : Construct
{
    public MigrationRoles(Construct scope, Names names, SecurityStack security, DataStack data, LogGroup log) : base(scope, "Roles")
    {
        Start = Make("Start", names.MigrationStartRole, "Starts the migration with the owner's secret");
        Start.Allow(this, "StartPermissions",
            new Permission("ReadTheOwnersSecret", ["secretsmanager:GetSecretValue"], [data.Database.Instance.AttrMasterUserSecretSecretArn]),
            new Permission("OpenSecrets", ["kms:Decrypt"], [security.Keys.Secrets.KeyArn]),
            new Permission("SignInToTheRepository", ["ecr:GetAuthorizationToken"], ["*"]) { Because = "A sign-in to ECR is one to all of it; what can be done there is said by the next." },
            new Permission("PullImages", ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], [data.Images.Repository.RepositoryArn]),
            new Permission("WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [log.LogGroupArn]));

        Task = Make("Task", names.MigrationRole, "Changes the layout of the database");
        Task.Allow(this, "TaskPermissions",
            new Permission("ReadTheServersSecret", ["secretsmanager:GetSecretValue"], [security.Secrets.Database.SecretArn]),
            new Permission("ReadItByTheSystemsManager", ["ssm:GetParameter"], [Names.Arn("ssm", $"parameter/aws/reference/secretsmanager/{names.DatabaseSecret}")]),
            new Permission("OpenSecrets", ["kms:Decrypt"], [security.Keys.Secrets.KeyArn]),
            new Permission("WrapKeys", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], [security.Keys.Fields.KeyArn]),
            new Permission("KnowThatSomethingIsNotThere", ["s3:ListBucket"], [data.Buckets.Keys.BucketArn]),
            new Permission("MakeTheInstancesKey", ["s3:GetObject", "s3:PutObject"], [data.Buckets.Keys.ArnForObjects("keys/instance")]),
            new Permission("OpenAndSeal", ["kms:Decrypt", "kms:GenerateDataKey"], [security.Keys.Media.KeyArn]));
    }

    public Role Start { get; }
    public Role Task { get; }

    Role Make(string id, string name, string description) => new(this, id, new RoleProps { RoleName = name, Description = description, AssumedBy = new ServicePrincipal("ecs-tasks.amazonaws.com") });
}
