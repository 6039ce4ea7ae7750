using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>Somebody's name on a page.</summary>
/// <param name="Avatar">What was made of the photo that stands for them; <c>null</c> without one.</param>
public sealed record Person(Guid Id, string Username, string? DisplayName, bool IsPrivate, IReadOnlyList<Rendition>? Avatar)
{
    /// <summary>What they want to be called.</summary>
    public string Name => DisplayName ?? Username;

    public string Url => $"/@{Username}";
}
