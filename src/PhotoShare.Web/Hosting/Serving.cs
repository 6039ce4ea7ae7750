using GraphQL.Types;
using Microsoft.AspNetCore.Connections;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>From a built server to one that answers, with one line for each thing that an operator can put right.</summary>
static class Serving
{
    /// <summary>Starts, says where, and runs until it is asked to stop.</summary>
    public static async Task Serve(this WebApplication app)
    {
        // A server that says that it is ready answers its first request as fast as any other. That takes as long as all else together.
        var schema = Task.Run(app.Services.GetRequiredService<ISchema>().Initialize);
        if (!await app.ReachLayout()) return;
        await app.CheckStore();
        await schema;
        await app.Listen();
        await StartBlock.Write(app);
        await app.WaitForShutdownAsync();
    }

    /// <summary>Brings the database up to date, or waits until that is done by who may. Gives whether to go on, and not to stop meanwhile.</summary>
    static async Task<bool> ReachLayout(this WebApplication app)
    {
        try
        {
            await app.MigrateDatabase(CancellationToken.None);
        }
        catch (OperatorException old) when (old.InnerException is MayNotMigrate)
        {
            if (!await LayoutWait.Over(app, old.Message)) return false;
            await app.MigrateDatabase(CancellationToken.None);
        }
        return true;
    }

    /// <summary>Brings the database up to date. Safe beside a running server.</summary>
    public static Task MigrateDatabase(this WebApplication app, CancellationToken ct) => app.Explained(async (db, services) =>
    {
        await db.Migrate(ct);
        await services.GetRequiredService<PlainFields>().Seal(ct);
    });

    /// <summary>The same as the role that may change the layout, where it is another; gives the layout as it was before.</summary>
    public static async Task<DatabaseLayout> MigrateAsOwner(this WebApplication app, CancellationToken ct)
    {
        var settings = app.Services.GetRequiredService<Settings>();
        DatabaseLayout before = null!;
        await app.Explained(async (db, services) =>
        {
            if (!string.IsNullOrEmpty(settings.Database))
            {
                before = await Migrating.MigrateAsOwner(settings, ct);
                return;
            }
            before = await DatabaseLayout.Of(db, ct);
            await db.Migrate(ct);
        });
        return before;
    }

    /// <summary>What a database refuses, in a line that says what to do.</summary>
    static async Task Explained(this WebApplication app, Func<PhotoShareDb, IServiceProvider, Task> work)
    {
        try
        {
            await using var scope = app.Services.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredKeyedService<PhotoShareDb>(DatabaseSetup.Impatient), scope.ServiceProvider);
        }
        catch (UnavailableException unavailable)
        {
            throw new OperatorException(unavailable.Message, unavailable);
        }
        catch (Exception known) when (known is DatabaseIsNewer or MayNotMigrate or MayNotMakeRole)
        {
            throw new OperatorException(known.Message, known);
        }
        catch (Exception unreachable) when (unreachable is System.Data.Common.DbException or ArgumentException)
        {
            throw new OperatorException($"The database can't be used: {WhatItSaid(unreachable)}. Check PhotoShare:Database, or the data folder {app.Services.GetRequiredService<Settings>().DataDirectory}.", unreachable);
        }
    }

    /// <summary>Of a connection that fails the driver says where, and what is within it why.</summary>
    static string WhatItSaid(Exception unreachable) => unreachable is System.Data.Common.DbException { InnerException: not null }
        ? $"{FirstLine(unreachable)} ({FirstLine(unreachable.GetBaseException())})"
        : FirstLine(unreachable);

    static string FirstLine(Exception e) => e.Message.Split('\n')[0].Trim().TrimEnd('.');

    static async Task CheckStore(this WebApplication app)
    {
        try
        {
            if (app.Services.GetService<S3BlobStore>() is { } store) await store.Check(CancellationToken.None);
        }
        catch (BlobStoreException unusable)
        {
            throw new OperatorException(unusable.Message, unusable);
        }
    }

    internal static async Task Listen(this WebApplication app)
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
