using Microsoft.Extensions.Logging;

namespace PhotoShare;

/// <summary>
/// The connection strings as they are now. Where their passwords come from a place that changes them, they are read there again once the
/// database has refused one, so that a rotation needs no restart.
/// </summary>
/// <param name="read">Reads all settings anew; <c>null</c> where nothing changes them.</param>
public sealed class DatabasePasswords(Settings settings, Func<CancellationToken, Task<Settings>>? read, ILogger<DatabasePasswords> log) : IDisposable
{
    /// <summary>Between two readings: a password that stays wrong must not become a flood of questions.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly SemaphoreSlim line = new(1, 1);
    Settings current = settings;
    long readAt = Environment.TickCount64 - (long)Pause.TotalMilliseconds;
    volatile bool isRefused;

    /// <summary>Whether a password that is refused may be followed by another.</summary>
    public bool MayChange => read is not null;

    /// <summary>As they were last read.</summary>
    public Settings Latest => current;

    /// <summary>The database has refused the password; the next connection asks for it anew.</summary>
    public void Refuse() => isRefused = true;

    public async ValueTask<Settings> Current(CancellationToken ct)
    {
        if (read is null || !isRefused) return current;
        await line.WaitAsync(ct);
        try
        {
            if (!isRefused || Environment.TickCount64 - readAt < Pause.TotalMilliseconds) return current;
            readAt = Environment.TickCount64;
            isRefused = false;
            current = await read(ct);
            log.LogInformation("The database refused the password; the secrets were read again.");
        }
        catch (Exception unreadable) when (unreadable is not OperationCanceledException)
        {
            log.LogWarning("The database refused the password, and the secrets can't be read: {Reason}", unreadable.Message);
        }
        finally
        {
            line.Release();
        }
        return current;
    }

    public void Dispose() => line.Dispose();
}
