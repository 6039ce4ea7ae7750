using Amazon.CDK.AWS.WAFv2;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>AWS's own lists of what attackers send, and a bound on what one address may ask for.</summary>
static class Firewall
{
    /// <summary>Requests in five minutes of one address, which may be a whole office's.</summary>
    const int MostRequests = 5000;

    /// <summary>They look into bodies, where people write what they like, and where a GraphQL document is longer than these rules think right. The server bounds and escapes both.</summary>
    static readonly string[] CountedOnly = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "EC2MetaDataSSRF_BODY"];

    public static CfnWebACL Before(Construct scope, Names names, SecurityStack security, LoadBalancer balancer)
    {
        var list = new CfnWebACL(scope, "Firewall", new CfnWebACLProps
        {
            Name = names.Name,
            Scope = "REGIONAL",
            DefaultAction = new CfnWebACL.DefaultActionProperty { Allow = new CfnWebACL.AllowActionProperty() },
            VisibilityConfig = Seen(names.Name),
            Rules = new object[]
            {
                Managed(names, 1, "AWSManagedRulesAmazonIpReputationList"),
                Managed(names, 2, "AWSManagedRulesKnownBadInputsRuleSet"),
                Managed(names, 3, "AWSManagedRulesCommonRuleSet", CountedOnly),
                new CfnWebACL.RuleProperty
                {
                    Name = "TooManyRequests",
                    Priority = 10,
                    Action = new CfnWebACL.RuleActionProperty { Block = new CfnWebACL.BlockActionProperty { CustomResponse = new CfnWebACL.CustomResponseProperty { ResponseCode = 429 } } },
                    Statement = new CfnWebACL.StatementProperty { RateBasedStatement = new CfnWebACL.RateBasedStatementProperty { Limit = MostRequests, AggregateKeyType = "IP", EvaluationWindowSec = 300 } },
                    VisibilityConfig = Seen($"{names.Name}-rate"),
                },
            },
        });
        _ = new CfnWebACLAssociation(scope, "FirewallAtTheDoor", new CfnWebACLAssociationProps { ResourceArn = balancer.Balancer.Ref, WebAclArn = list.AttrArn });
        var log = Logs.Group(scope, "FirewallLog", names.FirewallLogGroup, security.Keys.Logs);
        _ = new CfnLoggingConfiguration(scope, "FirewallLogging", new CfnLoggingConfigurationProps
        {
            ResourceArn = list.AttrArn,
            LogDestinationConfigs = [Names.Arn("logs", $"log-group:{log.LogGroupName}")],
            // Whoever has them is the person.
            RedactedFields = new object[] { Header("authorization"), Header("cookie") },
        });
        return list;
    }

    static CfnWebACL.RuleProperty Managed(Names names, int priority, string group, params string[] counted) => new()
    {
        Name = group,
        Priority = priority,
        OverrideAction = new CfnWebACL.OverrideActionProperty { None = new Dictionary<string, object>() },
        Statement = new CfnWebACL.StatementProperty
        {
            ManagedRuleGroupStatement = new CfnWebACL.ManagedRuleGroupStatementProperty
            {
                VendorName = "AWS",
                Name = group,
                RuleActionOverrides = counted.Length == 0 ? null : Array.ConvertAll(counted, Count),
            },
        },
        VisibilityConfig = Seen($"{names.Name}-{group}"),
    };

    static object Count(string rule) => new CfnWebACL.RuleActionOverrideProperty { Name = rule, ActionToUse = new CfnWebACL.RuleActionProperty { Count = new CfnWebACL.CountActionProperty() } };

    static CfnWebACL.VisibilityConfigProperty Seen(string name) => new() { CloudWatchMetricsEnabled = true, SampledRequestsEnabled = false, MetricName = name };

    static CfnLoggingConfiguration.FieldToMatchProperty Header(string name) => new() { SingleHeader = new Dictionary<string, string> { ["Name"] = name } };
}
