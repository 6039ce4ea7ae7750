using Xunit;

namespace PhotoShare.Tests;

/// <summary>Two servers that share a Redis as well.</summary>
public sealed class RedisCluster : Cluster
{
    public Redis Redis { get; private set; } = null!;

    /// <summary>Strangers' points in a minute, for both servers together.</summary>
    public const int Points = 500;

    protected override Dictionary<string, string?> Settings => new(base.Settings)
    {
        ["PhotoShare:Redis"] = Redis.Configuration,
        ["PhotoShare:Graph:CostPerMinuteOfAddress"] = $"{Points}",
    };

    public override async Task InitializeAsync()
    {
        Redis = await Redis.Start();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Redis.DisposeAsync();
    }
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RedisClusterCollection : ICollectionFixture<RedisCluster>
{
    public const string Name = "cluster with Redis";
}
