using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>
/// <c>photoshare migrate</c> as a task that is run once before servers of a new version start. It alone opens the database as its owner: by a
/// secret that ECS hands to it, and that neither a server's role nor its own may read.
/// </summary>
public sealed class Migration : Construct
{
    const string Container = "migrate", DataVolume = "data";

    internal Migration(Construct scope, CloudParameters parameters, Names names, SecurityStack security, NetworkStack network, DataStack data) : base(scope, "Migration")
    {
        var log = Logs.Group(this, "Log", names.LogGroup("migration"), security.Keys.Logs);
        var roles = new MigrationRoles(this, names, security, data, log);
        var cluster = new CfnCluster(this, "Cluster", new CfnClusterProps
        {
            ClusterName = names.Cluster,
            ClusterSettings = new object[] { new CfnCluster.ClusterSettingsProperty { Name = "containerInsights", Value = "enabled" } },
        });
        Task = new CfnTaskDefinition(this, "Task", new CfnTaskDefinitionProps
        {
            Family = names.MigrationTask,
            Cpu = "512",
            Memory = "1024",
            NetworkMode = "awsvpc",
            RequiresCompatibilities = ["FARGATE"],
            RuntimePlatform = new CfnTaskDefinition.RuntimePlatformProperty { OperatingSystemFamily = "LINUX", CpuArchitecture = ServerArchitecture.Of(parameters.InstanceType).Fargate },
            TaskRoleArn = roles.Task.RoleArn,
            ExecutionRoleArn = roles.Start.RoleArn,
            Volumes = new object[] { new CfnTaskDefinition.VolumeProperty { Name = DataVolume } },
            ContainerDefinitions = new object[] { Definition(parameters, names, security, data, log.LogGroupName) },
        });
        Task.Accept("AwsSolutions-ECS2", "None of these is secret; the owner's name and password come as secrets.");
        _ = new CfnOutput(scope, "MigrationCluster", new CfnOutputProps { Value = cluster.Ref });
        _ = new CfnOutput(scope, "MigrationTask", new CfnOutputProps { Value = Task.Ref, Description = "Run it before servers of this version start" });
        _ = new CfnOutput(scope, "MigrationNetwork", new CfnOutputProps
        {
            Value = $"awsvpcConfiguration={{subnets=[{Fn.Join(",", network.IdsOf(NetworkStack.PublicSubnets))}],securityGroups=[{network.Groups.Migration.SecurityGroupId}],assignPublicIp=ENABLED}}",
        });
    }

    public CfnTaskDefinition Task { get; }

    static CfnTaskDefinition.ContainerDefinitionProperty Definition(CloudParameters parameters, Names names, SecurityStack security, DataStack data, string log) => new()
    {
        Name = Container,
        Image = data.Images.Uri(parameters.ImageTag),
        Command = ["migrate"],
        Essential = true,
        ReadonlyRootFilesystem = true,
        LinuxParameters = new CfnTaskDefinition.LinuxParametersProperty { Capabilities = new CfnTaskDefinition.KernelCapabilitiesProperty { Drop = ["ALL"] }, InitProcessEnabled = true },
        MountPoints = new object[] { new CfnTaskDefinition.MountPointProperty { SourceVolume = DataVolume, ContainerPath = "/data", ReadOnly = false } },
        Environment = (from setting in ServerEnvironment.OfMigration(parameters, names, security, data)
                       select (object)new CfnTaskDefinition.KeyValuePairProperty { Name = setting.Key, Value = setting.Value }).ToArray(),
        Secrets = new object[] { new CfnTaskDefinition.SecretProperty { Name = "PhotoShare__MigrationDatabasePassword", ValueFrom = $"{data.Database.Instance.AttrMasterUserSecretSecretArn}:password::" } },
        LogConfiguration = new CfnTaskDefinition.LogConfigurationProperty
        {
            LogDriver = "awslogs",
            Options = new Dictionary<string, string> { ["awslogs-group"] = log, ["awslogs-region"] = Aws.REGION, ["awslogs-stream-prefix"] = Container },
        },
    };
}
