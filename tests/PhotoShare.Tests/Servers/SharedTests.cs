using System.Text;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What servers share that have a Redis: limits and documents. Without it each goes on by itself.</summary>
[Collection(RedisClusterCollection.Name)]
[Trait("Kind", "Real")]
public sealed class SharedTests(RedisCluster cluster)
{
    const string Costly = "{ explore(first: 50) { nodes { author { username } } } }";
    const string Cheap = "{ viewer { user { username } } }";

    Node[] Nodes => [cluster.A, cluster.B];

    [Fact]
    public async Task Points_spent_at_one_server_are_spent_at_the_other_and_without_Redis_each_counts_for_itself()
    {
        using var atA = cluster.Stranger.At(cluster.A.Address);
        using var atB = cluster.Stranger.At(cluster.B.Address);
        var spent = await Spend(atA);
        var left = (await atB.Graph(Cheap)).Body["extensions"]!["cost"]!["remaining"]!.GetValue<int>();
        Assert.Equal(RedisCluster.Points, spent.Body["extensions"]!["cost"]!["limit"]!.GetValue<int>());
        Assert.InRange(left, 0, RedisCluster.Points / 2);

        var before = Nodes.Select(node => node.Log.Length).ToArray();
        await cluster.Redis.Kill();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => (await (i % 2 == 0 ? cluster.Ann : cluster.Bob).Graph(Cheap)).ShouldSucceed()));
            (await atB.Graph(Cheap)).ShouldSucceed();
            Assert.All(Nodes, (node, i) => Assert.Single(node.Log[before[i]..].Split('\n'), line => line.Contains("Redis does not answer", StringComparison.Ordinal)));
        }
        finally
        {
            await cluster.Redis.Begin();
        }
        foreach (var node in Nodes)
        {
            using var there = cluster.Stranger.At(node.Address);
            await Eventually.Becomes(async () =>
            {
                await there.Graph(Cheap);
                return node.Log;
            }, log => log.Contains("Redis answers again", StringComparison.Ordinal) && log.Contains("are heard again", StringComparison.Ordinal), "it is back");
        }
    }

    [Fact]
    public async Task A_document_registered_at_one_server_is_known_at_the_other()
    {
        var query = $$"""query Mine{{Guid.NewGuid():n}} { viewer { user { username } } }""";
        var extensions = new { persistedQuery = new { version = 1, sha256Hash = Ticket.Hash(Encoding.UTF8.GetBytes(query)) } };
        using var atA = cluster.Ann.At(cluster.A.Address);
        using var atB = cluster.Ann.At(cluster.B.Address);

        (await atB.GraphRequest(new { extensions })).ShouldBeRefused("PERSISTED_QUERY_NOT_FOUND");
        (await atA.GraphRequest(new { query, extensions })).ShouldSucceed();
        (await atB.GraphRequest(new { extensions })).ShouldSucceed();
    }

    static async Task<GraphAnswer> Spend(Person stranger)
    {
        for (var i = 0; i < 20; i++)
            if (await stranger.Graph(Costly) is { Errors.Count: > 0 } refused) return refused;
        throw new Xunit.Sdk.XunitException("The budget is never spent.");
    }
}
