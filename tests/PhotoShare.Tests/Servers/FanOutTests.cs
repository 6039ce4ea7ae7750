using Xunit;
using Xunit.Abstractions;

namespace PhotoShare.Tests;

/// <summary>A comment made at one server reaches everybody who listens at the other, whatever carries the events.</summary>
[Trait("Kind", "Real")]
public abstract class FanOutTests(Cluster cluster, ITestOutputHelper output)
{
    const int Size = 1_000, Rounds = 5;

    /// <summary>For one comment to all of them, beside whatever else the machine does. The benchmark tells how long it takes when it does nothing else.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Every_one_of_1000_listeners_hears_each_comment_once()
    {
        var post = await cluster.Ann.AddQuickPost();
        await cluster.Ann.Comment(post, "Before");
        using var atA = cluster.Ann.At(cluster.A.Address);
        await using var listeners = await Listeners.Open(cluster.B.Address, Size, [cluster.Ann, cluster.Bob, cluster.Carol, cluster.Dora], post);
        for (var i = 0; i < Rounds; i++)
        {
            var times = await listeners.Hear($"Comment {i}", () => atA.Comment(post, $"Comment {i}"), Longest);
            output.WriteLine($"{times.Count} heard it; half of them within {times[times.Count / 2].TotalMilliseconds:0} ms, 99 % within {times[times.Count * 99 / 100].TotalMilliseconds:0} ms");
            Assert.Equal(Size, times.Count);
        }
    }
}

[Collection(ClusterCollection.Name)]
public sealed class PostgresFanOutTests(Cluster cluster, ITestOutputHelper output) : FanOutTests(cluster, output);

[Collection(RedisClusterCollection.Name)]
public sealed class RedisFanOutTests(RedisCluster cluster, ITestOutputHelper output) : FanOutTests(cluster, output);
