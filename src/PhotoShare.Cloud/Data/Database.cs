using Amazon.CDK;
using Amazon.CDK.AWS.RDS;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>PostgreSQL in two zones, whose owner's password nobody knows but RDS, which changes it every week.</summary>
public sealed class Database : Construct
{
    public const string Name = "photoshare";

    /// <summary>The master user, who owns the tables and runs migrations.</summary>
    internal const string Owner = "photoshare_owner";

    /// <summary>The newest version that the suite's is not newer than by much; its minor updates come by themselves.</summary>
    const string Version = "17", Family = "postgres17";

    /// <summary>How far back any second can be restored.</summary>
    const int BackupDays = 14;

    /// <summary>Storage grows by itself up to this many times what it began with.</summary>
    const int Growth = 10;

    internal Database(Construct scope, CloudParameters parameters, Names names, Keys keys, NetworkStack network) : base(scope, "Database")
    {
        var subnets = new CfnDBSubnetGroup(this, "Subnets", new CfnDBSubnetGroupProps
        {
            DbSubnetGroupName = names.Name,
            DbSubnetGroupDescription = "Subnets without a way out",
            SubnetIds = network.IdsOf(NetworkStack.DatabaseSubnets),
        });
        var settings = new CfnDBParameterGroup(this, "Settings", new CfnDBParameterGroupProps
        {
            Family = Family,
            DbParameterGroupName = names.Name,
            Description = "TLS only; slow statements are logged without what people wrote",
            Parameters = new Dictionary<string, string>
            {
                ["rds.force_ssl"] = "1",
                ["ssl_min_protocol_version"] = "TLSv1.2",
                ["log_min_duration_statement"] = "1000",
                ["log_parameter_max_length"] = "0",
                ["log_parameter_max_length_on_error"] = "0",
                ["log_error_verbosity"] = "terse",
            },
        });
        Instance = new CfnDBInstance(this, "Instance", new CfnDBInstanceProps
        {
            DbInstanceIdentifier = names.Database,
            DbName = Name,
            Engine = "postgres",
            EngineVersion = Version,
            DbInstanceClass = parameters.DatabaseClass,
            AllocatedStorage = Text(parameters.DatabaseStorage),
            MaxAllocatedStorage = parameters.DatabaseStorage * Growth,
            StorageType = "gp3",
            StorageEncrypted = true,
            KmsKeyId = keys.Data.KeyArn,
            MultiAz = true,
            DbSubnetGroupName = subnets.Ref,
            DbParameterGroupName = settings.Ref,
            VpcSecurityGroups = [network.Groups.Database.SecurityGroupId],
            PubliclyAccessible = false,
            Port = Text(SecurityGroups.DatabasePort),
            MasterUsername = Owner,
            ManageMasterUserPassword = true,
            MasterUserSecret = new CfnDBInstance.MasterUserSecretProperty { KmsKeyId = keys.Secrets.KeyArn },
            EnableIamDatabaseAuthentication = true,
            BackupRetentionPeriod = BackupDays,
            PreferredBackupWindow = "02:00-03:00",
            PreferredMaintenanceWindow = "sun:03:30-sun:04:30",
            CopyTagsToSnapshot = true,
            DeleteAutomatedBackups = false,
            DeletionProtection = true,
            AutoMinorVersionUpgrade = true,
            EnablePerformanceInsights = true,
            PerformanceInsightsKmsKeyId = keys.Data.KeyArn,
            PerformanceInsightsRetentionPeriod = 7,
            EnableCloudwatchLogsExports = ["postgresql", "upgrade"],
            CaCertificateIdentifier = "rds-ca-rsa2048-g1",
        });
        Instance.ApplyRemovalPolicy(RemovalPolicy.SNAPSHOT);
        Instance.Accept("AwsSolutions-RDS11", "Its port is no secret: only the servers' and the migration's security groups reach it.");
        foreach (var log in (string[])["postgresql", "upgrade"])
            Instance.Node.AddDependency(Logs.Group(this, $"Log-{log}", Names.DatabaseLogGroup(names.Database, log), keys.Logs));
        if (parameters.ReadReplica) Replica = MakeReplica(parameters, names, keys, network, settings);
    }

    public CfnDBInstance Instance { get; }
    public CfnDBInstance? Replica { get; }

    CfnDBInstance MakeReplica(CloudParameters parameters, Names names, Keys keys, NetworkStack network, CfnDBParameterGroup settings)
    {
        var log = Logs.Group(this, "ReplicaLog", Names.DatabaseLogGroup(names.Replica, "postgresql"), keys.Logs);
        var replica = new CfnDBInstance(this, "Replica", new CfnDBInstanceProps
        {
            DbInstanceIdentifier = names.Replica,
            SourceDbInstanceIdentifier = Instance.Ref,
            DbInstanceClass = parameters.DatabaseClass,
            MaxAllocatedStorage = parameters.DatabaseStorage * Growth,
            StorageType = "gp3",
            MultiAz = false,
            DbParameterGroupName = settings.Ref,
            VpcSecurityGroups = [network.Groups.Database.SecurityGroupId],
            PubliclyAccessible = false,
            EnableIamDatabaseAuthentication = true,
            CopyTagsToSnapshot = true,
            DeletionProtection = true,
            AutoMinorVersionUpgrade = true,
            EnablePerformanceInsights = true,
            PerformanceInsightsKmsKeyId = keys.Data.KeyArn,
            PerformanceInsightsRetentionPeriod = 7,
            EnableCloudwatchLogsExports = ["postgresql"],
            CaCertificateIdentifier = "rds-ca-rsa2048-g1",
        });
        replica.ApplyRemovalPolicy(RemovalPolicy.DESTROY);
        replica.Node.AddDependency(log);
        replica.Accept("AwsSolutions-RDS2", "A replica has the encryption and the key of what it follows; RDS takes no word about it.");
        replica.Accept("AwsSolutions-RDS3", "It serves reads that may lag; the primary is the one that stands in two zones, and servers read there when this is away.");
        replica.Accept("AwsSolutions-RDS11", "Its port is no secret: only the servers' and the migration's security groups reach it.");
        return replica;
    }

    static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
