namespace PhotoShare.Web;

/// <summary>Takes apart what people bring along, one import at a time.</summary>
sealed class ImportWorker(IServiceScopeFactory scopes, IEventBus events, ILogger<ImportWorker> log) : HintedWorker<ImportArrived>(events, TimeSpan.FromSeconds(15), log)
{
    protected override async Task<bool> DoNext(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var importing = scope.ServiceProvider.GetRequiredService<Importing>();
        if (await importing.Claim(stopping) is not { } claim) return false;
        try
        {
            await importing.Take(claim, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await importing.Release(claim, CancellationToken.None);
            throw;
        }
        catch (LeaseLost)
        {
            // Its owner ended it.
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Attempt {Attempt} of the import {Import} failed.", claim.Attempt, claim.ImportId);
            await importing.Fault(claim, CancellationToken.None);
        }
        return true;
    }
}
