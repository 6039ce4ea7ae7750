using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Where the function's answers and failures wait for a server, and where those end that no server could read.</summary>
public sealed class Queues : Construct
{
    /// <summary>How often a server tries before a message is dead; it waits longer each time.</summary>
    const int MostReceives = 10;

    /// <summary>The longest that SQS keeps anything.</summary>
    static readonly Duration Longest = Duration.Days(14);

    internal static readonly string[] All = ["results", "failures", "results-dead", "failures-dead"];

    readonly Names names;
    readonly IKey key;

    internal Queues(Construct scope, Names names, IKey key) : base(scope, "Queues")
    {
        (this.names, this.key) = (names, key);
        DeadResults = Make("DeadResults", "results-dead", null);
        DeadFailures = Make("DeadFailures", "failures-dead", null);
        Results = Make("Results", "results", DeadResults);
        Failures = Make("Failures", "failures", DeadFailures);
    }

    public Queue Results { get; }
    public Queue Failures { get; }
    public Queue DeadResults { get; }
    public Queue DeadFailures { get; }

    Queue Make(string id, string name, IQueue? dead) => new(this, id, new QueueProps
    {
        QueueName = $"{names.Name}-{name}",
        Encryption = QueueEncryption.KMS,
        EncryptionMasterKey = key,
        DataKeyReuse = Duration.Hours(1),
        EnforceSSL = true,
        RetentionPeriod = Longest,
        // A server says for each message how long it stays hidden, and prolongs it; this is for who does not.
        VisibilityTimeout = Duration.Seconds(60),
        ReceiveMessageWaitTime = Duration.Seconds(20),
        DeadLetterQueue = dead is null ? null : new DeadLetterQueue { Queue = dead, MaxReceiveCount = MostReceives },
        RemovalPolicy = RemovalPolicy.DESTROY,
    });
}
