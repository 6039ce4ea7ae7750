using GraphQL.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>An instance of the previous release that was brought up to date while servers of that release were at work.</summary>
public sealed class Upgraded : IAsyncLifetime, IDisposable
{
    readonly TemporaryFolder data = new();
    string? connectionString;
    ServiceProvider services = null!;

    public IReadOnlySet<string> Before { get; private set; } = null!;
    public IReadOnlySet<string> After { get; private set; } = null!;

    /// <summary>What the database refused to those servers, and why.</summary>
    public IReadOnlyDictionary<string, string> Refused { get; private set; } = null!;

    /// <summary>How many of their statements were answered while the layout was changed.</summary>
    public long AnsweredMeanwhile { get; private set; }

    public async Task InitializeAsync()
    {
        connectionString = await TestDatabase.Create();
        services = new ServiceCollection().AddLogging().AddPhotoShare(new Settings { DataDirectory = data.Path, Database = connectionString }).BuildServiceProvider();
        await using var db = Open();
        await PreviousRelease.Restore(db, data.Path);
        Before = await PreviousRelease.Rows(db);
        await using (var servers = new OldServers(services.GetRequiredService<IDbContextFactory<PhotoShareDb>>(), PreviousRelease.Statements))
        {
            await servers.Round();
            var answered = servers.Answered;
            await db.Migrate(default);
            AnsweredMeanwhile = servers.Answered - answered;
            await servers.Round();
            Refused = servers.Refused;
        }
        After = await PreviousRelease.Rows(db);
    }

    public PhotoShareDb Open() => services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContext();

    /// <summary>A server of this version on it.</summary>
    public async Task<WebApplication> Serve()
    {
        var app = await Program.Build(new ServerOptions(data.Path, "http://127.0.0.1:0", Overrides: new Dictionary<string, string?>
        {
            ["PhotoShare:Database"] = connectionString,
            // Its first answer may take its time beside other tests.
            ["PhotoShare:Graph:Execution"] = "00:01:00",
            ["PhotoShare:SlowOperation"] = "00:00:00",
        }));
        await using var db = Open();
        await db.Migrate(default);
        app.Services.GetRequiredService<ISchema>().Initialize();
        await app.StartAsync();
        return app;
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await TestDatabase.Leave();
    }

    public void Dispose() => data.Dispose();
}
