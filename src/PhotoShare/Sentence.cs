using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace PhotoShare;

/// <summary>
/// A sentence for people, kept apart from what was put into it, so that a door can say it in another language:
/// <c>$"A bio has at most {max} characters."</c> is the pattern <c>A bio has at most {0} characters.</c> and its one value.
/// </summary>
[InterpolatedStringHandler]
public sealed class Sentence(int literalLength, int formattedCount)
{
    readonly StringBuilder pattern = new(literalLength + 4 * formattedCount);
    readonly List<object?> values = new(formattedCount);

    /// <summary>In the form of <see cref="string.Format(IFormatProvider, string, object[])"/>.</summary>
    public string Pattern => pattern.ToString();

    /// <summary>What stands in the pattern's places; a sentence among them is said in the same language.</summary>
    public IReadOnlyList<object?> Values => values;

    public static implicit operator Sentence(string text)
    {
        var sentence = new Sentence(text.Length, 0);
        sentence.AppendLiteral(text);
        return sentence;
    }

    public void AppendLiteral(string text) => pattern.Append(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    public void AppendFormatted<T>(T value, string? format = null)
    {
        pattern.Append('{').Append(values.Count);
        if (format is not null) pattern.Append(':').Append(format);
        pattern.Append('}');
        values.Add(value);
    }

    /// <summary>As it was written, in English.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Pattern, [.. values]);
}
