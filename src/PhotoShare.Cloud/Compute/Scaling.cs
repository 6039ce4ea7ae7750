using Amazon.CDK.AWS.AutoScaling;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>More servers when there are more requests for each, or more work in them; fewer when there are not.</summary>
static class Scaling
{
    /// <summary>Requests a minute for one server, a tenth of what one of two small cores carries by the benchmarks, so that there is time to start another.</summary>
    const double Requests = 3000;

    /// <summary>Per cent; the rest is for the minutes in which another one starts.</summary>
    const double Processor = 55;

    public static void Of(Construct scope, CfnAutoScalingGroup group, LoadBalancer balancer)
    {
        Track(scope, "ByRequests", group, Requests, new CfnScalingPolicy.PredefinedMetricSpecificationProperty
        {
            PredefinedMetricType = "ALBRequestCountPerTarget",
            ResourceLabel = $"{balancer.Balancer.AttrLoadBalancerFullName}/{balancer.Targets.AttrTargetGroupFullName}",
        }, balancer);
        Track(scope, "ByProcessor", group, Processor, new CfnScalingPolicy.PredefinedMetricSpecificationProperty { PredefinedMetricType = "ASGAverageCPUUtilization" }, balancer);
    }

    static void Track(Construct scope, string id, CfnAutoScalingGroup group, double target, CfnScalingPolicy.PredefinedMetricSpecificationProperty metric, LoadBalancer balancer)
    {
        var policy = new CfnScalingPolicy(scope, id, new CfnScalingPolicyProps
        {
            AutoScalingGroupName = group.Ref,
            PolicyType = "TargetTrackingScaling",
            TargetTrackingConfiguration = new CfnScalingPolicy.TargetTrackingConfigurationProperty { TargetValue = target, PredefinedMetricSpecification = metric },
        });
        // Requests are counted for a target group that a listener knows.
        policy.AddDependency(balancer.Rule);
    }
}
