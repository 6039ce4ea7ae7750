using System.Globalization;
using System.Text;

namespace PhotoShare;

/// <summary>
/// Text as searches compare it: words of letters and digits, in lower case, without accents. The databases fold what they index
/// in the same way (SQLite's unicode61, PostgreSQL's photoshare_words), so a difference here is one in what is found.
/// </summary>
static class Folding
{
    /// <summary>The words of a text, in their order.</summary>
    internal static IReadOnlyList<string> WordsOf(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
            if (!IsAccent(rune)) plain.Append(Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNumber ? Rune.ToLowerInvariant(rune).ToString() : " ");
        return plain.ToString().Normalize(NormalizationForm.FormC).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The text without what no database takes (NUL, halves of surrogate pairs) or nobody sees: each is a space.</summary>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) clean.Append(text, i++, 2);
            else clean.Append(char.IsControl(text[i]) || char.IsSurrogate(text[i]) ? ' ' : text[i]);
        }
        return clean.ToString();
    }

    internal static bool IsAccent(Rune rune) => rune.Value is >= 0x300 and <= 0x36F;
}
