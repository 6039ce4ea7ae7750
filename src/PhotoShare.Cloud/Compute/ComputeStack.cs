using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>What answers: the load balancer, the firewall before it and the servers behind it. Nothing here is the only copy of anything.</summary>
public sealed class ComputeStack : CloudStack
{
    internal ComputeStack(Construct app, CloudParameters parameters, Names names, SecurityStack security, NetworkStack network, ProcessingStack processing, DataStack data)
        : base(app, parameters, "Compute", "PhotoShare: load balancer, firewall, servers")
    {
        var log = Logs.Group(this, "ServerLog", names.LogGroup("server"), security.Keys.Logs);
        var agent = AgentConfiguration.In(this, names);
        var role = new Role(this, "ServerRole", new RoleProps { RoleName = names.ServerRole, AssumedBy = new ServicePrincipal("ec2.amazonaws.com"), Description = "The servers" });
        var policy = role.Allow(this, "ServerPermissions", ServerPermissions.Of(names, security, processing, data, log));
        var profile = new InstanceProfile(this, "ServerProfile", new InstanceProfileProps { InstanceProfileName = names.ServerRole, Role = role });

        Balancer = new LoadBalancer(this, parameters, names, network, data);
        if (parameters.Waf) _ = Firewall.Before(this, names, security, Balancer);
        Fleet = new Fleet(this, parameters, names, security, network, profile,
            resource => Boot.Script(parameters, names, security, processing, data, StackName, resource, log.LogGroupName), Balancer.Targets.Ref);
        // A target group is watched only once a listener sends to it.
        Fleet.Node.AddDependency(policy, agent, Balancer.Rule);
        Scaling.Of(this, Fleet.Group, Balancer);
        _ = new CfnOutput(this, "Target", new CfnOutputProps { Value = Balancer.Balancer.AttrDnsName, Description = $"Where the DNS name {parameters.Domain} points" });
    }

    public LoadBalancer Balancer { get; }
    public Fleet Fleet { get; }
}
