using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>A word or a phrase that people may not simply write here.</summary>
public sealed class FilteredWord
{
    public const int MaxLength = 100;

    /// <summary>It may become a content warning.</summary>
    public const int MaxReasonLength = Post.MaxContentWarningLength;

    public Guid Id { get => RowId.Once(ref field); init; }

    /// <summary>As it was given; with a <c>*</c> at its end it stands for all words that begin so.</summary>
    public required string Text { get; init; }

    /// <summary>Its words folded, with single spaces between and the <c>*</c>: what makes two the same.</summary>
    public required string Folded { get; init; }
    public required WordMeasure Measure { get; init; }

    /// <summary>Why it is here; for <see cref="WordMeasure.Warn"/> the warning itself.</summary>
    public string? Reason { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    sealed class Mapping : IEntityTypeConfiguration<FilteredWord>
    {
        public void Configure(EntityTypeBuilder<FilteredWord> word)
        {
            word.ToTable("filtered_words");
            word.Property(w => w.Text).HasMaxLength(MaxLength);
            // Some letters fold to two.
            word.Property(w => w.Folded).HasMaxLength(MaxLength * 4);
            word.Property(w => w.Measure).HasConversion<string>().HasMaxLength(16);
            word.Property(w => w.Reason).HasMaxLength(MaxReasonLength);
            word.HasIndex(w => w.Folded).IsUnique();
        }
    }
}

/// <summary>What happens to a text with such a word. What can be neither hidden nor warned of by itself is shown and reported.</summary>
public enum WordMeasure
{
    /// <summary>It is shown after a content warning.</summary>
    Warn,

    /// <summary>Its author alone sees it until a moderator has looked at it.</summary>
    Hold,

    /// <summary>It is not taken.</summary>
    Refuse,
}
