namespace PhotoShare;

/// <summary>
/// How far the words of a query are from the beginnings of the words of a name, in letters that are wrong, missing or too many
/// (Levenshtein). PostgreSQL's photoshare_typos counts the same.
/// </summary>
static class Typos
{
    /// <summary>From here on the end of a word may lack a letter as well; shorter ones would begin like half of all names.</summary>
    const int LongEnoughToLack = 4;

    /// <summary>The sum over the query's words, each from the word of the name that is nearest.</summary>
    internal static int Between(string query, string name)
    {
        var words = Folding.WordsOf(name);
        return words.Count == 0 ? 0 : query.Split(' ').Sum(asked => words.Min(word => FromBeginning(asked, word)));
    }

    static int FromBeginning(string asked, string word)
    {
        var shortest = asked.Length - (asked.Length >= LongEnoughToLack ? 1 : 0);
        return Enumerable.Range(shortest, asked.Length + 2 - shortest).Min(length => Distance(asked, word[..Math.Min(length, word.Length)]));
    }

    static int Distance(string one, string other)
    {
        var (before, now) = (new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++) before[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= other.Length; j++)
                now[j] = Math.Min(Math.Min(now[j - 1], before[j]) + 1, before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
            (before, now) = (now, before);
        }
        return before[other.Length];
    }
}
