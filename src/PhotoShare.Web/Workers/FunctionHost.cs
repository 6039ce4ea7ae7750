using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>Stands in for Lambda on one box: a place for a process of the image function for each photo that may be in work at once. The first shows that the program comes up.</summary>
sealed class FunctionHost : IAsyncDisposable
{
    readonly RuntimeApi api = new();

    public FunctionHost(Settings settings, InstanceSecret secret, ILogger<FunctionHost> log) =>
        Slots = [.. Enumerable.Range(0, Math.Max(1, settings.Processing.Workers)).Select(i => new FunctionSlot(api, settings, secret, log, hasComeUp: i > 0))];

    public IReadOnlyList<FunctionSlot> Slots { get; }

    /// <summary>Whether any process is up or would come up, so that uploads become photos.</summary>
    public bool IsUp => Slots.Any(slot => slot.IsUp);

    public Task Start(CancellationToken ct) => api.Start(ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var slot in Slots)
            await slot.DisposeAsync();
        await api.DisposeAsync();
    }
}
