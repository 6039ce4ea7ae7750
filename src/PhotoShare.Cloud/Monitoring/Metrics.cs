using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;

namespace PhotoShare.Cloud;

/// <summary>
/// Every number that is watched or drawn. AWS's own are named with their dimensions. Of the server's and the hosts', whose dimensions grow with
/// instances and operations, alarms ask by Metrics Insights (over all of them) and dashboards by SEARCH (a line for each).
/// </summary>
sealed class Metrics(Names names, ProcessingStack processing, DataStack data, ComputeStack compute)
{
    /// <summary>Between two values.</summary>
    static readonly Duration Period = Duration.Minutes(1);

    public IMetric Balancer(string name, string statistic, string? label = null) => Of("AWS/ApplicationELB", name, statistic, label, ("LoadBalancer", compute.Balancer.Balancer.AttrLoadBalancerFullName));

    public IMetric Targets(string name, string statistic, string? label = null) => Of(
        "AWS/ApplicationELB", name, statistic, label, ("LoadBalancer", compute.Balancer.Balancer.AttrLoadBalancerFullName), ("TargetGroup", compute.Balancer.Targets.AttrTargetGroupFullName));

    public IMetric Servers(string name, string statistic, string? label = null) => Of("AWS/EC2", name, statistic, label, ("AutoScalingGroupName", compute.Fleet.Group.Ref));

    public IMetric Group(string name, string statistic, string? label = null) => Of("AWS/AutoScaling", name, statistic, label, ("AutoScalingGroupName", compute.Fleet.Group.Ref));

    public IMetric Database(string name, string statistic, string? label = null) => Of("AWS/RDS", name, statistic, label, ("DBInstanceIdentifier", data.Database.Instance.Ref));

    public bool HasReplica => data.Database.Replica is not null;

    public IMetric Replica(string name, string statistic, string? label = null) => Of("AWS/RDS", name, statistic, label, ("DBInstanceIdentifier", data.Database.Replica!.Ref));

    public bool HasCache => data.Cache is not null;

    /// <summary>Nodes are named after their group, from 001.</summary>
    public IMetric Cache(string name, string statistic, int node) => Of("AWS/ElastiCache", name, statistic, $"node {node}", ("CacheClusterId", $"{names.Name}-00{node}"));

    public IMetric Function(string name, string statistic, string? label = null) => Of("AWS/Lambda", name, statistic, label, ("FunctionName", processing.Images.Function.FunctionName));

    public static IMetric Queue(Amazon.CDK.AWS.SQS.Queue queue, string name, string statistic, string? label = null) => Of("AWS/SQS", name, statistic, label, ("QueueName", queue.QueueName));

    public Queues Queues => processing.Queues;

    /// <summary>One number of all servers, by SQL.</summary>
    /// <param name="function">AVG, COUNT, MAX, MIN or SUM.</param>
    public static IMetric OfAll(string function, string name, string? label = null) => new MathExpression(new MathExpressionProps
    {
        Expression = $"SELECT {function}(\"{name}\") FROM \"{MetricNames.Namespace}\"",
        Label = label ?? name,
        Period = Period,
        UsingMetrics = new Dictionary<string, IMetric>(),
    });

    /// <summary>A line for each combination of dimensions that there is, e.g. each operation.</summary>
    public static IMetric Each(string name, string statistic, string? label = null) => new MathExpression(new MathExpressionProps
    {
        Expression = $"SEARCH('Namespace=\"{MetricNames.Namespace}\" MetricName=\"{name}\"', '{statistic}', {Period.ToSeconds()})",
        Label = label ?? "",
        Period = Period,
        UsingMetrics = new Dictionary<string, IMetric>(),
    });

    /// <summary>Of the image function's own lines, for one outcome.</summary>
    public static IMetric Images(string name, string statistic, string outcome) => Of(MetricNames.Namespace, name, statistic, outcome, (MetricNames.FunctionOutcome, outcome));

    static Metric Of(string space, string name, string statistic, string? label, params (string Name, string Value)[] dimensions) => new(new MetricProps
    {
        Namespace = space,
        MetricName = name,
        Statistic = statistic,
        Label = label,
        Period = Period,
        DimensionsMap = dimensions.ToDictionary(dimension => dimension.Name, dimension => dimension.Value),
    });
}
