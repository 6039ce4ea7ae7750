using Amazon.CDK.AWS.ElastiCache;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Valkey for what servers tell each other and count together. Nothing in it is the only record of anything, so it has no snapshots.</summary>
public sealed class Cache : Construct
{
    internal Cache(Construct scope, Names names, SecurityStack security, NetworkStack network) : base(scope, "Cache")
    {
        var subnets = new CfnSubnetGroup(this, "Subnets", new CfnSubnetGroupProps
        {
            CacheSubnetGroupName = names.Name,
            Description = "Subnets without a way out",
            SubnetIds = network.IdsOf(NetworkStack.DatabaseSubnets),
        });
        Group = new CfnReplicationGroup(this, "Group", new CfnReplicationGroupProps
        {
            ReplicationGroupId = names.Name,
            ReplicationGroupDescription = "Events and limits that servers share",
            Engine = "valkey",
            EngineVersion = "8.0",
            CacheNodeType = "cache.t4g.small",
            NumCacheClusters = 2,
            AutomaticFailoverEnabled = true,
            MultiAzEnabled = true,
            CacheSubnetGroupName = subnets.Ref,
            SecurityGroupIds = [network.Groups.Cache!.SecurityGroupId],
            Port = SecurityGroups.CachePort,
            AtRestEncryptionEnabled = true,
            KmsKeyId = security.Keys.Data.KeyArn,
            TransitEncryptionEnabled = true,
            AuthToken = security.Secrets.Cache!.SecretValue.UnsafeUnwrap(),   // a reference that CloudFormation resolves; the template has no secret
            AutoMinorVersionUpgrade = true,
        });
    }

    public CfnReplicationGroup Group { get; }
}
