namespace PhotoShare;

/// <summary>
/// What an index can look up of a name with typos: that a word begins with the first letter of one that was asked for, or has three
/// letters in a row of it. One wrong letter leaves one of the two as it was.
/// </summary>
static class Candidates
{
    internal static IEnumerable<string> Initials(SearchText text) => text.Words.Select(word => word.EnumerateRunes().First().ToString()).Distinct();

    internal static IEnumerable<string> Trigrams(SearchText text) =>
        text.Typos == 0 ? [] : text.Words.SelectMany(word => Enumerable.Range(0, Math.Max(0, word.Length - 2)).Select(i => word.Substring(i, 3))).Where(IsWhole).Distinct();

    /// <summary>Not cut through a surrogate pair.</summary>
    static bool IsWhole(string letters) => !char.IsLowSurrogate(letters[0]) && !char.IsHighSurrogate(letters[^1]);
}
