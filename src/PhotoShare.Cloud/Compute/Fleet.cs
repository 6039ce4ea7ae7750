using Amazon.CDK;
using Amazon.CDK.AWS.AutoScaling;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Servers, as many as there is work for, over all zones. Whatever of them changes, a tag of the image or the system below it, they are replaced one after the other.</summary>
public sealed class Fleet : Construct
{
    const string LogicalId = "Servers";

    /// <summary>How long a new one may take from nothing to ready.</summary>
    const string StartTime = "PT15M";

    /// <summary>So that no system grows old: 30 days, in seconds.</summary>
    const int LongestLife = 30 * 24 * 60 * 60;

    /// <summary>What would disturb while servers are replaced.</summary>
    static readonly string[] Suspended = ["AZRebalance", "AlarmNotification", "ReplaceUnhealthy", "ScheduledActions"];

    internal Fleet(Construct scope, CloudParameters parameters, Names names, SecurityStack security, NetworkStack network, IInstanceProfile profile, Func<string, string> boot, string targetGroup)
        : base(scope, "Fleet")
    {
        var template = ServerTemplate.In(this, parameters, names, security, network, profile, boot(LogicalId));
        Group = new CfnAutoScalingGroup(this, "Group", new CfnAutoScalingGroupProps
        {
            AutoScalingGroupName = names.Servers,
            VpcZoneIdentifier = network.IdsOf(NetworkStack.PublicSubnets),
            LaunchTemplate = new CfnAutoScalingGroup.LaunchTemplateSpecificationProperty { LaunchTemplateId = template.Ref, Version = template.AttrLatestVersionNumber },
            MinSize = Text(parameters.MinServers),
            MaxSize = Text(parameters.MaxServers),
            TargetGroupArns = [targetGroup],
            HealthCheckType = "ELB",
            HealthCheckGracePeriod = 300,
            DefaultInstanceWarmup = 120,
            MaxInstanceLifetime = LongestLife,
            TerminationPolicies = ["OldestLaunchTemplate", "Default"],
            MetricsCollection = new object[] { new CfnAutoScalingGroup.MetricsCollectionProperty { Granularity = "1Minute" } },
            NotificationConfigurations = new object[]
            {
                new CfnAutoScalingGroup.NotificationConfigurationProperty
                {
                    TopicArn = security.Alarms.TopicArn,
                    NotificationTypes = [.. from what in (string[])["EC2_INSTANCE_LAUNCH", "EC2_INSTANCE_LAUNCH_ERROR", "EC2_INSTANCE_TERMINATE", "EC2_INSTANCE_TERMINATE_ERROR"] select $"autoscaling:{what}"],
                },
            },
        });
        Group.OverrideLogicalId(LogicalId);
        Group.CfnOptions.CreationPolicy = new CfnCreationPolicy { ResourceSignal = new CfnResourceSignal { Count = parameters.MinServers, Timeout = StartTime } };
        Group.CfnOptions.UpdatePolicy = new CfnUpdatePolicy
        {
            AutoScalingRollingUpdate = new CfnAutoScalingRollingUpdate
            {
                MinInstancesInService = Math.Min(parameters.MinServers, parameters.MaxServers - 1),
                MaxBatchSize = 1,
                WaitOnResourceSignals = true,
                PauseTime = StartTime,
                SuspendProcesses = Suspended,
            },
        };
    }

    public CfnAutoScalingGroup Group { get; }

    static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
