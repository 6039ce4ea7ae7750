namespace PhotoShare.Web;

/// <summary>Makes the copies that people asked for, one at a time.</summary>
sealed class ExportWorker(IServiceScopeFactory scopes, IEventBus events, ILogger<ExportWorker> log) : BackgroundService
{
    /// <summary>How often to look without being called: for requests to another process, and for leases that ended.</summary>
    static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var requests = events.Subscribe(hint => hint is ExportRequested);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await MakeNext(stopping)) await requests.Wait(LookInterval, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                log.LogError(bug, "The export worker failed; it goes on in {Seconds} s.", LookInterval.TotalSeconds);
                await Task.WhenAny(Task.Delay(LookInterval, stopping));
            }
        }
    }

    /// <summary>Whether there was one to make.</summary>
    async Task<bool> MakeNext(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var exporting = scope.ServiceProvider.GetRequiredService<Exporting>();
        if (await exporting.Claim(stopping) is not { } claim) return false;
        try
        {
            await exporting.Make(claim, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await exporting.Release(claim, CancellationToken.None);
            throw;
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Attempt {Attempt} of the export {Export} failed.", claim.Attempt, claim.ExportId);
            await exporting.Fault(claim, CancellationToken.None);
        }
        return true;
    }
}
