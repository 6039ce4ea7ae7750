namespace PhotoShare.Web;

/// <summary>Somebody's name on a page.</summary>
public sealed record Person(Guid Id, string Username, string? DisplayName, bool IsPrivate)
{
    /// <summary>What they want to be called.</summary>
    public string Name => DisplayName ?? Username;

    public string Url => $"/@{Username}";
}
