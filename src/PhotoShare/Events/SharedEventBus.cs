using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PhotoShare;

/// <summary>
/// A bus between servers. Those who listen here are told at once; other servers by messages, each of which gathers what was published
/// while the one before was under way. While the others cannot be reached this server goes on by itself.
/// </summary>
public abstract class SharedEventBus(ILogger log) : BackgroundService, IEventBus, IAsyncDisposable
{
    /// <summary>Name of the channel by which servers hear each other.</summary>
    protected const string Channel = "photoshare";

    /// <summary>Between two messages, so that a thousand changes in a second are not a thousand messages. The first waits for nothing.</summary>
    static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>For what still waits when the server ends.</summary>
    static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(2);

    readonly InProcessEventBus here = new();
    readonly HintOutbox leaving = new();
    readonly string self = Guid.NewGuid().ToString("n");
    readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool isCutOff;

    public abstract string Carrier { get; }

    public bool IsConnected => !isCutOff;

    /// <summary>Bytes of one message at most.</summary>
    protected abstract int MaxMessageBytes { get; }

    /// <summary>Hears messages and gives each to <see cref="Hear"/>, until the connection breaks, which it throws.</summary>
    /// <param name="listening">To be called when it begins to hear.</param>
    protected abstract Task Listen(Action listening, CancellationToken ct);

    /// <summary>Sends messages to all servers, this one as well.</summary>
    protected abstract Task Send(IReadOnlyList<string> messages, CancellationToken ct);

    public ValueTask Publish(Hint hint, CancellationToken ct = default)
    {
        leaving.Add(hint);
        return here.Publish(hint, ct);
    }

    public EventSubscription Subscribe(Func<Hint, bool> filter) => here.Subscribe(filter);

    /// <summary>A message came, perhaps this server's own, which it knows.</summary>
    protected void Hear(string message)
    {
        foreach (var hint in HintText.Unpack(self, message)) here.Tell(hint);
    }

    /// <summary>Listens, or knows that it can't yet, before anybody is served.</summary>
    public override async Task StartAsync(CancellationToken ct)
    {
        await base.StartAsync(ct);
        await tried.Task.WaitAsync(ct);
    }

    protected override Task ExecuteAsync(CancellationToken stopping) => Task.WhenAll(KeepListening(stopping), KeepSending(stopping));

    async Task KeepListening(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Listen(IsListening, stopping);
            }
            catch (Exception broken)
            {
                if (stopping.IsCancellationRequested) return;
                IsBroken(broken);
                await Pause(RetryInterval, stopping);
            }
        }
    }

    void IsListening()
    {
        if (isCutOff)
        {
            log.LogInformation("Events of other servers are heard again.");
            isCutOff = false;
            here.Tell(new HintsLost());
        }
        tried.TrySetResult();
    }

    void IsBroken(Exception why)
    {
        if (!isCutOff) log.LogWarning("Events of other servers are not heard, which is tried again each second: {Reason}", why.Message);
        isCutOff = true;
        tried.TrySetResult();
    }

    async Task KeepSending(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await leaving.Wait(stopping);
                await Task.Delay(await SendWhatWaits(stopping) ? Gathering : RetryInterval, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What still waits goes when the bus is disposed.
        }
    }

    /// <summary>Whether it went; if not it waits on.</summary>
    async Task<bool> SendWhatWaits(CancellationToken ct)
    {
        var hints = leaving.TakeAll();
        if (hints.Count == 0) return true;
        try
        {
            await Send(HintText.Pack(self, hints, MaxMessageBytes), ct);
            return true;
        }
        catch (Exception unreachable)
        {
            leaving.Add(hints);
            log.LogDebug(unreachable, "Events wait to be sent to other servers.");
            return false;
        }
    }

    static Task Pause(TimeSpan time, CancellationToken ct) => Task.WhenAny(Task.Delay(time, ct));

    /// <summary>What was published last, and what a command of the operator has published without a server, still goes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ExecuteTask is not null) await StopAsync(CancellationToken.None);
        using var end = new CancellationTokenSource(LastMoment);
        await SendWhatWaits(end.Token);
        Dispose();
        GC.SuppressFinalize(this);
    }
}
