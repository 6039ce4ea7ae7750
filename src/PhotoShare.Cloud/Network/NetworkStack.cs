using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>
/// Two or three zones, each with a public subnet (load balancer, servers) and two without a way to the Internet (the image function and the
/// endpoints; the database). No NAT: servers have addresses of their own that nothing may come in by.
/// </summary>
public sealed class NetworkStack : CloudStack
{
    /// <summary>Room for 65,536 addresses, of a private range that home and office networks seldom have.</summary>
    public const string Range = "10.20.0.0/16";

    const string Public = "public", Private = "private", Rows = "database";

    readonly int zones;

    internal NetworkStack(Construct app, CloudParameters parameters, Names names, SecurityStack security)
        : base(app, parameters, "Network", "PhotoShare: the VPC, its subnets, endpoints and security groups")
    {
        zones = parameters.Zones;
        Vpc = new Vpc(this, "Vpc", new VpcProps
        {
            VpcName = names.Name,
            IpAddresses = IpAddresses.Cidr(Range),
            MaxAzs = zones,
            NatGateways = 0,
            // It would be done by a Lambda with rights on security groups. Nothing is in that group.
            RestrictDefaultSecurityGroup = false,
            SubnetConfiguration =
            [
                new SubnetConfiguration { Name = Public, SubnetType = SubnetType.PUBLIC, CidrMask = 22, MapPublicIpOnLaunch = false },
                new SubnetConfiguration { Name = Private, SubnetType = SubnetType.PRIVATE_ISOLATED, CidrMask = 22 },
                new SubnetConfiguration { Name = Rows, SubnetType = SubnetType.PRIVATE_ISOLATED, CidrMask = 24 },
            ],
        });
        LogTraffic(names, security);
        Groups = new SecurityGroups(this, Vpc, parameters);
        _ = new Endpoints(this, Vpc, PrivateSubnets, Groups.Endpoints, names);
    }

    /// <summary>Those of wherever it is deployed to. The CDK would take two of them, or look them up with credentials.</summary>
    public override string[] AvailabilityZones => [.. Enumerable.Range(0, zones).Select(i => Fn.Select(i, Fn.GetAzs()))];

    public Vpc Vpc { get; }
    public SecurityGroups Groups { get; }

    public static SubnetSelection PublicSubnets { get; } = new() { SubnetGroupName = Public };
    public static SubnetSelection PrivateSubnets { get; } = new() { SubnetGroupName = Private };
    public static SubnetSelection DatabaseSubnets { get; } = new() { SubnetGroupName = Rows };

    public string[] IdsOf(ISubnetSelection subnets) => Vpc.SelectSubnets(subnets).SubnetIds;

    void LogTraffic(Names names, SecurityStack security)
    {
        var group = Logs.Group(this, "FlowLog", names.LogGroup("flow"), security.Keys.Logs);
        var role = new Role(this, "FlowLogRole", new RoleProps { AssumedBy = new ServicePrincipal("vpc-flow-logs.amazonaws.com"), Description = "Writes which connections were made and refused" });
        var policy = role.Allow(this, "FlowLogPermissions", new Permission(
            "WriteFlowLog", ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], [group.LogGroupArn, Names.Arn("logs", $"log-group:{names.LogGroup("flow")}:log-stream:*")])
        { Because = "A stream for each network interface." });
        var flow = new CfnFlowLog(this, "Flow", new CfnFlowLogProps
        {
            ResourceId = Vpc.VpcId,
            ResourceType = "VPC",
            TrafficType = "ALL",
            LogDestinationType = "cloud-watch-logs",
            LogGroupName = group.LogGroupName,
            DeliverLogsPermissionArn = role.RoleArn,
        });
        flow.Node.AddDependency(policy);
    }
}
