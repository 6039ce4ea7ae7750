using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Web;

namespace PhotoShare.Benchmarks;

/// <summary>PhotoShare's own server, with everything that a request goes through (limits, cost, authorization, telemetry), over a graph in memory.</summary>
static class GraphServer
{
    public static async Task<int> Run(int port)
    {
        var folder = Directory.CreateTempSubdirectory("photoshare-bench-").FullName;
        try
        {
            var settings = new Dictionary<string, string?>
            {
                ["PhotoShare:Graph:CostPerMinuteOfAddress"] = "1000000000",
                ["Logging:LogLevel:Default"] = "Warning",
            };
            await using var app = await PhotoShare.Web.Program.Build(new ServerOptions(folder, $"http://127.0.0.1:{port}", Overrides: settings), InMemory);
            await using (var db = await app.Services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync()) await db.Migrate(default);
            await app.RunAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void InMemory(IServiceCollection services) => services
        .AddScoped<BenchLikes>().AddScoped<BenchLiked>().AddScoped<BenchUsers>()
        // What PhotoShare's own schema is given (scalars, directives, costs), any schema of these services is given.
        .AddSingleton<ISchema>(provider => new Schema(provider) { Query = new AutoRegisteringObjectGraphType<BenchQuery>() });
}
