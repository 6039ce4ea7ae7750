using System.Globalization;
using System.Text.RegularExpressions;

namespace PhotoShare.Cloud;

/// <summary>Values of the context, and what is wrong with them.</summary>
sealed class ContextReader(Func<string, object?> context)
{
    public List<string> Faults { get; } = [];

    /// <summary><c>null</c> when it was not said, or said wrongly.</summary>
    public string? Text(string name, Regex form, string what)
    {
        if (Said(name) is not { } value) return null;
        if (form.IsMatch(value)) return value;
        Faults.Add($"{name} is \"{value}\"; name {what}.");
        return null;
    }

    public int Number(string name, int usual, int least, int most)
    {
        if (Said(name) is not { } value) return usual;
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most && double.IsInteger(number)) return (int)number;
        Faults.Add($"{name} is \"{value}\"; name a whole number from {least} to {most}.");
        return usual;
    }

    public bool Flag(string name, bool usual)
    {
        switch (Said(name)?.ToLowerInvariant())
        {
            case null: return usual;
            case "true": return true;
            case "false": return false;
            case var other:
                Faults.Add($"{name} is \"{other}\"; say true or false.");
                return usual;
        }
    }

    public string? File(string name, string path)
    {
        if (System.IO.File.Exists(path)) return System.IO.File.ReadAllText(path);
        Faults.Add($"{name} names the file {path}, which is not there.");
        return null;
    }

    string? Said(string name) => Convert.ToString(context(name), CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}
