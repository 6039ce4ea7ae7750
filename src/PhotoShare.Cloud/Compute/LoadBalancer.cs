using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>The door: TLS ends here, HTTP/2 is spoken, and what is not for our host goes no further.</summary>
public sealed class LoadBalancer : Construct
{
    /// <summary>TLS 1.3, and 1.2 with forward secrecy only.</summary>
    const string TlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

    /// <summary>Seconds. WebSockets and event streams are quiet for 15 at most; a slow client between two packets may take longer.</summary>
    const string IdleTimeout = "120";

    /// <summary>Seconds in which a server that leaves says goodbye to its listeners; a little longer than it takes to stop.</summary>
    const string Drain = "60";

    static readonly (string Key, string Value)[] TargetAttributes =
    [
        ("deregistration_delay.timeout_seconds", Drain),
        ("load_balancing.algorithm.type", "least_outstanding_requests"),
        // Only event streams that carry several operations need it: one server keeps them in memory from one request to the next.
        ("stickiness.enabled", "true"), ("stickiness.type", "lb_cookie"), ("stickiness.lb_cookie.duration_seconds", "3600"),
    ];

    internal LoadBalancer(Construct scope, CloudParameters parameters, Names names, NetworkStack network, DataStack data) : base(scope, "Balancer")
    {
        Targets = new CfnTargetGroup(this, "Targets", new CfnTargetGroupProps
        {
            Name = names.Name,
            VpcId = network.Vpc.VpcId,
            Protocol = "HTTP",
            ProtocolVersion = "HTTP1",   // by which WebSockets open
            Port = SecurityGroups.ServerPort,
            TargetType = "instance",
            HealthCheckPath = "/health/ready",
            HealthCheckIntervalSeconds = 10,
            HealthCheckTimeoutSeconds = 5,
            HealthyThresholdCount = 2,
            UnhealthyThresholdCount = 2,
            Matcher = new CfnTargetGroup.MatcherProperty { HttpCode = "200" },
            TargetGroupAttributes = Array.ConvertAll(TargetAttributes, a => (object)new CfnTargetGroup.TargetGroupAttributeProperty { Key = a.Key, Value = a.Value }),
        });
        Balancer = new CfnLoadBalancer(this, "Balancer", new CfnLoadBalancerProps
        {
            Name = names.Name,
            Type = "application",
            Scheme = "internet-facing",
            IpAddressType = "ipv4",
            Subnets = network.IdsOf(NetworkStack.PublicSubnets),
            SecurityGroups = [network.Groups.LoadBalancer.SecurityGroupId],
            LoadBalancerAttributes = Array.ConvertAll(Attributes(data.Buckets.Logs.BucketName), a => (object)new CfnLoadBalancer.LoadBalancerAttributeProperty { Key = a.Key, Value = a.Value }),
        });
        Rule = Listen(parameters);
    }

    public CfnLoadBalancer Balancer { get; }
    public CfnTargetGroup Targets { get; }

    /// <summary>By which requests come to the targets, and by which these are watched.</summary>
    public CfnListenerRule Rule { get; }

    static (string Key, string Value)[] Attributes(string logs) =>
    [
        ("access_logs.s3.enabled", "true"), ("access_logs.s3.bucket", logs), ("access_logs.s3.prefix", LogBucket.LoadBalancerPrefix),
        ("deletion_protection.enabled", "true"),
        ("idle_timeout.timeout_seconds", IdleTimeout),
        ("routing.http2.enabled", "true"),
        ("routing.http.drop_invalid_header_fields.enabled", "true"),
        ("routing.http.xff_header_processing.mode", "append"),
    ];

    CfnListenerRule Listen(CloudParameters parameters)
    {
        _ = new CfnListener(this, "Http", new CfnListenerProps
        {
            LoadBalancerArn = Balancer.Ref,
            Protocol = "HTTP",
            Port = 80,
            DefaultActions = new object[]
            {
                new CfnListener.ActionProperty { Type = "redirect", RedirectConfig = new CfnListener.RedirectConfigProperty { Protocol = "HTTPS", Port = "443", StatusCode = "HTTP_301" } },
            },
        });
        var https = new CfnListener(this, "Https", new CfnListenerProps
        {
            LoadBalancerArn = Balancer.Ref,
            Protocol = "HTTPS",
            Port = 443,
            SslPolicy = TlsPolicy,
            Certificates = new object[] { new CfnListener.CertificateProperty { CertificateArn = parameters.CertificateArn } },
            DefaultActions = new object[] { new CfnListener.ActionProperty { Type = "fixed-response", FixedResponseConfig = new CfnListener.FixedResponseConfigProperty { StatusCode = "404", ContentType = "text/plain", MessageBody = "There is no such host here." } } },
        });
        // The server believes this header of its proxies, and this proxy passes on what a client made up.
        _ = AddRule("ForeignHost", https, 1, new CfnListenerRule.RuleConditionProperty { Field = "http-header", HttpHeaderConfig = new CfnListenerRule.HttpHeaderConfigProperty { HttpHeaderName = "X-Forwarded-Host", Values = ["*"] } },
            new CfnListenerRule.ActionProperty { Type = "fixed-response", FixedResponseConfig = new CfnListenerRule.FixedResponseConfigProperty { StatusCode = "400", ContentType = "text/plain", MessageBody = "X-Forwarded-Host is not taken." } });
        return AddRule("OurHost", https, 10, new CfnListenerRule.RuleConditionProperty { Field = "host-header", HostHeaderConfig = new CfnListenerRule.HostHeaderConfigProperty { Values = [parameters.Domain] } },
            new CfnListenerRule.ActionProperty { Type = "forward", TargetGroupArn = Targets.Ref });
    }

    CfnListenerRule AddRule(string id, CfnListener listener, int priority, CfnListenerRule.RuleConditionProperty when, CfnListenerRule.ActionProperty then) => new(this, id, new CfnListenerRuleProps
    {
        ListenerArn = listener.Ref,
        Priority = priority,
        Conditions = new object[] { when },
        Actions = new object[] { then },
    });
}
