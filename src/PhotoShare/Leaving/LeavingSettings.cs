namespace PhotoShare;

/// <summary>The end of an account.</summary>
public sealed class LeavingSettings
{
    /// <summary>How long after somebody asked for it their account is deleted, and they can come back until then; nothing deletes it at once.</summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a receipt waits to be fetched.</summary>
    public TimeSpan ReceiptLifetime { get; set; } = TimeSpan.FromDays(365);
}
