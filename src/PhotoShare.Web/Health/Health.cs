using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PhotoShare.Web;

/// <summary>
/// For whoever watches the server: does the process answer, and can it do its work? What is asked of a part is remembered for a few seconds, so
/// that many watchers cost no more than one.
/// </summary>
static class Health
{
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DatabaseCheck>().AddSingleton<StoreCheck>().AddSingleton<KeyCheck>();
        builder.Services.AddHealthChecks()
            .AddCheck<ServingCheck>("serving")
            .AddRemembered<DatabaseCheck>("database", TimeSpan.FromSeconds(3))
            .AddRemembered<StoreCheck>("store", TimeSpan.FromSeconds(3))
            // KMS takes money for each request.
            .AddRemembered<KeyCheck>("key", TimeSpan.FromSeconds(15))
            .AddCheck<BusCheck>("bus")
            .AddCheck<FunctionCheck>("imageFunction");
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = Write });
    }

    /// <summary>Names and states; why a part is not well stands in the log.</summary>
    static Task Write(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = Word(report.Status),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => Word(entry.Value.Status)),
    });

    static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "failing",
    };

    static IHealthChecksBuilder AddRemembered<TCheck>(this IHealthChecksBuilder checks, string name, TimeSpan lifetime) where TCheck : class, IHealthCheck
    {
        checks.Services.AddKeyedSingleton(name, (services, _) => new RememberedCheck(services.GetRequiredService<TCheck>(), lifetime));
        return checks.Add(new HealthCheckRegistration(name, services => services.GetRequiredKeyedService<RememberedCheck>(name), failureStatus: null, tags: null));
    }
}
