using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace PhotoShare;

/// <summary>
/// The few things that text means here: #hashtag, @username, a line break, a web address. The only place where
/// somebody's words become HTML, and everything but the links it makes itself is encoded.
/// </summary>
public static partial class Markup
{
    public const int MaxHashtagLength = 100;
    public const int MaxHashtags = 30;

    /// <summary>The distinct hashtags of a text, lower case, without #, at most <see cref="MaxHashtags"/>.</summary>
    public static IReadOnlyList<string> HashtagsOf(string? text) =>
        [.. Tokens(text).Select(t => t.Groups["tag"]).Where(g => g.Success).Select(g => g.Value.ToLowerInvariant()).Distinct().Take(MaxHashtags)];

    /// <summary>Whether a post can have such a hashtag at all. A text that comes from outside need not be one, nor one that a database takes.</summary>
    public static bool IsHashtag(string name) => Tag().IsMatch(name);

    /// <summary>The distinct usernames that a text names, lower case, without @. They need not exist.</summary>
    public static IReadOnlyList<string> UsernamesOf(string? text) =>
        [.. Tokens(text).Select(t => t.Groups["user"]).Where(g => g.Success).Select(g => g.Value.ToLowerInvariant()).Distinct()];

    /// <summary>The text as HTML: encoded, lines broken, hashtags, names and addresses linked.</summary>
    public static string Html(string text)
    {
        var html = new StringBuilder(text.Length + 64);
        var end = 0;
        foreach (var token in Tokens(text))
        {
            AppendText(html, text[end..token.Index]);
            AppendLink(html, token);
            end = token.Index + token.Length;
        }
        AppendText(html, text[end..]);
        return html.ToString();
    }

    static void AppendText(StringBuilder html, string text) =>
        html.Append(HtmlEncoder.Default.Encode(text.ReplaceLineEndings("\n")).Replace("&#xA;", "<br>", StringComparison.Ordinal));

    static void AppendLink(StringBuilder html, Match token)
    {
        var (href, rel) = token switch
        {
            _ when token.Groups["tag"] is { Success: true } tag => ($"/tags/{Uri.EscapeDataString(tag.Value.ToLowerInvariant())}", ""),
            _ when token.Groups["user"] is { Success: true } user => ($"/@{user.Value.ToLowerInvariant()}", ""),
            _ => (token.Value, " rel=\"nofollow ugc noopener\""),
        };
        html.Append("<a href=\"").Append(HtmlEncoder.Default.Encode(href)).Append('"').Append(rel).Append('>')
            .Append(HtmlEncoder.Default.Encode(token.Value)).Append("</a>");
    }

    static IEnumerable<Match> Tokens(string? text) => text is null ? [] : Grammar().Matches(text);

    // A tag or a name starts a word: the # of an address and the @ of an e-mail address are neither.
    // A tag has a letter, so that "#1" is none. A name does not take the full stop that ends its sentence.
    [GeneratedRegex(@"(?<url>https?://[^\s<>""']+[^\s<>""'.,;:!?)\]])|(?<![\w/@#&])(?:#(?<tag>(?=\w*\p{L})\w{1,100})(?!\w)|@(?<user>[A-Za-z][A-Za-z0-9_.]{1,28}[A-Za-z0-9_])(?![\w@]))", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Grammar();

    [GeneratedRegex(@"\A\w{1,100}\z", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Tag();
}
