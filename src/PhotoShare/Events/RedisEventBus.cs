using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace PhotoShare;

/// <summary>The bus of several servers that share a Redis (https://redis.io/docs/latest/develop/pubsub/).</summary>
public sealed class RedisEventBus(RedisServer redis, ILogger<RedisEventBus> log) : SharedEventBus(log)
{
    static readonly RedisChannel Messages = RedisChannel.Literal(Channel);

    public override string Carrier => "Redis";

    protected override int MaxMessageBytes => 64 * 1024;

    protected override async Task Listen(Action listening, CancellationToken ct)
    {
        var connection = await redis.Connection;
        var broken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionFailed += Failed;
        try
        {
            var messages = await connection.GetSubscriber().SubscribeAsync(Messages);
            try
            {
                messages.OnMessage(message => Hear(message.Message.ToString()));
                listening();
                await broken.Task.WaitAsync(ct);
            }
            finally
            {
                messages.Unsubscribe(CommandFlags.FireAndForget);
            }
        }
        finally
        {
            connection.ConnectionFailed -= Failed;
        }

        void Failed(object? sender, ConnectionFailedEventArgs failure)
        {
            if (failure.ConnectionType == ConnectionType.Subscription)
                broken.TrySetException(failure.Exception ?? new IOException($"The connection to Redis broke ({failure.FailureType})."));
        }
    }

    protected override async Task Send(IReadOnlyList<string> messages, CancellationToken ct)
    {
        var subscribers = (await redis.Connection).GetSubscriber();
        foreach (var message in messages) await subscribers.PublishAsync(Messages, message);
    }
}
