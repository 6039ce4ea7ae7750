using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace PhotoShare.Cloud;

static class SpeedDashboard
{
    public static Dashboard On(Construct scope, Names names, Metrics metrics) => Board.Of(scope, "Speed", $"{names.Name}-speed", "Is it fast?",
        [
            Board.Graph("Answers", "s", 2, metrics.Targets("TargetResponseTime", "p50", "half"), metrics.Targets("TargetResponseTime", "p95", "95 of 100"), metrics.Targets("TargetResponseTime", "p99", "99 of 100")),
            Board.Graph("Connections", "", 2, metrics.Balancer("ActiveConnectionCount", "Sum", "open"), metrics.Balancer("NewConnectionCount", "Sum", "new in a minute")),
        ],
        [
            Board.Graph("GraphQL: 95 of 100, by operation", "s", 2, Metrics.Each(MetricNames.OperationDuration, "p95")),
            Board.Graph("GraphQL: how often, by operation", "a minute", 2, Metrics.Each(MetricNames.OperationDuration, "SampleCount")),
        ],
        [
            Board.Graph("GraphQL: errors by code", "a minute", 3, Metrics.Each(MetricNames.GraphErrors, "Sum")),
            Board.Graph("GraphQL: refused for their cost", "a minute", 3, Metrics.Each(MetricNames.CostRefusals, "Sum")),
            Board.Graph("Subscribers, by field", "", 3, Metrics.Each(MetricNames.Subscribers, "Maximum")),
        ],
        [
            Board.Graph("Database: reading and writing", "s", 3, metrics.Database("ReadLatency", "Average", "read"), metrics.Database("WriteLatency", "Average", "write")),
            Board.Graph("Database: operations", "a second", 3, metrics.Database("ReadIOPS", "Average", "read"), metrics.Database("WriteIOPS", "Average", "write")),
            Board.Graph("Database: queue of the disk", "", 3, metrics.Database("DiskQueueDepth", "Average")),
        ]);
}
