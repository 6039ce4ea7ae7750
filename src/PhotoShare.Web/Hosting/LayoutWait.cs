using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>
/// A server whose database lacks changes that its own role may not make. It listens where the server will, so that whoever watches reads why it is
/// not ready, and answers nothing else; no worker runs. It has parts of its own for that, since all of the server's work on the layout of its version.
/// </summary>
static class LayoutWait
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Ends once the changes are made. Gives whether the server is to go on, and was not asked to stop.</summary>
    /// <param name="why">What is missing and what to run, for the log.</param>
    public static async Task<bool> Over(WebApplication app, string why)
    {
        app.Logger.LogWarning("{Why} This server waits for that, and is not ready.", why);
        await using var waiting = Build(app.Configuration, why);
        await waiting.Listen();
        var stopping = waiting.Lifetime.ApplicationStopping;
        try
        {
            while (!await IsReached(app, stopping)) await Task.Delay(Pause, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        await waiting.StopAsync(CancellationToken.None);
        return true;
    }

    static WebApplication Build(IConfiguration configuration, string why)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders();
        builder.Services.AddHealthChecks().AddCheck("layout", () => HealthCheckResult.Unhealthy(why));
        var app = builder.Build();
        app.MapHealth();
        app.MapFallback("{**path}", (HttpContext http) =>
        {
            http.Response.Headers.RetryAfter = $"{Problems.UnavailableFor}";
            return TypedResults.Problem(Problems.Unavailable, statusCode: StatusCodes.Status503ServiceUnavailable, extensions: [new("code", Problems.UnavailableCode)]);
        });
        return app;
    }

    static async Task<bool> IsReached(WebApplication app, CancellationToken ct)
    {
        try
        {
            await using var scope = app.Services.CreateAsyncScope();
            return (await DatabaseLayout.Of(scope.ServiceProvider.GetRequiredKeyedService<PhotoShareDb>(DatabaseSetup.Impatient), ct)).Missing.Count == 0;
        }
        catch (Exception notYet) when (notYet is DbException or UnavailableException)
        {
            // Away, or locked by who changes it.
            return false;
        }
        catch (DatabaseIsNewer)
        {
            // What comes next says so.
            return true;
        }
    }
}
