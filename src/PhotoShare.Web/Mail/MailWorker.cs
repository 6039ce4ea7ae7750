namespace PhotoShare.Web;

/// <summary>Sends the mails that people are to get, one at a time.</summary>
sealed class MailWorker(IServiceScopeFactory scopes, IEventBus events, IMailTransport transport, ILogger<MailWorker> log) : HintedWorker<MailQueued>(events, TimeSpan.FromSeconds(30), log)
{
    protected override async Task<bool> DoNext(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var mailing = scope.ServiceProvider.GetRequiredService<Mailing>();
        if (await mailing.Claim(stopping) is not { } claim) return false;
        try
        {
            if (await scope.ServiceProvider.GetRequiredService<MailWriter>().Write(claim, stopping) is { } mail) await transport.Send(mail, stopping);
            await mailing.Sent(claim, stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            log.LogWarning(failure, "Attempt {Attempt} to send the mail {Mail} ({Kind}) failed.", claim.Attempt, claim.MailId, claim.Kind);
            await mailing.Fault(claim, CancellationToken.None);
        }
        return true;
    }
}
