using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>The list of the word filter, which admins keep. Each change is written down.</summary>
public sealed class FilteredWords(PhotoShareDb db, WordFilter filter, Audit audit)
{
    /// <summary>What begins with fewer letters is too much to be meant.</summary>
    const int ShortestBeginning = 3;

    /// <summary>The list, in the order of the alphabet.</summary>
    public async Task<IReadOnlyList<FilteredWord>> All(Viewer viewer, CancellationToken ct)
    {
        await CheckAdmin(viewer, ct);
        return await db.FilteredWords.AsNoTracking().OrderBy(w => w.Folded).ToListAsync(ct);
    }

    /// <summary>What of the list stands in a text, what weighs most first.</summary>
    public async Task<IReadOnlyList<FoundWord>> Try(Viewer viewer, string text, CancellationToken ct)
    {
        await CheckAdmin(viewer, ct);
        return new WordList(await db.FilteredWords.AsNoTracking().ToListAsync(ct)).In(text);
    }

    /// <summary>Puts a word or a phrase on the list; with a <c>*</c> at its end all words that begin so. Holds for what is written from now on, within <see cref="WordFilter.Lifetime"/> on every server.</summary>
    /// <param name="reason">For the record; where it is warned of, the warning.</param>
    public async Task<FilteredWord> Add(Viewer viewer, string? text, WordMeasure measure, string? reason, CancellationToken ct)
    {
        await CheckAdmin(viewer, ct);
        var word = new FilteredWord { Text = TextOf(text), Folded = FoldedOf(TextOf(text)), Measure = measure, Reason = ReasonOf(reason) };
        if (measure == WordMeasure.Warn && word.Reason is null) throw new Refused("WORD_REASON", "Say what the warning is.", "reason");
        var same = db.FilteredWords.Where(w => w.Folded == word.Folded);
        if (await same.AnyAsync(ct)) throw Listed(word);
        db.Add(word);
        await Record(viewer, ModerationKind.List, word, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Two admins at once: the unique index let one through.
            db.ChangeTracker.Clear();
            if (await same.AnyAsync(ct)) throw Listed(word);
            throw;
        }
        filter.Forget();
        return word;
    }

    /// <summary>Takes a word off the list. What it did stays done.</summary>
    public async Task Remove(Viewer viewer, Guid wordId, CancellationToken ct)
    {
        await CheckAdmin(viewer, ct);
        var word = await db.FilteredWords.SingleOrDefaultAsync(w => w.Id == wordId, ct) ?? throw Refused.NotFound("There is no such word on the list.", "wordId");
        db.Remove(word);
        await Record(viewer, ModerationKind.Unlist, word, ct);
        await db.SaveChangesAsync(ct);
        filter.Forget();
    }

    async Task CheckAdmin(Viewer viewer, CancellationToken ct)
    {
        if (await db.JudgeRole(viewer, ct) != UserRole.Admin) throw Refused.Forbidden("Only an admin keeps the list of words.");
    }

    async Task Record(Viewer viewer, ModerationKind kind, FilteredWord word, CancellationToken ct)
    {
        var action = new ModerationAction
        {
            ModeratorId = viewer.Required,
            Kind = kind,
            Subject = ReportSubject.Word,
            SubjectId = word.Id,
            PersonId = Guid.Empty,
            Excerpt = word.Text,
            Note = word.Reason,
            WordId = word.Id,
        };
        db.Add(action);
        await audit.Note(viewer, action, ct);
    }

    static Refused Listed(FilteredWord word) => Refused.Conflict("WORD_LISTED", $"“{word.Text}” is on the list already, perhaps written in another way.", "word");

    static string TextOf(string? text) => OptionalText.Of(text, FilteredWord.MaxLength, NoWord) ?? throw NoWord(0);

    static string FoldedOf(string text)
    {
        var isBeginning = text.EndsWith('*');
        var words = WordFolding.WordsOf(text.TrimEnd('*')).Select(word => word.Text).ToList();
        if (words.Count == 0 || text.TrimEnd('*').Contains('*', StringComparison.Ordinal) || (isBeginning && words[^1].Length < ShortestBeginning))
            throw new Refused("WORD", $"Give a word or a phrase of letters and digits. A * stands at its end, after at least {ShortestBeginning} letters.", "word");
        return string.Join(' ', words) + (isBeginning ? "*" : "");
    }

    static Refused NoWord(int length) => new("WORD", $"A word or a phrase has 1 to {FilteredWord.MaxLength} characters.", "word") { Constraint = $"length 1..{FilteredWord.MaxLength}" };

    static string? ReasonOf(string? reason) => OptionalText.Of(reason, FilteredWord.MaxReasonLength,
        length => new Refused("WORD_REASON", $"A reason has at most {FilteredWord.MaxReasonLength} characters; this one has {length}.", "reason"));
}
