namespace PhotoShare;

/// <summary>Somebody who waits for a time to pass, and is told four times a second which it is.</summary>
public interface IBeating
{
    /// <param name="now"><see cref="Environment.TickCount64"/>. Neither blocks nor throws.</param>
    void Beat(long now);
}

/// <summary>One timer for all who listen: of thousands each would have one of its own, started and stopped at each message.</summary>
public static class Heartbeat
{
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    static readonly Lock Gate = new();
    static readonly HashSet<IBeating> All = [];
    static readonly Timer Timer = new(_ => Beat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public static void Add(IBeating one)
    {
        lock (Gate)
            if (All.Add(one) && All.Count == 1) Timer.Change(Interval, Interval);
    }

    public static void Remove(IBeating one)
    {
        lock (Gate)
            if (All.Remove(one) && All.Count == 0) Timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    static void Beat()
    {
        var now = Environment.TickCount64;
        lock (Gate)
            foreach (var one in All) one.Beat(now);
    }
}
