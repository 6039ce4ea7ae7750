using Xunit;

namespace PhotoShare.Tests;

[Collection(CloudTests.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed class CloudDatabaseTests(SynthesizedCloud cloud)
{
    [Fact]
    public void The_database_is_in_two_zones_encrypted_backed_up_and_hard_to_delete()
    {
        cloud.Full.Assert("Data").HasResource("AWS::RDS::DBInstance", new Dictionary<string, object>
        {
            ["DeletionPolicy"] = "Snapshot",
            ["Properties"] = new Dictionary<string, object>
            {
                ["DBInstanceIdentifier"] = "photoshare",
                ["Engine"] = "postgres",
                ["MultiAZ"] = true,
                ["StorageEncrypted"] = true,
                ["StorageType"] = "gp3",
                ["AllocatedStorage"] = "50",
                ["MaxAllocatedStorage"] = 500,
                ["BackupRetentionPeriod"] = 14,
                ["DeletionProtection"] = true,
                ["DeleteAutomatedBackups"] = false,
                ["EnablePerformanceInsights"] = true,
                ["PubliclyAccessible"] = false,
                ["ManageMasterUserPassword"] = true,
            },
        });
        var database = Primary;
        Assert.Equal("<KeysDataArn>", database.Text("KmsKeyId"));
        Assert.Equal("<KeysSecretsArn>", database.Text("MasterUserSecret.KmsKeyId"));
        Assert.Null(database.At("MasterUserPassword"));
        Assert.Equal("<GroupsDatabaseGroupId>", database.Text("VPCSecurityGroups"));
        Assert.All(cloud.Full.One("AWS::RDS::DBSubnetGroup").At("SubnetIds")!.AsArray(), subnet => Assert.StartsWith("<VpcdatabaseSubnet", CloudText.Of(subnet), StringComparison.Ordinal));
    }

    [Fact]
    public void It_takes_TLS_alone_and_logs_nothing_that_people_wrote()
    {
        var settings = cloud.Full.One("AWS::RDS::DBParameterGroup").At("Parameters")!.AsObject();
        Assert.Equal("1", settings["rds.force_ssl"]!.ToString());
        Assert.Equal("TLSv1.2", settings["ssl_min_protocol_version"]!.ToString());
        Assert.Equal("0", settings["log_parameter_max_length"]!.ToString());
        Assert.Contains("SSL Mode=VerifyFull;Root Certificate=/etc/ssl/rds.pem", cloud.Full.One("AWS::EC2::LaunchTemplate").Text(), StringComparison.Ordinal);
        Assert.Contains("/etc/ssl/rds.pem", File.ReadAllText(Repository.PathOf("Dockerfile")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_replica_follows_it_where_one_is_asked_for()
    {
        var replica = Assert.Single(cloud.Full.Of("AWS::RDS::DBInstance"), instance => instance.Text("SourceDBInstanceIdentifier") == "<DatabaseInstance>");
        Assert.Equal("photoshare-replica", replica.Text("DBInstanceIdentifier"));
        Assert.Contains("PhotoShare__DatabaseReplica=Host=", cloud.Full.One("AWS::EC2::LaunchTemplate").Text(), StringComparison.Ordinal);
        Assert.Single(cloud.Usual.Of("AWS::RDS::DBInstance"));
        Assert.DoesNotContain("DatabaseReplica", cloud.Usual.One("AWS::EC2::LaunchTemplate").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_is_encrypted_and_asks_for_a_password_where_one_is_asked_for()
    {
        cloud.Full.Assert("Data").HasResourceProperties("AWS::ElastiCache::ReplicationGroup", new Dictionary<string, object>
        {
            ["Engine"] = "valkey",
            ["AtRestEncryptionEnabled"] = true,
            ["TransitEncryptionEnabled"] = true,
            ["AutomaticFailoverEnabled"] = true,
            ["MultiAZEnabled"] = true,
        });
        Assert.Contains("PhotoShare__Redis_FILE=/run/secrets/redis", cloud.Full.One("AWS::EC2::LaunchTemplate").Text(), StringComparison.Ordinal);
        Assert.Empty(cloud.Usual.Of("AWS::ElastiCache::ReplicationGroup"));
        Assert.DoesNotContain("redis", cloud.Usual.One("AWS::EC2::LaunchTemplate").Text(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Migrations_run_as_a_task_of_their_own_with_the_owners_secret()
    {
        var task = cloud.Full.One("AWS::ECS::TaskDefinition");
        var container = task.At("ContainerDefinitions.0")!.AsObject();
        Assert.Equal("migrate", CloudText.Of(container["Command"]));
        Assert.EndsWith(":1.2.3", CloudText.Of(container["Image"]), StringComparison.Ordinal);
        Assert.Equal("true", CloudText.Of(container["ReadonlyRootFilesystem"]));
        Assert.Equal("ALL", CloudText.Of(container["LinuxParameters"]!["Capabilities"]!["Drop"]));
        Assert.Equal(
            ["PhotoShare__MigrationDatabasePassword=<DatabaseInstance.MasterUserSecret.SecretArn>:password::"],
            container["Secrets"]!.AsArray().Select(secret => $"{secret!["Name"]}={CloudText.Of(secret["ValueFrom"])}"));
        Assert.Contains(container["Environment"]!.AsArray(), setting => setting!["Name"]!.ToString() == "PhotoShare__MigrationDatabase" && CloudText.Of(setting["Value"]).EndsWith($";Username={Primary.Text("MasterUsername")}", StringComparison.Ordinal));
        Assert.Equal("<MigrationRolesTask.Arn>", task.Text("TaskRoleArn"));
        Assert.Equal("<MigrationRolesStart.Arn>", task.Text("ExecutionRoleArn"));
        Assert.True(cloud.Full.Template("Data")["Outputs"]!.AsObject().ContainsKey("MigrationTask"));
    }

    CloudResource Primary => Assert.Single(cloud.Full.Of("AWS::RDS::DBInstance"), instance => instance.Text("DBInstanceIdentifier") == "photoshare");
}
