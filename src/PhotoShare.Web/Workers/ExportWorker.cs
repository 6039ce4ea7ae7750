namespace PhotoShare.Web;

/// <summary>Makes the copies that people asked for, one at a time.</summary>
sealed class ExportWorker(IServiceScopeFactory scopes, IEventBus events, ILogger<ExportWorker> log) : HintedWorker<ExportRequested>(events, TimeSpan.FromSeconds(30), log)
{
    protected override async Task<bool> DoNext(CancellationToken stopping)
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
