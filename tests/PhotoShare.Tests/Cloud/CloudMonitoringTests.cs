using System.Reflection;
using System.Text.RegularExpressions;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

[Collection(CloudTests.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed partial class CloudMonitoringTests(SynthesizedCloud cloud)
{
    [Fact]
    public void There_is_an_alarm_for_everything_that_can_go_wrong_and_each_tells_the_topic()
    {
        var alarms = cloud.Full.Of("AWS::CloudWatch::Alarm");
        Assert.Equal(
            [
                "BalancerErrors", "CacheMemory1", "CacheMemory2", "DatabaseConnections", "DatabaseMemory", "DatabaseProcessor", "DatabaseStorage", "DeadFailures", "DeadResults", "Disk", "DroppedEvents",
                "FailuresAge", "FunctionAge", "FunctionErrors", "FunctionThrottles", "HealthyServers", "KeyErrors", "Latency", "LostAnswers", "Memory", "PhotoQueueAge", "PhotosFailed", "ProcessorLoad",
                "ReplicaLag", "ResultsAge", "ServerErrors", "StoreErrors", "UnhealthyServers",
            ],
            alarms.Select(alarm => alarm.Text("AlarmName")["photoshare-".Length..]).Order(StringComparer.Ordinal));
        Assert.All(alarms, alarm =>
        {
            Assert.Equal("<Alarms>", alarm.Text("AlarmActions"));
            Assert.Equal("<Alarms>", alarm.Text("OKActions"));
            Assert.NotEmpty(alarm.Text("AlarmDescription"));
        });
        // Without replica and cache.
        Assert.Equal(alarms.Count - 3, cloud.Usual.Of("AWS::CloudWatch::Alarm").Count);
    }

    [Fact]
    public void One_alarm_says_whether_people_notice()
    {
        var rule = cloud.Full.One("AWS::CloudWatch::CompositeAlarm").Text("AlarmRule");
        foreach (var part in (string[])["ServerErrors", "BalancerErrors", "Latency", "HealthyServers", "KeyErrors", "StoreErrors", "ResultsAge", "PhotoQueueAge"])
            Assert.Contains($"ALARM(\"<{part}.Arn>\")", rule, StringComparison.Ordinal);
        Assert.Equal("<Alarms>", cloud.Full.One("AWS::CloudWatch::CompositeAlarm").Text("AlarmActions"));
    }

    [Fact]
    public void The_topic_is_under_a_key_takes_TLS_alone_and_writes_to_whom_it_was_told()
    {
        Assert.Equal("<KeysLogs.Arn>", cloud.Full.One("AWS::SNS::Topic").Text("KmsMasterKeyId"));
        Assert.Equal("operators@example.com", cloud.Full.One("AWS::SNS::Subscription").Text("Endpoint"));
        var policy = cloud.Full.One("AWS::SNS::TopicPolicy").Text();
        Assert.Contains("aws:SecureTransport", policy, StringComparison.Ordinal);
        Assert.Contains("cloudwatch.amazonaws.com", policy, StringComparison.Ordinal);
        Assert.Empty(cloud.Usual.Of("AWS::SNS::Subscription"));
    }

    [Fact]
    public void Three_dashboards_answer_a_question_each()
    {
        var dashboards = cloud.Full.Of("AWS::CloudWatch::Dashboard").ToDictionary(dashboard => dashboard.Text("DashboardName"), dashboard => dashboard.Text("DashboardBody"));
        Assert.Contains("# Is it healthy?", dashboards["photoshare-health"], StringComparison.Ordinal);
        Assert.Contains("# Is it fast?", dashboards["photoshare-speed"], StringComparison.Ordinal);
        Assert.Contains("# Is anybody losing photos?", dashboards["photoshare-photos"], StringComparison.Ordinal);
        Assert.All(dashboards.Values, body => Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(body)));
    }

    [Fact]
    public void Every_log_group_is_under_the_key_and_ends()
    {
        var groups = cloud.Full.Of("AWS::Logs::LogGroup");
        Assert.Equal(
            [
                "/aws/rds/instance/photoshare-replica/postgresql", "/aws/rds/instance/photoshare/postgresql", "/aws/rds/instance/photoshare/upgrade",
                "/photoshare/flow", "/photoshare/image-function", "/photoshare/migration", "/photoshare/server", "aws-waf-logs-photoshare",
            ],
            groups.Select(group => group.Text("LogGroupName")).Order(StringComparer.Ordinal));
        Assert.All(groups, group =>
        {
            Assert.Contains("KeysLogs", group.Text("KmsKeyId"), StringComparison.Ordinal);
            Assert.Equal("30", group.Text("RetentionInDays"));
        });
    }

    [Fact]
    public void The_metrics_of_ours_that_are_watched_and_drawn_are_those_that_there_are()
    {
        var drawn = (from resource in cloud.Full.Resources
                     where resource.Type is "AWS::CloudWatch::Alarm" or "AWS::CloudWatch::Dashboard"
                     from Match name in OurMetric().Matches(resource.Text().Replace("\\\"", "\"", StringComparison.Ordinal))
                     select name.Groups.Values.Skip(1).Single(part => part.Success).Value).ToHashSet();

        Assert.Equal(((string[])[.. Cloud.MetricNames.OfServer, .. Cloud.MetricNames.OfFunction, .. Cloud.MetricNames.OfHost]).Order(), drawn.Order());
    }

    [Fact]
    public void The_names_of_metrics_are_the_servers_and_the_functions_own()
    {
        var servers = from field in typeof(MetricNames).GetFields(BindingFlags.Public | BindingFlags.Static)
                      where field.IsLiteral && field.GetRawConstantValue() is string name && name.StartsWith("photoshare.", StringComparison.Ordinal)
                      select (string)field.GetRawConstantValue()!;

        Assert.Equal(servers.Order(), Cloud.MetricNames.OfServer.Order());
        Assert.Equal([FunctionMetricNames.Duration, FunctionMetricNames.OriginalBytes], Cloud.MetricNames.OfFunction);
        Assert.Equal(FunctionMetricNames.Outcome, Cloud.MetricNames.FunctionOutcome);
        Assert.Equal(FunctionMetricNames.Namespace, Cloud.MetricNames.Namespace);
    }

    [Fact]
    public void The_agent_of_a_host_gathers_what_EC2_does_not_see_and_takes_what_the_server_tells()
    {
        var agent = System.Text.Json.Nodes.JsonNode.Parse(cloud.Full.One("AWS::SSM::Parameter").Text("Value"))!;
        Assert.Equal("PhotoShare", agent["metrics"]!["namespace"]!.ToString());
        Assert.Equal("mem_used_percent", CloudText.Of(agent["metrics"]!["metrics_collected"]!["mem"]!["measurement"]));
        Assert.Equal("used_percent", CloudText.Of(agent["metrics"]!["metrics_collected"]!["disk"]!["measurement"]));
        var script = cloud.Full.One("AWS::EC2::LaunchTemplate").Text();
        Assert.Contains($"OTEL_EXPORTER_OTLP_ENDPOINT=http://{agent["traces"]!["traces_collected"]!["otlp"]!["grpc_endpoint"]}", script, StringComparison.Ordinal);
        Assert.Contains($"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://{agent["metrics"]!["metrics_collected"]!["otlp"]!["grpc_endpoint"]}", script, StringComparison.Ordinal);
    }

    /// <summary>By SQL, by SEARCH, and by name in a list or an object.</summary>
    [GeneratedRegex("""\("([\w.]+)"\) FROM "PhotoShare"|Namespace="PhotoShare" MetricName="([\w.]+)"|"PhotoShare","([\w.]+)"|MetricName=([\w.]+) Namespace=PhotoShare""")]
    private static partial Regex OurMetric();
}
