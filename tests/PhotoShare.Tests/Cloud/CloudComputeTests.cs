using Xunit;

namespace PhotoShare.Tests;

[Collection(CloudTests.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed class CloudComputeTests(SynthesizedCloud cloud)
{
    [Fact]
    public void A_server_speaks_IMDSv2_alone_on_an_encrypted_volume()
    {
        var template = cloud.Full.One("AWS::EC2::LaunchTemplate");
        Assert.Equal("required", template.Text("LaunchTemplateData.MetadataOptions.HttpTokens"));
        Assert.Equal("2", template.Text("LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit"));
        Assert.Equal("true", template.Text("LaunchTemplateData.BlockDeviceMappings.0.Ebs.Encrypted"));
        Assert.Equal("<KeysDataArn>", template.Text("LaunchTemplateData.BlockDeviceMappings.0.Ebs.KmsKeyId"));
        Assert.Equal("gp3", template.Text("LaunchTemplateData.BlockDeviceMappings.0.Ebs.VolumeType"));
        Assert.Equal("true", template.Text("LaunchTemplateData.Monitoring.Enabled"));
        Assert.Equal("<ServerProfile.Arn>", template.Text("LaunchTemplateData.IamInstanceProfile.Arn"));
    }

    [Theory]
    [InlineData(false, "t3.small", "x86_64", "X86_64")]
    [InlineData(true, "t4g.medium", "arm64", "ARM64")]
    public void The_system_the_image_and_the_migration_fit_the_processor(bool full, string type, string ami, string fargate)
    {
        var made = full ? cloud.Full : cloud.Usual;
        Assert.Equal(type, made.One("AWS::EC2::LaunchTemplate").Text("LaunchTemplateData.InstanceType"));
        Assert.EndsWith($"kernel-default-{ami}", made.Template("Compute")["Parameters"]!["System"]!["Default"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(fargate, made.One("AWS::ECS::TaskDefinition").Text("RuntimePlatform.CpuArchitecture"));
    }

    [Fact]
    public void The_container_runs_without_rights_on_a_file_system_that_it_cannot_write_to()
    {
        var script = cloud.Full.One("AWS::EC2::LaunchTemplate").Text("LaunchTemplateData.UserData");
        foreach (var part in (string[])["--read-only", "--cap-drop ALL", "--security-opt no-new-privileges", "--log-driver awslogs", "awslogs-group=<ServerLog>", "docker stop --time 50", ":1.2.3", "amazon-cloudwatch-agent-ctl", "ssm:/photoshare/cloudwatch-agent", "/health/ready"])
            Assert.Contains(part, script, StringComparison.Ordinal);
        Assert.DoesNotContain("@@", script, StringComparison.Ordinal);
        // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
        Assert.InRange(script.Length, 1, 16 * 1024);
    }

    [Fact]
    public async Task The_script_of_an_instance_is_one_that_bash_reads()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("photoshare-boot").FullName, "boot.sh");
        await File.WriteAllTextAsync(file, cloud.Full.One("AWS::EC2::LaunchTemplate").Text("LaunchTemplateData.UserData"));
        var read = await Commands.Run("bash", ["-n", file]);
        Assert.True(read.ExitCode == 0, read.Error);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public void Servers_stand_in_all_zones_and_are_replaced_one_after_the_other_as_they_become_ready()
    {
        var group = cloud.Full.One("AWS::AutoScaling::AutoScalingGroup");
        Assert.Equal(3, group.At("VPCZoneIdentifier")!.AsArray().Count);
        Assert.Equal("ELB", group.Text("HealthCheckType"));
        Assert.Equal("<FleetTemplate.LatestVersionNumber>", group.Text("LaunchTemplate.Version"));
        var update = group.Json["UpdatePolicy"]!["AutoScalingRollingUpdate"]!;
        Assert.Equal("1", update["MaxBatchSize"]!.ToString());
        Assert.Equal("3", update["MinInstancesInService"]!.ToString());
        Assert.Equal("true", update["WaitOnResourceSignals"]!.ToString());
        Assert.Equal("3", group.Json["CreationPolicy"]!["ResourceSignal"]!["Count"]!.ToString());
        Assert.Contains("autoscaling:EC2_INSTANCE_LAUNCH_ERROR", group.Text("NotificationConfigurations"), StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_more_servers_when_there_is_more_to_do() => Assert.Equal(
        ["ALBRequestCountPerTarget", "ASGAverageCPUUtilization"],
        cloud.Full.Of("AWS::AutoScaling::ScalingPolicy").Select(policy => policy.Text("TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType")).Order());

    [Fact]
    public void TLS_ends_at_the_load_balancer_and_plain_HTTP_is_sent_there()
    {
        var https = cloud.Full.One("AWS::ElasticLoadBalancingV2::Listener", "BalancerHttps");
        Assert.Equal("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", https.Text("SslPolicy"));
        Assert.Equal(SynthesizedCloud.Certificate, https.Text("Certificates.0.CertificateArn"));
        cloud.Full.Assert("Compute").HasResourceProperties("AWS::ElasticLoadBalancingV2::Listener", new Dictionary<string, object>
        {
            ["Port"] = 80,
            ["DefaultActions"] = new object[] { new Dictionary<string, object> { ["Type"] = "redirect", ["RedirectConfig"] = new Dictionary<string, object> { ["Protocol"] = "HTTPS", ["Port"] = "443", ["StatusCode"] = "HTTP_301" } } },
        });
    }

    [Fact]
    public void Another_host_and_one_that_a_client_made_up_go_no_further()
    {
        var rules = cloud.Full.Of("AWS::ElasticLoadBalancingV2::ListenerRule").OrderBy(rule => int.Parse(rule.Text("Priority"), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal("X-Forwarded-Host", rules[0].Text("Conditions.0.HttpHeaderConfig.HttpHeaderName"));
        Assert.Equal("400", rules[0].Text("Actions.0.FixedResponseConfig.StatusCode"));
        Assert.Equal(SynthesizedCloud.Domain, rules[1].Text("Conditions.0.HostHeaderConfig.Values"));
        Assert.Equal("<BalancerTargets>", rules[1].Text("Actions.0.TargetGroupArn"));
        Assert.Equal("404", cloud.Full.One("AWS::ElasticLoadBalancingV2::Listener", "BalancerHttps").Text("DefaultActions.0.FixedResponseConfig.StatusCode"));
    }

    [Fact]
    public void The_load_balancer_bears_live_connections_and_writes_down_every_request()
    {
        var attributes = cloud.Full.One("AWS::ElasticLoadBalancingV2::LoadBalancer").Pairs("LoadBalancerAttributes");
        Assert.Equal("120", attributes["idle_timeout.timeout_seconds"]);
        Assert.Equal("true", attributes["routing.http2.enabled"]);
        Assert.Equal("true", attributes["routing.http.drop_invalid_header_fields.enabled"]);
        Assert.Equal("true", attributes["deletion_protection.enabled"]);
        Assert.Equal("true", attributes["access_logs.s3.enabled"]);
        Assert.Equal("<BucketsLogsBucket>", attributes["access_logs.s3.bucket"]);
        var targets = cloud.Full.One("AWS::ElasticLoadBalancingV2::TargetGroup");
        Assert.Equal("60", targets.Pairs("TargetGroupAttributes")["deregistration_delay.timeout_seconds"]);
        Assert.Equal("/health/ready", targets.Text("HealthCheckPath"));
        Assert.Equal("5080", targets.Text("Port"));
    }

    [Fact]
    public void The_firewall_has_AWSs_rules_and_a_bound_on_one_address_and_can_be_left_out()
    {
        var rules = cloud.Full.One("AWS::WAFv2::WebACL").At("Rules")!.AsArray();
        Assert.Equal(["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet", "TooManyRequests"], rules.Select(rule => rule!["Name"]!.ToString()));
        Assert.Equal("5000", rules[3]!["Statement"]!["RateBasedStatement"]!["Limit"]!.ToString());
        Assert.Equal("<Balancer>", cloud.Full.One("AWS::WAFv2::WebACLAssociation").Text("ResourceArn"));
        Assert.Equal("authorization cookie", string.Join(" ", cloud.Full.One("AWS::WAFv2::LoggingConfiguration").At("RedactedFields")!.AsArray().Select(field => field!["SingleHeader"]!["Name"]!.ToString())));
        Assert.False(CloudParameters("waf", "false").Waf);
    }

    static Cloud.CloudParameters CloudParameters(string name, string value) => Cloud.CloudParameters.From(asked => asked == name ? value : null);
}
