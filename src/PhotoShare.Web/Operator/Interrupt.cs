using System.Runtime.InteropServices;

namespace PhotoShare.Web;

/// <summary>Ctrl-C, or a service manager's SIGTERM, as a token: the command ends what it is at and cleans up.</summary>
sealed class Interrupt : IDisposable
{
    readonly CancellationTokenSource source;
    readonly PosixSignalRegistration[] signals;

    public Interrupt(CancellationToken ct)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(ct);
        signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    public CancellationToken Token => source.Token;

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        source.Cancel();
    }

    public void Dispose()
    {
        foreach (var signal in signals)
            signal.Dispose();
        source.Dispose();
    }
}
