using Xunit;

namespace PhotoShare.Tests;

/// <summary>What every bus does, whether the one who listens is in the same process or at another server.</summary>
public abstract class EventBusTests
{
    protected static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    /// <summary>Where the tests publish.</summary>
    protected abstract IEventBus Here { get; }

    /// <summary>Where they listen: at another server, where there is one.</summary>
    protected abstract IEventBus There { get; }

    [Fact]
    public async Task Who_listens_hears_what_their_filter_takes_and_once()
    {
        var (wanted, other) = (Guid.NewGuid(), Guid.NewGuid());
        using var here = Here.Subscribe(hint => hint is CommentAdded { PostId: var post } && post == wanted);
        using var there = There.Subscribe(hint => hint is CommentAdded { PostId: var post } && post == wanted);
        await Here.Publish(new CommentAdded(other));
        await Here.Publish(new CommentAdded(wanted));
        await Here.Publish(new PostPublished(wanted));

        Assert.Equal([new CommentAdded(wanted)], here.TakeAll());
        Assert.Equal([new CommentAdded(wanted)], await Heard(there, 1));
        await Task.Delay(Quiet);
        Assert.Empty(here.TakeAll());
        Assert.Empty(there.TakeAll());
    }

    [Fact]
    public async Task Of_a_great_many_each_arrives_everywhere()
    {
        Hint[] hints = [.. Enumerable.Range(0, 1_000).Select(_ => new PostChanged(Guid.NewGuid(), PostChange.Likes))];
        using var there = There.Subscribe(hints.Contains);
        foreach (var hint in hints) await Here.Publish(hint);

        Assert.Equal(hints.ToHashSet(), (await Heard(there, hints.Length)).ToHashSet());
    }

    [Fact]
    public async Task Who_has_left_hears_nothing()
    {
        var hint = new PostPublished(Guid.NewGuid());
        var left = There.Subscribe(_ => true);
        left.Dispose();
        using var there = There.Subscribe(heard => heard == hint);
        await Here.Publish(hint);

        await Heard(there, 1);
        Assert.DoesNotContain(hint, left.TakeAll());
    }

    [Fact]
    public async Task Who_hears_nothing_is_let_go_when_the_time_is_over_or_at_once_when_they_leave()
    {
        using var there = There.Subscribe(hint => hint is PostPublished);
        Assert.Empty(await there.Wait(Quiet, default));

        using var leaving = new CancellationTokenSource(Quiet);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => there.Wait(Eventually.Patience, leaving.Token));
    }

    [Fact]
    public async Task Who_falls_too_far_behind_gets_what_waits_and_is_cut_off()
    {
        Hint[] hints = [.. Enumerable.Range(0, EventSubscription.Capacity + 1).Select(_ => new PostPublished(Guid.NewGuid()))];
        using var here = Here.Subscribe(hints.Contains);
        foreach (var hint in hints) await Here.Publish(hint);

        Assert.Equal(hints[..^1], await Heard(here, EventSubscription.Capacity));
        await Assert.ThrowsAsync<SlowConsumer>(() => here.Wait(Eventually.Patience, default));
    }

    /// <summary>So many hints, as they come.</summary>
    protected static async Task<IReadOnlyList<Hint>> Heard(EventSubscription subscription, int count)
    {
        var heard = new List<Hint>();
        using var deadline = new CancellationTokenSource(Eventually.Patience);
        while (heard.Count < count) heard.AddRange(await subscription.Wait(Eventually.Patience, deadline.Token));
        return heard;
    }
}

public sealed class InProcessEventBusTests : EventBusTests
{
    protected override IEventBus Here { get; } = new InProcessEventBus();
    protected override IEventBus There => Here;
}
