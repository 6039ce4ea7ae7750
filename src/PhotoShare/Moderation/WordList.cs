namespace PhotoShare;

/// <summary>A word of the list in a text.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Behind its last character.</param>
public sealed record FoundWord(FilteredWord Word, int Start, int End);

/// <summary>
/// The list of the word filter, ready to be looked for: whole words, and with a <c>*</c> whatever begins so. Looks each word of a text, or
/// each of its beginnings, up in a table, so that it takes no longer with a long list than with a short one.
/// </summary>
sealed class WordList
{
    internal static readonly WordList Empty = new([]);

    readonly Dictionary<string, List<Rule>> byFirst = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<Rule>>.AlternateLookup<ReadOnlySpan<char>> byBeginning;

    internal WordList(IEnumerable<FilteredWord> words)
    {
        var beginnings = new Dictionary<string, List<Rule>>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            var rule = new Rule(word, word.Folded.TrimEnd('*').Split(' '), word.Folded.EndsWith('*'));
            var table = rule is { IsBeginning: true, Words.Length: 1 } ? beginnings : byFirst;
            if (!table.TryGetValue(rule.Words[0], out var rules)) table[rule.Words[0]] = rules = [];
            rules.Add(rule);
        }
        byBeginning = beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>All that stands in a text, what weighs most first.</summary>
    internal IReadOnlyList<FoundWord> In(string? text)
    {
        if (string.IsNullOrEmpty(text) || (byFirst.Count == 0 && byBeginning.Dictionary.Count == 0)) return [];
        var words = WordFolding.WordsOf(text);
        var found = new List<FoundWord>();
        for (var i = 0; i < words.Count; i++)
        {
            Look(words, i, words[i].Text, found);
            if (words[i].Bare != words[i].Text) Look(words, i, words[i].Bare, found);
        }
        return [.. found.OrderByDescending(f => f.Word.Measure).ThenBy(f => f.Start)];
    }

    void Look(IReadOnlyList<FoldedWord> words, int at, string word, List<FoundWord> found)
    {
        if (byFirst.TryGetValue(word, out var rules))
            found.AddRange(rules.Where(rule => rule.GoesOn(words, at)).Select(rule => new FoundWord(rule.Word, words[at].Start, words[at + rule.Words.Length - 1].End)));
        for (var length = 1; length <= word.Length; length++)
            if (byBeginning.TryGetValue(word.AsSpan(0, length), out var begun)) found.AddRange(begun.Select(rule => new FoundWord(rule.Word, words[at].Start, words[at].End)));
    }

    /// <param name="IsBeginning">Whether its last word stands for all that begin so.</param>
    sealed record Rule(FilteredWord Word, string[] Words, bool IsBeginning)
    {
        /// <summary>Whether the rest of it follows its first word.</summary>
        internal bool GoesOn(IReadOnlyList<FoldedWord> words, int at)
        {
            if (at + Words.Length > words.Count) return false;
            for (var i = 1; i < Words.Length; i++)
            {
                var (word, isLast) = (words[at + i], i == Words.Length - 1);
                if (word.Text != Words[i] && word.Bare != Words[i] && !(isLast && IsBeginning && word.Text.StartsWith(Words[i], StringComparison.Ordinal))) return false;
            }
            return true;
        }
    }
}
