namespace PhotoShare.Web;

/// <summary>
/// The end of one server among several. For <see cref="Settings.DrainTime"/> it says that it is not ready and takes no new WebSockets and
/// event streams, but answers everything else, each time as the last on its connection; so a load balancer turns away before anything is
/// refused. Then what is open is closed, and clients resume elsewhere.
/// </summary>
sealed class Drain(Settings settings) : IHostedLifecycleService, IDisposable
{
    readonly CancellationTokenSource over = new();

    public bool HasBegun { get; private set; }

    /// <summary>Cancelled when what is open has to end.</summary>
    public CancellationToken Over => over.Token;

    /// <summary>Before any part of the server stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        HasBegun = true;
        await Task.WhenAny(Task.Delay(settings.DrainTime, cancellationToken));
        await over.CancelAsync();
    }

    public Task Answer(HttpContext http, RequestDelegate next)
    {
        if (HasBegun && HttpProtocol.IsHttp11(http.Request.Protocol)) http.Response.Headers.Connection = "close";
        return next(http);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => over.Dispose();
}

static class Draining
{
    /// <summary>The framework's time for what is under way begins when the drain is over.</summary>
    public static void AddDrain(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddSingleton<Drain>().AddHostedService(services => services.GetRequiredService<Drain>());
        builder.Services.PostConfigure<HostOptions>(host => host.ShutdownTimeout += settings.DrainTime);
    }
}
