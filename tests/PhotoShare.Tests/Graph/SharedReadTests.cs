using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What is the same for everyone is read once for all who ask meanwhile, and for nobody before they asked.</summary>
[Trait("Kind", "Once")]
public sealed class SharedReadTests
{
    readonly List<TaskCompletionSource<int>> begun = [];
    readonly SharedRead<int> shared;

    public SharedReadTests() => shared = new(() =>
    {
        lock (begun)
        {
            begun.Add(new(TaskCreationOptions.RunContinuationsAsynchronously));
            return begun[^1].Task;
        }
    });

    [Fact]
    public async Task Who_asks_while_one_is_under_way_shares_the_next()
    {
        var first = shared.Read(default);
        var others = Enumerable.Range(0, 5).Select(_ => shared.Read(default)).ToList();
        Assert.Single(begun);
        begun[0].SetResult(1);
        Assert.Equal(1, await first);
        await Begun(2);
        var later = shared.Read(default);
        begun[1].SetResult(2);

        Assert.All(await Task.WhenAll(others), read => Assert.Equal(2, read));
        await Begun(3);
        begun[2].SetResult(3);
        Assert.Equal(3, await later);
    }

    [Fact]
    public async Task One_that_fails_fails_for_those_who_shared_it_alone()
    {
        var first = shared.Read(default);
        var second = shared.Read(default);
        begun[0].SetException(new InvalidOperationException("Away"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await Begun(2);
        begun[1].SetResult(2);

        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task Who_goes_away_stops_it_for_nobody()
    {
        using var impatient = new CancellationTokenSource();
        var (first, gone, stays) = (shared.Read(default), shared.Read(impatient.Token), shared.Read(default));
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        begun[0].SetResult(1);
        await Begun(2);
        begun[1].SetResult(2);

        Assert.Equal((1, 2), (await first, await stays));
    }

    Task Begun(int count) => Eventually.Becomes(() => Task.FromResult(begun.Count), now => now == count, $"{count} have begun");
}
