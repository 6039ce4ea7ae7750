namespace PhotoShare.Web;

static class Workers
{
    public static void AddWorkers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FunctionHost>();
        builder.Services.AddSingleton(PhotoWorkerOf);
        builder.Services.AddHostedService(services => services.GetRequiredService<IPhotoWorker>());
        builder.Services.AddHostedService<ExportWorker>();
        builder.Services.AddHostedService<ImportWorker>();
        builder.Services.AddHostedService<DepartureWorker>();
        builder.Services.AddHostedService<NotificationWorker>();
        builder.Services.AddHostedService<PushWorker>();
        builder.Services.AddHostedService<MailWorker>();
        builder.Services.AddHostedService<AuditWorker>();
        builder.Services.AddHostedService<FollowCountWorker>();
        builder.Services.AddScoped<MailWriter>();
        builder.Services.AddScoped<SecurityMail>();
        builder.Services.AddSingleton<SiteAddress>();
        builder.Services.AddHostedService<Sweeper>();
    }

    /// <summary>Where a Lambda does the work, no process of the function is started here.</summary>
    static IPhotoWorker PhotoWorkerOf(IServiceProvider services)
    {
        var settings = services.GetRequiredService<Settings>();
        if (!settings.Processing.ByLambda) return ActivatorUtilities.CreateInstance<PhotoWorker>(services);
        if (settings.Processing is not { ResultsQueue.IsAbsoluteUri: true, FailuresQueue.IsAbsoluteUri: true })
            throw new OperatorException("PhotoShare:Processing:ResultsQueue and PhotoShare:Processing:FailuresQueue go together: set both to the URLs of their SQS queues, or neither to process photos here.");
        if (Store.OptionsOf(settings) is null)
            throw new OperatorException("A Lambda processes what lies in a bucket: set PhotoShare:Store:Bucket, or leave PhotoShare:Processing:ResultsQueue empty to process photos here.");
        return ActivatorUtilities.CreateInstance<LambdaWorker>(services);
    }
}
