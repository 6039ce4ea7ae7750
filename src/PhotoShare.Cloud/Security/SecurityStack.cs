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
        if (parameters.AlarmEmail is { } email) Alarms.AddSubscription(new EmailSubscription(email));
        var deployment = new DeploymentRole(this, names);
        _ = new People(this, names, Secrets, deployment.Role);
    }

    public Keys Keys { get; }
    public Secrets Secrets { get; }
    public Topic Alarms { get; }
}
