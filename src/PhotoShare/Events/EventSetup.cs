using Microsoft.Extensions.DependencyInjection;

namespace PhotoShare;

static class EventSetup
{
    /// <summary>The bus that reaches all servers of an installation: Redis where it is set, else PostgreSQL, else the one process that SQLite has.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, Settings settings)
    {
        if (settings.Redis is { Length: > 0 } redis)
            return services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RedisServer>(provider, redis)).AddShared<RedisEventBus>();
        return string.IsNullOrEmpty(settings.Database) ? services.AddSingleton<IEventBus, InProcessEventBus>() : services.AddShared<PostgresEventBus>();
    }

    static IServiceCollection AddShared<TBus>(this IServiceCollection services) where TBus : SharedEventBus =>
        services.AddSingleton<TBus>()
            .AddSingleton<IEventBus>(provider => provider.GetRequiredService<TBus>())
            .AddHostedService(provider => provider.GetRequiredService<TBus>());
}
