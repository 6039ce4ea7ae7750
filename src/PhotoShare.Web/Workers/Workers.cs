namespace PhotoShare.Web;

static class Workers
{
    public static void AddWorkers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FunctionHost>();
        builder.Services.AddSingleton<PhotoWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PhotoWorker>());
        builder.Services.AddHostedService<ExportWorker>();
        builder.Services.AddHostedService<NotificationWorker>();
        builder.Services.AddHostedService<Sweeper>();
    }
}
