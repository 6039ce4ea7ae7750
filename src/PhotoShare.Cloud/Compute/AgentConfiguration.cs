using System.Text.Json;
using Amazon.CDK.AWS.SSM;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>
/// What the CloudWatch agent of each host gathers: memory and disk, which EC2 does not see, and by OTLP the server's metrics and traces. Logs
/// go by Docker.
/// </summary>
static class AgentConfiguration
{
    /// <summary>Seconds between two values.</summary>
    const int Interval = 60;

    public static StringParameter In(Construct scope, Names names) => new(scope, "AgentConfiguration", new StringParameterProps
    {
        ParameterName = names.AgentParameter,
        Description = "What the CloudWatch agent gathers",
        StringValue = JsonSerializer.Serialize(Configuration),
    });

    static readonly object Configuration = new
    {
        agent = new { metrics_collection_interval = Interval, run_as_user = "root", omit_hostname = true },
        metrics = new
        {
            @namespace = MetricNames.Namespace,
            append_dimensions = new { AutoScalingGroupName = "${aws:AutoScalingGroupName}", InstanceId = "${aws:InstanceId}" },
            metrics_collected = new
            {
                mem = new { measurement = new[] { MetricNames.MemoryUsed } },
                disk = new { measurement = new[] { "used_percent" }, resources = new[] { "/" }, drop_device = true },
                otlp = new { grpc_endpoint = $"{ServerEnvironment.HostAddress}:{ServerEnvironment.MetricsPort}", http_endpoint = $"{ServerEnvironment.HostAddress}:4316" },
            },
        },
        traces = new
        {
            traces_collected = new
            {
                otlp = new { grpc_endpoint = $"{ServerEnvironment.HostAddress}:{ServerEnvironment.TracesPort}", http_endpoint = $"{ServerEnvironment.HostAddress}:4318" },
            },
        },
    };
}
