using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhotoShare;

/// <summary>
/// Hints as servers send them to each other: in the first line who sends them, then a line for each, its kind and its values as JSON,
/// such as <c>CommentAdded{"PostId":"…"}</c>. What a server of another version cannot read it passes over, so that both may run at once.
/// </summary>
public static class HintText
{
    static readonly Dictionary<string, Type> Kinds = typeof(Hint).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Hint))).ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>Names instead of numbers: a value that was added in the middle would shift them.</summary>
    static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter(allowIntegerValues: false) } };

    /// <summary>As few messages as hold the hints.</summary>
    /// <param name="maxBytes">Bytes of one message at most; one hint has some hundred.</param>
    public static IReadOnlyList<string> Pack(string sender, IEnumerable<Hint> hints, int maxBytes)
    {
        var messages = new List<string>();
        var message = new StringBuilder(sender);
        foreach (var line in hints.Select(Line))
        {
            // All of it is ASCII, since JSON here escapes the rest: a character is a byte.
            if (message.Length > sender.Length && message.Length + 1 + line.Length > maxBytes)
            {
                messages.Add(message.ToString());
                message.Clear().Append(sender);
            }
            message.Append('\n').Append(line);
        }
        messages.Add(message.ToString());
        return messages;
    }

    /// <summary>The hints of a message that this version knows; none when it is the receiver's own.</summary>
    public static IEnumerable<Hint> Unpack(string receiver, string message)
    {
        var lines = message.Split('\n');
        return lines[0] == receiver ? [] : lines.Skip(1).Select(Read).OfType<Hint>();
    }

    static string Line(Hint hint) => hint.GetType().Name + JsonSerializer.Serialize(hint, hint.GetType(), Json);

    static Hint? Read(string line)
    {
        var values = line.IndexOf('{', StringComparison.Ordinal);
        if (values < 0 || !Kinds.TryGetValue(line[..values], out var kind)) return null;
        try
        {
            return (Hint?)JsonSerializer.Deserialize(line[values..], kind, Json);
        }
        catch (JsonException)
        {
            // A value that another version has; what it tells, the next look finds.
            return null;
        }
    }
}
