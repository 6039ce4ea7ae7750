using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Who may what: keys, secrets, people, and who is told when something is wrong.</summary>
public sealed class SecurityStack : CloudStack
{
    internal SecurityStack(Construct app, CloudParameters parameters, Names names)
        : base(app, parameters, "Security", "PhotoShare: keys, secrets, groups of people, the deployment's role", keep: true)
    {
        Keys = new Keys(this, parameters, names);
        Secrets = new Secrets(this, parameters, names, Keys.Secrets);
        Alarms = new Topic(this, "Alarms", new TopicProps { TopicName = $"{names.Name}-alarms", MasterKey = Keys.Logs, EnforceSSL = true });
        // What AWS gives a topic without a policy is gone with the first one, which asks for TLS.
        Alarms.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "AlarmsTell",
            Principals = [new ServicePrincipal("cloudwatch.amazonaws.com")],
            Actions = ["sns:Publish"],
            Resources = [Alarms.TopicArn],
            Conditions = new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Amazon.CDK.Aws.ACCOUNT_ID } },
        }));
        if (parameters.AlarmEmail is { } email) Alarms.AddSubscription(new EmailSubscription(email));
        var deployment = new DeploymentRole(this, names);
        _ = new People(this, names, Keys, Secrets, deployment.Role);
    }

    public Keys Keys { get; }
    public Secrets Secrets { get; }
    public Topic Alarms { get; }
}
