namespace PhotoShare;

/// <summary>What people may leave out: a caption, an alt text, a name to go by.</summary>
static class OptionalText
{
    /// <summary>The text without the space around it; <c>null</c> when nothing is left. Refused by <paramref name="tooLong"/>, which is given its length, beyond <paramref name="max"/> characters.</summary>
    internal static string? Of(string? text, int max, Func<int, Refused> tooLong)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        text = text.Trim();
        return text.Length <= max ? text : throw tooLong(text.Length);
    }
}
