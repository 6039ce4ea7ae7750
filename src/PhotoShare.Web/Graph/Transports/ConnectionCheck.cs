namespace PhotoShare.Web;

/// <summary>
/// Ends the connections of those whose token was revoked or has expired, whose password was changed, or whose account is gone, and the
/// event streams whose client did not come. One look for all connections, so that a thousand of them cost as little as one.
/// </summary>
sealed class ConnectionCheck(Connections connections, EventStreams streams, IServiceScopeFactory scopes, GraphLimits limits, ILogger<ConnectionCheck> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(limits.CredentialCheck);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping)) await Check(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // All connections end with the server.
        }
    }

    async Task Check(CancellationToken ct)
    {
        streams.ForgetAbandoned();
        var signedIn = connections.SignedIn();
        if (signedIn.Count == 0) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var holding = await scope.ServiceProvider.GetRequiredService<Credentials>().Holding(signedIn.Select(c => c.Credential!).ToHashSet(), ct);
            foreach (var connection in signedIn)
                if (!holding.Contains(connection.Credential!)) connection.Forbid();
        }
        catch (Exception unreachable) when (unreachable is not OperationCanceledException)
        {
            log.LogError(unreachable, "Who is connected could not be checked; it is tried again in {Interval}.", limits.CredentialCheck);
        }
    }
}
