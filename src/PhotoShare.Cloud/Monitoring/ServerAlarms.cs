using Amazon.CDK.AWS.CloudWatch;

namespace PhotoShare.Cloud;

/// <summary>The door and what answers behind it.</summary>
static class ServerAlarms
{
    public static void Raise(AlarmBoard alarms, Metrics metrics, CloudParameters parameters)
    {
        alarms.Above("ServerErrors", Share(metrics.Targets("HTTPCode_Target_5XX_Count", "Sum"), metrics), 1, 3, "More than 1 % of requests ended in an error of ours. Look for the level Error in the server's log.", felt: true);
        alarms.Above("BalancerErrors", metrics.Balancer("HTTPCode_ELB_5XX_Count", "Sum"), 10, 3, "The load balancer found nobody to answer, or nobody in time.", felt: true);
        alarms.Above("Latency", metrics.Targets("TargetResponseTime", "p99"), 2, 5, "One request of a hundred takes more than 2 s. The dashboard of speed says which operation.", felt: true);
        alarms.Below("HealthyServers", metrics.Targets("HealthyHostCount", "Minimum"), 1, 2, "No server is ready: database, store, key and bus must all answer for that. /health/ready of one says which does not.", felt: true, missing: true);
        alarms.Above("UnhealthyServers", metrics.Targets("UnHealthyHostCount", "Maximum"), 0, 10, "A server has not been ready for ten minutes; its group should have replaced it.");
        alarms.Above("ProcessorLoad", metrics.Servers("CPUUtilization", "Average"), 85, 10, $"The servers have been busy for ten minutes and there are perhaps {parameters.MaxServers} already: raise maxServers, or instanceType.");
        alarms.Above("Memory", Metrics.OfAll("MAX", MetricNames.MemoryUsed), 90, 10, "A server's memory is nearly full.");
        alarms.Above("Disk", Metrics.OfAll("MAX", MetricNames.DiskUsed), 85, 10, "A server's disk is nearly full. An instance refresh gives each a new one.");
        alarms.Above("KeyErrors", Metrics.OfAll("SUM", MetricNames.KmsErrors), 0, 3, "KMS refuses or does not answer: people can't sign in. Check the key and the role's permissions.", felt: true);
        alarms.Above("StoreErrors", Metrics.OfAll("SUM", MetricNames.StoreErrors), 5, 5, "S3 refuses or does not answer.", felt: true);
    }

    /// <summary>Per cent of all requests, so that one error at night is no alarm.</summary>
    static MathExpression Share(IMetric part, Metrics metrics) => new(new MathExpressionProps
    {
        Expression = "IF(requests > 50, 100 * errors / requests, 0)",
        UsingMetrics = new Dictionary<string, IMetric> { ["errors"] = part, ["requests"] = metrics.Targets("RequestCount", "Sum") },
        Label = "% of requests",
        Period = Amazon.CDK.Duration.Minutes(1),
    });
}
