using System.Globalization;
using System.Text;

namespace PhotoShare;

/// <summary>A word as the word filter compares it.</summary>
/// <param name="Text">Folded.</param>
/// <param name="Bare">The same without the digits around it, as in a name that was taken.</param>
/// <param name="Start">Where it stands in the text.</param>
/// <param name="End">Behind its last character.</param>
readonly record struct FoldedWord(string Text, string Bare, int Start, int End);

/// <summary>
/// Words as <see cref="Folding"/> has them, and besides without what people write to be read by others and not by a list: letters that look
/// like Latin ones (a choice of Unicode's confusables, UTS #39), digits and signs in their place, and characters that nobody sees.
/// </summary>
static class WordFolding
{
    const string LookAlikes = "авекмнорстухіјѕԁԛԝһӏαβεικνορτυχωγօոսıøłđħɡɑ";
    const string Latin = "abekmhopctyxijsdqwhlabeikvoptuxwyonuioldhga";
    const string Capitals = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ";
    const string CapitalsLatin = "abcdefghijklmnoprstuvwyz";
    const string Digits = "0134578", DigitsLatin = "oieastb";

    /// <summary>Letters in circles and squares: each begins an alphabet.</summary>
    static readonly int[] Framed = [0x1F130, 0x1F150, 0x1F170, 0x1F1E6];

    /// <summary>The words of a text, in their order.</summary>
    internal static IReadOnlyList<FoldedWord> WordsOf(string text)
    {
        var words = new List<FoldedWord>();
        var (word, start, end) = (new StringBuilder(), 0, 0);
        for (var (i, rune) = (0, default(Rune)); i < text.Length; i += rune.Utf16SequenceLength)
        {
            if (!Rune.TryGetRuneAt(text, i, out rune)) rune = Rune.ReplacementChar;
            if (IsUnseen(rune)) continue;
            var letters = Sign(rune, word.Length > 0, i + 1 < text.Length && char.IsLetter(text[i + 1])) ?? Letters(rune);
            if (letters.Length > 0)
            {
                if (word.Length == 0) start = i;
                word.Append(letters);
                end = i + rune.Utf16SequenceLength;
            }
            else End();
        }
        End();
        return words;

        void End()
        {
            if (word.Length > 0) words.Add(Of(word.ToString(), start, end));
            word.Clear();
        }
    }

    static FoldedWord Of(string word, int start, int end)
    {
        if (!word.Any(char.IsLetter)) return new(word, word, start, end);
        return new(WithoutDigits(word), WithoutDigits(word.Trim(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])), start, end);
    }

    static string WithoutDigits(string word) => string.Create(word.Length, word, (plain, of) =>
    {
        for (var i = 0; i < of.Length; i++) plain[i] = Digits.IndexOf(of[i], StringComparison.Ordinal) is >= 0 and var at ? DigitsLatin[at] : of[i];
    });

    /// <summary>What a sign stands for within a word; <c>null</c> for one that is only a sign, and for all others.</summary>
    static string? Sign(Rune rune, bool within, bool before) => !rune.IsAscii ? null : (char)rune.Value switch
    {
        '$' when within || before => "s",
        '@' when within && before => "a",
        '!' when within && before => "i",
        _ => null,
    };

    static string Letters(Rune rune)
    {
        if (Array.FindLast(Framed, first => rune.Value >= first && rune.Value < first + 26) is > 0 and var alphabet) return ((char)('a' + rune.Value - alphabet)).ToString();
        if (rune.IsAscii) return Rune.IsLetterOrDigit(rune) ? ((char)Rune.ToLowerInvariant(rune).Value).ToString() : "";
        var letters = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
            if (!Folding.IsAccent(part) && Rune.IsLetterOrDigit(part)) letters.Append(Plain(Rune.ToLowerInvariant(part)));
        return letters.ToString();
    }

    static string Plain(Rune letter)
    {
        if (!letter.IsBmp) return letter.ToString();
        var sign = (char)letter.Value;
        return sign switch
        {
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            _ when LookAlikes.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var at => Latin[at].ToString(),
            _ when Capitals.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var at => CapitalsLatin[at].ToString(),
            _ => sign.ToString(),
        };
    }

    /// <summary>Joiners, marks of direction, soft hyphens, variation selectors and fillers; accents too, which a letter may carry many of.</summary>
    static bool IsUnseen(Rune rune) => Folding.IsAccent(rune) || rune.Value is >= 0xFE00 and <= 0xFE0F or 0x115F or 0x1160 or 0x3164 or 0xFFA0
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
}
