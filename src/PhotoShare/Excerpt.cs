namespace PhotoShare;

/// <summary>The beginning of a text that is too long for its place.</summary>
public static class Excerpt
{
    /// <summary>As much as leaves room for one more character, such as an ellipsis, and is not cut through a surrogate pair.</summary>
    /// <param name="text">Longer than <paramref name="most"/>.</param>
    /// <param name="most">UTF-16 code units, 2 or more.</param>
    public static string Head(string text, int most) => text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)];
}
