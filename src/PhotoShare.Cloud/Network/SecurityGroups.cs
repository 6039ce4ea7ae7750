using Amazon.CDK.AWS.EC2;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Who may speak to whom. From outside one thing is open, the load balancer; everything else names its neighbour.</summary>
public sealed class SecurityGroups : Construct
{
    public const int ServerPort = 5080, DatabasePort = 5432, CachePort = 6379;
    const int Https = 443, MailPort = 587;

    internal SecurityGroups(Construct scope, IVpc vpc, CloudParameters parameters) : base(scope, "Groups")
    {
        LoadBalancer = Make("LoadBalancer", vpc, "The load balancer");
        Servers = Make("Servers", vpc, "The servers");
        Migration = Make("Migration", vpc, "The task that changes the layout of the database");
        Function = Make("Function", vpc, "The image function");
        Database = Make("Database", vpc, "The database");
        Endpoints = Make("Endpoints", vpc, "Endpoints of AWS services");

        LoadBalancer.AddIngressRule(Peer.AnyIpv4(), Port.Tcp(80), "Everybody, who is sent on to HTTPS");
        LoadBalancer.AddIngressRule(Peer.AnyIpv4(), Port.Tcp(Https), "Everybody");
        LoadBalancer.AcceptOf("AwsSolutions-EC23", "Ports 80 and 443 of the load balancer are the door; nothing else is open to all.");
        Connect(LoadBalancer, Servers, ServerPort, "Requests and health checks");
        Connect(Servers, Database, DatabasePort, "Rows");
        Connect(Migration, Database, DatabasePort, "The layout of rows");
        foreach (var caller in (SecurityGroup[])[Servers, Migration, Function]) Connect(caller, Endpoints, Https, "AWS's services by their endpoints");

        Servers.AddEgressRule(Peer.AnyIpv4(), Port.Tcp(Https), "S3, ECR and other services of AWS, and push services of browsers");
        Servers.AddEgressRule(Peer.AnyIpv4(), Port.Tcp(MailPort), "The mail server");
        Migration.AddEgressRule(Peer.AnyIpv4(), Port.Tcp(Https), "S3 and ECR");
        // S3's addresses have no group and, offline, no known list; the subnet's only way out is the endpoint of S3.
        Function.AddEgressRule(Peer.AnyIpv4(), Port.Tcp(Https), "S3 by its endpoint");

        if (!parameters.Valkey) return;
        Cache = Make("Cache", vpc, "The cache");
        Connect(Servers, Cache, CachePort, "Events and limits");
    }

    public SecurityGroup LoadBalancer { get; }
    public SecurityGroup Servers { get; }
    public SecurityGroup Migration { get; }
    public SecurityGroup Function { get; }
    public SecurityGroup Database { get; }
    public SecurityGroup Endpoints { get; }
    public SecurityGroup? Cache { get; }

    SecurityGroup Make(string id, IVpc vpc, string description) =>
        new(this, id, new SecurityGroupProps { Vpc = vpc, Description = description, AllowAllOutbound = false });

    static void Connect(SecurityGroup from, SecurityGroup to, int port, string why)
    {
        from.AddEgressRule(to, Port.Tcp(port), why);
        to.AddIngressRule(from, Port.Tcp(port), why);
    }
}
