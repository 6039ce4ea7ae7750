using Xunit;

namespace PhotoShare.Tests;

/// <summary>A house whose photos lie in buckets of a real S3 server, which tells a Lambda of them; its answers come by queues.</summary>
public sealed class LambdaHouse : House
{
    internal SqsStandIn Sqs { get; private set; } = null!;
    internal SqsQueue Results { get; private set; } = null!;
    internal SqsQueue Failures { get; private set; } = null!;
    internal SqsQueue DeadLetters { get; private set; } = null!;
    internal LambdaStandIn Lambda { get; private set; } = null!;
    internal string BucketName { get; private set; } = "";

    protected override async Task<IReadOnlyDictionary<string, string?>> FindStore()
    {
        await PublishedFunction.Folder;
        var server = await RadosGateway.Running;
        BucketName = await server.CreateBuckets();
        Sqs = await SqsStandIn.Start();
        DeadLetters = Sqs.Create("dead-letters");
        (Results, Failures) = (Sqs.Create("results", DeadLetters, maxReceiveCount: 3), Sqs.Create("failures", DeadLetters, maxReceiveCount: 3));
        Lambda = await LambdaStandIn.Start(server.OptionsOf("function", BucketName).ToEnvironment().ToDictionary(v => v.Key, string? (v) => v.Value), Results, Failures);
        await server.NotifyOfOriginals(BucketName, Lambda.Events);
        return WithQueues(server.SettingsOf(BucketName), Results);
    }

    /// <summary>A server in a process of its own on the same house, which reads other results.</summary>
    internal OperatorProgram ServerReading(SqsQueue results) => new(DataDirectory, ConnectionString, KmsKey, WithQueues(Store, results));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Lambda.DisposeAsync();
        await Sqs.DisposeAsync();
    }

    Dictionary<string, string?> WithQueues(IReadOnlyDictionary<string, string?> settings, SqsQueue results) => new(settings)
    {
        ["PhotoShare:Processing:ResultsQueue"] = results.Url.ToString(),
        ["PhotoShare:Processing:FailuresQueue"] = Failures.Url.ToString(),
    };
}

/// <summary>One house for the tests that do not disturb each other: they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class LambdaCollection : ICollectionFixture<LambdaHouse>
{
    public const string Name = "lambda";
}
