using System.Text.Json.Nodes;
using PhotoShare.Cloud;
using Xunit;

namespace PhotoShare.Tests;

[Collection(CloudTests.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed class CloudNetworkTests(SynthesizedCloud cloud)
{
    [Fact]
    public void There_are_as_many_zones_as_asked_for_and_three_kinds_of_subnets_in_each()
    {
        Assert.Equal(6, cloud.Usual.Of("AWS::EC2::Subnet").Count);
        Assert.Equal(9, cloud.Full.Of("AWS::EC2::Subnet").Count);
        Assert.All(cloud.Full.Of("AWS::EC2::Subnet"), subnet => Assert.Equal("false", subnet.Text("MapPublicIpOnLaunch")));
        Assert.Equal(3, cloud.Full.Of("AWS::EC2::Subnet").Select(subnet => subnet.Text("AvailabilityZone")).Distinct().Count());
        cloud.Full.Assert("Network").ResourceCountIs("AWS::EC2::NatGateway", 0);
        cloud.Full.Assert("Network").HasResourceProperties("AWS::EC2::VPC", new Dictionary<string, object> { ["CidrBlock"] = NetworkStack.Range });
    }

    [Fact]
    public void Each_subnet_has_a_route_table_and_only_public_ones_a_way_out()
    {
        var network = cloud.Full;
        Assert.Equal(9, network.Of("AWS::EC2::RouteTable").Count);
        Assert.Equal(9, network.Of("AWS::EC2::SubnetRouteTableAssociation").Count);

        var routes = network.Of("AWS::EC2::Route");
        Assert.Equal(3, routes.Count);
        Assert.All(routes, route =>
        {
            Assert.StartsWith("VpcpublicSubnet", route.Id, StringComparison.Ordinal);
            Assert.Equal("0.0.0.0/0", route.Text("DestinationCidrBlock"));
            Assert.Equal("<VpcIGW>", route.Text("GatewayId"));
        });
        network.Assert("Network").ResourceCountIs("AWS::EC2::InternetGateway", 1);
    }

    [Fact]
    public void Private_subnets_reach_S3_and_five_services_without_the_internet()
    {
        var endpoints = cloud.Full.Of("AWS::EC2::VPCEndpoint");
        var s3 = Assert.Single(endpoints, endpoint => endpoint.Text("VpcEndpointType") == "Gateway");
        Assert.EndsWith(".s3", s3.Text("ServiceName"), StringComparison.Ordinal);
        Assert.Equal(3, s3.At("RouteTableIds")!.AsArray().Count);
        Assert.All(s3.At("RouteTableIds")!.AsArray(), table => Assert.StartsWith("<VpcprivateSubnet", CloudText.Of(table), StringComparison.Ordinal));
        Assert.DoesNotContain("\"*\"", s3.At("PolicyDocument.Statement.0.Resource")!.ToJsonString(), StringComparison.Ordinal);

        var interfaces = endpoints.Where(endpoint => endpoint.Text("VpcEndpointType") == "Interface").ToList();
        Assert.Equal(["kms", "logs", "secretsmanager", "sqs", "ssm"], interfaces.Select(endpoint => endpoint.Text("ServiceName").Split('.')[^1]).Order());
        Assert.All(interfaces, endpoint =>
        {
            Assert.Equal("true", endpoint.Text("PrivateDnsEnabled"));
            Assert.Equal("<GroupsEndpoints.GroupId>", endpoint.Text("SecurityGroupIds"));
            Assert.Contains("aws:PrincipalAccount", endpoint.Text("PolicyDocument"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Nothing_is_open_to_all_but_80_and_443_of_the_load_balancer()
    {
        var open = from rule in Ingress() where rule.From.Contains("0.0.0.0/0", StringComparison.Ordinal) || rule.From.Contains("::/0", StringComparison.Ordinal) select $"{rule.To}:{rule.Port}";
        Assert.Equal(["GroupsLoadBalancer:443", "GroupsLoadBalancer:80"], open.Order());
    }

    [Fact]
    public void Security_groups_name_each_other() => Assert.Equal(
        [
            "GroupsFunction → GroupsEndpoints:443",
            "GroupsLoadBalancer → GroupsServers:5080",
            "GroupsMigration → GroupsDatabase:5432",
            "GroupsMigration → GroupsEndpoints:443",
            "GroupsServers → GroupsCache:6379",
            "GroupsServers → GroupsDatabase:5432",
            "GroupsServers → GroupsEndpoints:443",
        ],
        (from rule in Ingress() where rule.From.StartsWith('G') select $"{rule.From} → {rule.To}:{rule.Port}").Order());

    [Fact]
    public void Every_connection_is_logged_under_a_key()
    {
        cloud.Full.Assert("Network").HasResourceProperties("AWS::EC2::FlowLog", new Dictionary<string, object> { ["TrafficType"] = "ALL", ["ResourceType"] = "VPC", ["LogDestinationType"] = "cloud-watch-logs" });
        Assert.Equal("<FlowLog>", cloud.Full.One("AWS::EC2::FlowLog").Text("LogGroupName"));
        Assert.Equal("<KeysLogsArn>", cloud.Full.One("AWS::Logs::LogGroup", "FlowLog").Text("KmsKeyId"));
    }

    /// <summary>Rules of groups themselves, and those that stand beside them.</summary>
    IEnumerable<(string From, string To, string Port)> Ingress() =>
    [
        .. from beside in cloud.Full.Of("AWS::EC2::SecurityGroupIngress") select (Name(beside.Text("SourceSecurityGroupId")), Name(beside.Text("GroupId")), beside.Text("ToPort")),
        .. from made in cloud.Full.Of("AWS::EC2::SecurityGroup")
           from rule in made.At("SecurityGroupIngress") as JsonArray ?? []
           select (CloudText.Of(rule!["CidrIp"] ?? rule["CidrIpv6"]), Name($"<{made.Id[..^8]}>"), CloudText.Of(rule["ToPort"])),
    ];

    static string Name(string reference) => reference.Trim('<', '>').Split('.')[0];
}
