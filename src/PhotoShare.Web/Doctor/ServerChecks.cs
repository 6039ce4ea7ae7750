namespace PhotoShare.Web;

/// <summary>What several servers share.</summary>
static class ServerChecks
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>From one server to another: two of its kind, which both are ours.</summary>
    public static async Task<string> Events(IServiceProvider services, CancellationToken ct)
    {
        var bus = services.GetRequiredService<IEventBus>();
        if (bus is not SharedEventBus shared) return "within this server: there is no other to reach";
        await using var here = Another(services, shared);
        await using var there = Another(services, shared);
        await here.StartAsync(ct);
        await there.StartAsync(ct);
        // Of a photo that nobody has, so that nobody else heeds it.
        var hint = new PhotoProcessed(Guid.NewGuid(), Guid.Empty);
        using var heard = there.Subscribe(other => other.Equals(hint));
        await here.Publish(hint, ct);
        return (await heard.Wait(Patience, ct)).Contains(hint)
            ? $"sent and heard through {bus.Carrier}"
            : throw new OperatorException(
                $"What one server sends through {bus.Carrier} another does not hear. Check PhotoShare:Redis, or, without it, that PhotoShare:Database reaches the server itself or a pooler that keeps sessions.");
    }

    public static async Task<string> Redis(IServiceProvider services, CancellationToken ct)
    {
        if (services.GetService<RedisServer>() is not { } redis) return "none is set: limits and documents are each server's own";
        var answered = await redis.Ask(async connection => (TimeSpan?)await connection.GetDatabase().PingAsync(), () => Task.FromResult<TimeSpan?>(null));
        return answered is { } time ? $"answers within {time.TotalMilliseconds:0.0} ms" : throw new OperatorException("Redis does not answer. Check PhotoShare:Redis, or leave it out.");
    }

    public static async Task<string> Mail(IServiceProvider services, CancellationToken ct)
    {
        var settings = services.GetRequiredService<Settings>();
        await services.GetRequiredService<IMailTransport>().Check(ct);
        if (string.IsNullOrEmpty(settings.Mail.Host)) return "no server is set: mails are files in the folder outbox of the data folder";
        return settings.PublicUrl is null
            ? throw new OperatorException("PhotoShare:PublicUrl is not set, so links in mails lead to this machine. Set it to the address that people type.")
            : $"{settings.Mail.Host} takes mails";
    }

    static SharedEventBus Another(IServiceProvider services, SharedEventBus like) => (SharedEventBus)ActivatorUtilities.CreateInstance(services, like.GetType());
}
