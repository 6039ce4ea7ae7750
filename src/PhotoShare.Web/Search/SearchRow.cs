using System.Text;

namespace PhotoShare.Web;

/// <summary>Something that was found, of any kind.</summary>
/// <param name="Node">Makes its node.</param>
public sealed record SearchRow(int Score, SearchType Type, Guid Id, string Name, Func<ISearchResult> Node)
{
    internal SearchPlace Place => new(Score, Type, Type == SearchType.Hashtag ? Encoding.UTF8.GetBytes(Name) : Id.ToByteArray(bigEndian: true));
}
