using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What a bus between servers does beyond that: two of them here, as two servers have them.</summary>
[Trait("Kind", "Real")]
public abstract class SharedEventBusTests(SharedEventBusTests.Wire wire) : EventBusTests
{
    protected override IEventBus Here => wire.Here;
    protected override IEventBus There => wire.There;

    /// <summary>Two buses on one real server, and what one can do to that.</summary>
    public abstract class Wire : IAsyncLifetime
    {
        IHost? here, there;

        public IEventBus Here => here!.Services.GetRequiredService<IEventBus>();
        public IEventBus There => there!.Services.GetRequiredService<IEventBus>();
        protected IServiceProvider Services => here!.Services;

        public async Task InitializeAsync()
        {
            var settings = await Start();
            (here, there) = (await StartBus(settings), await StartBus(settings));
        }

        static async Task<IHost> StartBus(Settings settings)
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddLogging();
            builder.Services.AddPhotoShare(settings);
            var host = builder.Build();
            await host.StartAsync();
            return host;
        }

        /// <summary>Starts the real server and gives the settings by which to reach it.</summary>
        protected abstract Task<Settings> Start();

        protected abstract Task End();

        /// <summary>Breaks every connection that listens.</summary>
        public abstract Task Break();

        /// <summary>Sends a message as a server would.</summary>
        public abstract Task Send(string message);

        public async Task DisposeAsync()
        {
            foreach (var host in (IHost[])[here!, there!]) await ((IAsyncDisposable)host).DisposeAsync();
            await End();
        }
    }

    [Fact]
    public async Task After_a_break_both_know_that_hints_may_be_lost_and_hear_each_other_again()
    {
        var hint = new PostPublished(Guid.NewGuid());
        using var here = Here.Subscribe(_ => false);
        using var there = There.Subscribe(heard => heard == hint);
        await wire.Break();

        Assert.Equal([new HintsLost()], await Heard(here, 1));
        Assert.Equal([new HintsLost()], await Heard(there, 1));
        await Here.Publish(hint);
        Assert.Equal([hint], await Heard(there, 1));
    }

    [Fact]
    public async Task What_another_version_says_is_passed_over()
    {
        var known = new CommentAdded(Guid.NewGuid());
        using var there = There.Subscribe(_ => true);
        await wire.Send($$"""
            a newer server
            PhotoTurned{"PhotoId":"{{Guid.NewGuid()}}"}
            PostChanged{"PostId":"{{Guid.NewGuid()}}","Change":"Framed"}
            CommentAdded{"PostId":"{{known.PostId}}","ByWhom":"{{Guid.NewGuid()}}"}
            """);
        await wire.Send("no such thing");

        Assert.Equal([known], await Heard(there, 1));
        await Task.Delay(Quiet);
        Assert.Empty(there.TakeAll());
    }
}

public sealed class PostgresEventBusTests(PostgresEventBusTests.Database database) : SharedEventBusTests(database), IClassFixture<PostgresEventBusTests.Database>
{
    public sealed class Database : Wire
    {
        protected override async Task<Settings> Start() => new() { Database = await (await Postgres.Enter()).CreateDatabase() };

        protected override Task End() => Postgres.Leave();

        public override Task Break() => Do($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()");

        public override Task Send(string message) => Do($"SELECT pg_notify('photoshare', {message})");

        /// <summary>How many transactions there were until now.</summary>
        public async Task<long> Transactions()
        {
            await using var db = await Services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
            return await db.Database.SqlQuery<long>($"SELECT (txid_current())::int8 AS \"Value\"").SingleAsync();
        }

        async Task Do(FormattableString sql)
        {
            await using var db = await Services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
            await db.Database.ExecuteSqlAsync(sql);
        }
    }

    [Fact]
    public async Task A_burst_costs_the_database_few_transactions()
    {
        var hints = Enumerable.Range(0, 1_000).Select(_ => new CommentAdded(Guid.NewGuid())).ToList();
        using var there = There.Subscribe(hint => hint is CommentAdded);
        var before = await Transactions();
        foreach (var hint in hints) await Here.Publish(hint);
        await Heard(there, hints.Count);

        Assert.InRange(await Transactions() - before, 1, 100);
    }

    Task<long> Transactions() => database.Transactions();
}

public sealed class RedisEventBusTests(RedisEventBusTests.Server server) : SharedEventBusTests(server), IClassFixture<RedisEventBusTests.Server>
{
    public sealed class Server : Wire
    {
        Redis? redis;
        ConnectionMultiplexer? connection;

        protected override async Task<Settings> Start()
        {
            redis = await Redis.Start();
            connection = await ConnectionMultiplexer.ConnectAsync($"{redis.Configuration},allowAdmin=true");
            // Redis goes before PostgreSQL, which is not asked for anything.
            return new() { Redis = redis.Configuration, Database = "Host=nowhere" };
        }

        protected override async Task End()
        {
            await connection!.DisposeAsync();
            await redis!.DisposeAsync();
        }

        public override Task Break() => connection!.GetServers()[0].ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");

        public override Task Send(string message) => connection!.GetSubscriber().PublishAsync(RedisChannel.Literal("photoshare"), message);
    }
}
