namespace PhotoShare;

/// <summary>What somebody looks for, taken apart once for every kind of search.</summary>
public sealed class SearchText
{
    /// <summary>Characters of a query.</summary>
    public const int MaxLength = 100;

    const int ShortestWithTypo = 3;
    const int ShortestWithTwoTypos = 6;

    /// <summary>Letters of a query beyond which typos are no longer looked for: nobody is called that.</summary>
    const int LongestWithTypos = 30;

    SearchText(string text)
    {
        Text = text;
        Words = Folding.WordsOf(text);
        Joined = string.Join(' ', Words);
        Typos = Joined.Length switch
        {
            < ShortestWithTypo or > LongestWithTypos => 0,
            < ShortestWithTwoTypos => 1,
            _ => 2,
        };
    }

    /// <summary>Refuses a text that is empty or too long.</summary>
    public static SearchText Of(string query)
    {
        var text = Folding.Clean(query).Trim();
        return text.Length is > 0 and <= MaxLength ? new SearchText(text) : throw new Refused("QUERY", $"A search has 1 to {MaxLength} characters.", "query");
    }

    /// <summary>As it was typed, without the space around it.</summary>
    public string Text { get; }

    /// <summary>Folded; none where it has no letter or digit.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary><see cref="Words"/> with single spaces between them.</summary>
    public string Joined { get; }

    /// <summary>How many letters may be wrong, missing or too many.</summary>
    public int Typos { get; }

    /// <summary>As a username is written; it need not be one.</summary>
    public string Username => Text.TrimStart('@').ToLowerInvariant();

    /// <summary>How a hashtag begins that is meant; <c>null</c> where none can be.</summary>
    public string? Hashtag => Text.TrimStart('#').ToLowerInvariant() is var name && Markup.IsHashtag(name) ? name : null;
}
