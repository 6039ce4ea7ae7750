using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// Looks at all that people write for others to read, before it is saved: captions, warnings, names of places, alt texts, comments, names
/// and bios. One for a server; it reads the list anew when it is older than <see cref="Lifetime"/>, so that a change holds everywhere by then.
/// </summary>
public sealed class WordFilter
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    public const string Code = "WORD_NOT_ALLOWED";

    sealed record Read(WordList List, long At);

    Read? last;

    /// <summary>Refuses a text with a word that is not taken. Gives the other words of the list that stand in the texts, what weighs most first.</summary>
    /// <param name="texts">Each with the input that it came in.</param>
    internal async Task<IReadOnlyList<WordFinding>> Check(PhotoShareDb db, CancellationToken ct, params (string Path, string? Text)[] texts)
    {
        if (texts.All(text => string.IsNullOrEmpty(text.Text))) return [];
        var list = await List(db, ct);
        var findings = new List<WordFinding>();
        foreach (var (path, text) in texts)
        {
            foreach (var found in list.In(text))
            {
                if (found.Word.Measure == WordMeasure.Refuse) throw new Refused(Code, $"The word “{text![found.Start..found.End]}” is not allowed here.", path);
                findings.Add(WordFinding.Of(found, text!));
            }
        }
        return [.. findings.OrderByDescending(finding => finding.Word.Measure)];
    }

    internal async Task<WordList> List(PhotoShareDb db, CancellationToken ct)
    {
        if (last is { } read && Environment.TickCount64 - read.At < Lifetime.TotalMilliseconds) return read.List;
        var at = Environment.TickCount64;
        var words = await db.FilteredWords.AsNoTracking().ToListAsync(ct);
        last = new Read(words.Count == 0 ? WordList.Empty : new WordList(words), at);
        return last.List;
    }

    /// <summary>The list has changed here.</summary>
    internal void Forget() => last = null;
}

/// <summary>A word of the list that somebody wrote.</summary>
/// <param name="Context">It, with what stands around it.</param>
sealed record WordFinding(FilteredWord Word, string Context)
{
    const int Around = 60;

    internal static WordFinding Of(FoundWord found, string text)
    {
        var (start, end) = (Math.Max(0, found.Start - Around), Math.Min(text.Length, found.End + Around));
        if (start > 0 && char.IsLowSurrogate(text[start])) start++;
        if (end < text.Length && char.IsLowSurrogate(text[end])) end--;
        return new(found.Word, $"{(start > 0 ? "…" : "")}{text[start..end]}{(end < text.Length ? "…" : "")}");
    }
}
