namespace PhotoShare.Web;

/// <summary>Deletes the accounts whose grace period is over, one at a time, and sends each its receipt.</summary>
sealed class DepartureWorker(IServiceScopeFactory scopes, IEventBus events, IMailTransport transport, ILogger<DepartureWorker> log) : HintedWorker<AccountLeft>(events, TimeSpan.FromSeconds(30), log)
{
    protected override async Task<bool> DoNext(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var departing = scope.ServiceProvider.GetRequiredService<Departing>();
        if (await departing.Claim(stopping) is not { } claim) return false;
        LastMail last;
        try
        {
            last = await departing.Finish(claim, stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            log.LogError(failure, "The deletion {Departure} failed; it is tried again in a minute.", claim.DepartureId);
            await departing.Fault(claim, CancellationToken.None);
            return true;
        }
        if (last.Address is null) return true;
        try
        {
            await transport.Send(scope.ServiceProvider.GetRequiredService<MailWriter>().Write(last), stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            // Once: the address is nowhere any more. The receipt still waits at the place that its person was told.
            log.LogWarning(failure, "The receipt of the deletion {Departure} could not be mailed.", claim.DepartureId);
        }
        return true;
    }
}
