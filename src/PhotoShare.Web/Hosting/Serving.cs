using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>From a built server to one that answers, with one line for each thing that an operator can put right.</summary>
static class Serving
{
    /// <summary>Starts, says where, and runs until it is asked to stop.</summary>
    public static async Task Serve(this WebApplication app)
    {
        await app.MigrateDatabase(CancellationToken.None);
        await app.Listen();
        StartBlock.Write(app);
        await app.WaitForShutdownAsync();
    }

    /// <summary>Brings the database up to date. Safe beside a running server.</summary>
    public static async Task MigrateDatabase(this WebApplication app, CancellationToken ct)
    {
        try
        {
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync(ct);
            await db.Migrate(ct);
        }
        catch (DatabaseIsNewer newer)
        {
            throw new OperatorException(newer.Message, newer);
        }
        catch (Exception unreachable) when (unreachable is System.Data.Common.DbException or ArgumentException)
        {
            throw new OperatorException($"The database can't be used: {unreachable.Message.TrimEnd('.')}. Check PhotoShare:Database, or the data folder {app.Services.GetRequiredService<Settings>().DataDirectory}.", unreachable);
        }
    }

    static async Task Listen(this WebApplication app)
    {
        try
        {
            await app.StartOrStop();
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new OperatorException($"{AddressIn(app)} is in use by another program. Stop that one, or choose another address with --urls http://localhost:5081", taken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or FormatException or System.Net.Sockets.SocketException)
        {
            throw new OperatorException($"It is not possible to listen on {AddressIn(app)}: {refused.Message.TrimEnd('.')}. Choose another address, e.g. --urls {Hosting.DefaultUrls}", refused);
        }
    }

    /// <summary>A start that fails ends what had started: the workers would go on in rooms that are being closed.</summary>
    static async Task StartOrStop(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.StopAsync();
            throw;
        }
    }

    static string AddressIn(WebApplication app) =>
        app.Configuration[WebHostDefaults.ServerUrlsKey] ?? $"Port {app.Configuration[WebHostDefaults.HttpPortsKey]}";
}
