using GraphQLParser;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>What became of an operation of the graph.</summary>
/// <param name="Name">Of a trusted document; <c>null</c> for any other.</param>
/// <param name="Type"><c>null</c> when the document could not be read.</param>
/// <param name="Cost">In points; <c>null</c> when it was refused before that was known.</param>
/// <param name="Statements">That it sent to the database.</param>
/// <param name="Document">Its text; <c>null</c> when it could not be read.</param>
readonly record struct SeenOperation(string? Name, string? Type, string Outcome, TimeSpan Took, long? Cost, int Statements, ROM? Document)
{
    const int Digits = 16;

    /// <summary>The first digits of the document's hash, by which two of the same are known without telling what is in them.</summary>
    public string? Hash => Document is { } text ? Sha256.Hex(text.ToString())[..Digits] : null;
}
