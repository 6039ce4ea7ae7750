using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace PhotoShare;

/// <summary>
/// The Redis that several servers share. Nothing fails when it does not answer: each server goes on by itself, and asks it again some
/// seconds later; one line of the log says so, and one that it is back.
/// </summary>
/// <param name="configuration">As StackExchange.Redis has it (https://stackexchange.github.io/StackExchange.Redis/Configuration), e.g. <c>redis:6379,password=…</c>.</param>
public sealed class RedisServer(string configuration, ILogger<RedisServer> log) : IAsyncDisposable
{
    /// <summary>Of every key that is ours.</summary>
    public const string KeyPrefix = "photoshare:";

    /// <summary>How long an answer may take; one that is slower holds up everybody who asks.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    readonly Lazy<Task<IConnectionMultiplexer>> connecting = new(() => Connect(configuration));
    readonly Lock gate = new();
    DateTime restsUntil;
    bool isDown;

    /// <summary>Whether it answered when it was last asked.</summary>
    public bool Answers => !isDown;

    /// <summary>The connection, which mends itself when it breaks.</summary>
    public Task<IConnectionMultiplexer> Connection => connecting.Value;

    /// <summary>Throws <see cref="ArgumentException"/> for a text that is no configuration.</summary>
    public static void Check(string configuration) => ConfigurationOptions.Parse(configuration);

    /// <summary>What Redis answers; what the server says by itself when there is no answer.</summary>
    public async Task<T> Ask<T>(Func<IConnectionMultiplexer, Task<T>> question, Func<Task<T>> otherwise)
    {
        if (isDown && DateTime.UtcNow < restsUntil) return await otherwise();
        try
        {
            var answer = await question(await Connection);
            if (isDown) Turn(false, () => log.LogInformation("Redis answers again: limits and documents are shared by all servers."));
            return answer;
        }
        catch (Exception failed) when (failed is RedisException or TimeoutException)
        {
            restsUntil = DateTime.UtcNow + Rest;
            Turn(true, () => log.LogWarning("Redis does not answer, so limits and documents are this server's own until it does: {Reason}", failed.Message));
        }
        return await otherwise();
    }

    /// <summary>Of all who find it out at once, one says so.</summary>
    void Turn(bool down, Action say)
    {
        lock (gate)
        {
            if (isDown == down) return;
            isDown = down;
        }
        say();
    }

    static async Task<IConnectionMultiplexer> Connect(string configuration)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.AsyncTimeout = (int)Patience.TotalMilliseconds;
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (connecting.IsValueCreated) await (await Connection).DisposeAsync();
    }
}
