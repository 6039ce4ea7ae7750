namespace PhotoShare.Cloud;

/// <summary>Sees how it goes: logs, metrics, traces, the state of the parts.</summary>
static class Watching
{
    const string NoNames = "AWS knows no resource for these: they are allowed for all or not at all, and only read.";

    public static IEnumerable<Permission> Of(Names names) =>
    [
        new("ReadLogs", ["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery"], [Names.Arn("logs", $"log-group:{names.LogGroup("*")}")]) { Because = "Every log group of this installation, and each of its streams." },
        new("FollowQueries", ["logs:DescribeLogGroups", "logs:GetQueryResults", "logs:StopQuery"], ["*"]) { Because = NoNames },
        new("ReadMetrics", ["cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarmHistory", "cloudwatch:GetDashboard", "cloudwatch:GetMetricData", "cloudwatch:ListDashboards", "cloudwatch:ListMetrics"], ["*"]) { Because = NoNames },
        new("ReadTraces", ["xray:BatchGetTraces", "xray:GetServiceGraph", "xray:GetTraceGraph", "xray:GetTraceSummaries"], ["*"]) { Because = NoNames },
        new("SeeParts",
            ["autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeInstanceRefreshes", "autoscaling:DescribeScalingActivities", "ec2:DescribeInstances", "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:DescribeTargetGroups", "rds:DescribeDBInstances", "rds:DescribeEvents"],
            ["*"]) { Because = NoNames },
    ];
}

/// <summary>Sees how it is set up and who was where.</summary>
static class Auditing
{
    public static IEnumerable<Permission> Of(Names names) =>
    [
        new("ReadTrail", ["cloudtrail:LookupEvents"], ["*"]) { Because = "The trail is the account's; a part of it can't be named." },
        new("ReadTraffic", ["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents"], [Names.Arn("logs", $"log-group:{names.LogGroup("flow")}:*"), Names.Arn("logs", $"log-group:{names.FirewallLogGroup}:*")]) { Because = "Each stream of the two groups." },
    ];
}
