namespace PhotoShare.Web;

/// <summary>The contents page: a line per room.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => Operator.Run(args);

    /// <summary>The server, not yet started. The operator's commands use the same one without starting it.</summary>
    /// <param name="replace">What is to stand in place of a service, for who measures one part alone.</param>
    public static async Task<WebApplication> Build(ServerOptions options, Action<IServiceCollection>? replace = null)
    {
        var builder = Hosting.CreateBuilder(options);
        // Before the first client of AWS, which never asks again who wants to hear of its calls.
        builder.AddTelemetry();
        await builder.AddInstance();
        builder.AddHardening();
        builder.AddBlobs();
        builder.AddSignIn();
        builder.AddApps();
        builder.AddWorkers();
        builder.AddHealth();
        Demo.AddTo(builder.Services);
        builder.Services.AddGraph(builder.Configuration);
        builder.Services.AddShell();
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.Services.BuildModel();
        app.UseLanguages();
        app.UseHardening();
        app.UseMetrics();
        app.UseApps();
        app.UseSignIn();
        app.MapBlobs();
        app.MapHealth();
        app.MapGraph();
        app.MapApps();
        app.MapShell();
        return app;
    }
}
