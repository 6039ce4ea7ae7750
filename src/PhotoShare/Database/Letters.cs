using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Upper and lower case made one, by the same rule on every database and here, whatever its locale.</summary>
public static class Letters
{
    internal const string SqliteName = "fold";

    /// <summary>
    /// The text in lower case (Unicode, no language's own rules), a final sigma like any other. In a query the database does it,
    /// and gives <c>null</c> for <c>null</c>.
    /// </summary>
    // The two letters on which ICU and .NET's invariant culture differ: İ, and Σ at a word's end.
    public static string Fold(string text) => text.Replace("İ", "i̇", StringComparison.Ordinal).ToLowerInvariant().Replace('ς', 'σ');

    internal static DbFunctionBuilder Function(ModelBuilder builder) => builder.HasDbFunction(typeof(Letters).GetMethod(nameof(Fold))!);
}
