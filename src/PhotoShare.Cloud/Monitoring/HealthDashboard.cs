using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace PhotoShare.Cloud;

static class HealthDashboard
{
    public static Dashboard On(Construct scope, Names names, Metrics metrics, AlarmBoard alarms)
    {
        var rows = new List<IWidget[]>
        {
            new IWidget[] { Board.Alarms([alarms.Service!, .. alarms.All]) },
            new IWidget[]
            {
                Board.Graph("Requests", "a minute", 3, metrics.Balancer("RequestCount", "Sum", "all")),
                Board.Graph("Answers that failed", "a minute", 3,
                    metrics.Targets("HTTPCode_Target_5XX_Count", "Sum", "servers"), metrics.Balancer("HTTPCode_ELB_5XX_Count", "Sum", "load balancer"), metrics.Targets("HTTPCode_Target_4XX_Count", "Sum", "refused")),
                Board.Graph("Servers", "", 3, metrics.Targets("HealthyHostCount", "Minimum", "ready"), metrics.Targets("UnHealthyHostCount", "Maximum", "not ready"), metrics.Group("GroupDesiredCapacity", "Average", "wanted")),
            },
            new IWidget[]
            {
                Board.Graph("Processor of the servers", "%", 3, metrics.Servers("CPUUtilization", "Average", "average"), metrics.Servers("CPUUtilization", "Maximum", "busiest")),
                Board.Graph("Memory of the servers", "%", 3, Metrics.Each(MetricNames.MemoryUsed, "Maximum")),
                Board.Graph("Disk of the servers", "%", 3, Metrics.Each(MetricNames.DiskUsed, "Maximum")),
            },
            new IWidget[]
            {
                Board.Graph("Database: processor", "%", 4, metrics.Database("CPUUtilization", "Average")),
                Board.Graph("Database: connections", "", 4, metrics.Database("DatabaseConnections", "Maximum")),
                Board.Graph("Database: free storage", "bytes", 4, metrics.Database("FreeStorageSpace", "Minimum")),
                Board.Graph("Database: free memory", "bytes", 4, metrics.Database("FreeableMemory", "Minimum")),
            },
            new IWidget[]
            {
                Board.Graph("Errors of KMS", "a minute", 3, Metrics.Each(MetricNames.KmsErrors, "Sum")),
                Board.Graph("Errors of the store", "a minute", 3, Metrics.Each(MetricNames.StoreErrors, "Sum")),
                Board.Graph("People", "", 3, Metrics.OfAll("MAX", MetricNames.ActivePeople, "active"), Metrics.OfAll("SUM", MetricNames.Subscribers, "listening")),
            },
        };
        if (metrics.HasReplica) rows.Add([Board.Graph("Replica: lag", "s", 2, metrics.Replica("ReplicaLag", "Maximum")), Board.Graph("Replica: processor", "%", 2, metrics.Replica("CPUUtilization", "Average"))]);
        if (metrics.HasCache)
            rows.Add([
                Board.Graph("Cache: memory", "%", 2, metrics.Cache("DatabaseMemoryUsagePercentage", "Maximum", 1), metrics.Cache("DatabaseMemoryUsagePercentage", "Maximum", 2)),
                Board.Graph("Cache: processor", "%", 2, metrics.Cache("EngineCPUUtilization", "Maximum", 1), metrics.Cache("EngineCPUUtilization", "Maximum", 2)),
            ]);
        return Board.Of(scope, "Health", $"{names.Name}-health", "Is it healthy?", [.. rows]);
    }
}
