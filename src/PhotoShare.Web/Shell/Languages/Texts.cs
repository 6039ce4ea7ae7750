using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace PhotoShare.Web;

/// <summary>
/// What the pages say, in the visitor's language. The key of a text is the text in English; <c>Texts.de.resx</c> beside this file has it in
/// German, and a test finds the ones that it lacks. Every page has it as <c>L</c>.
/// </summary>
public sealed class Texts(IStringLocalizer<Texts> localizer)
{
    /// <summary>A text, with <c>{0}</c>, <c>{1}</c>, … in it replaced.</summary>
    public string this[string english, params object?[] values] =>
        values.Length == 0 ? localizer[english] : string.Format(Languages.Current, localizer[english], values);

    /// <summary>One or many; the number is <c>{0}</c>. English and German both know these two forms alone.</summary>
    public string Count(long number, string one, string many) => this[number == 1 ? one : many, number];

    /// <summary>The same with the number set off, by an element with those attributes.</summary>
    public MarkupString Counted(long number, string one, string many, string attributes = "") => new(this[number == 1 ? one : many, $"<b {attributes}>{number}</b>"]);

    /// <summary>How long ago, as short as it can be said: <c>now</c>, <c>5 min</c>, <c>3 h</c>, <c>6 d</c>, then the date.</summary>
    public string Ago(DateTime time)
    {
        var now = DateTime.UtcNow;
        var ago = now - time;
        return ago switch
        {
            { TotalMinutes: < 1 } => this["now"],
            { TotalHours: < 1 } => this["{0} min", (int)ago.TotalMinutes],
            { TotalDays: < 1 } => this["{0} h", (int)ago.TotalHours],
            { TotalDays: < 7 } => this["{0} d", (int)ago.TotalDays],
            _ => time.ToString(this[time.Year == now.Year ? "d MMM" : "d MMM yyyy"], Languages.Current),
        };
    }

    /// <summary>Why something was not done.</summary>
    public string Of(Refused refused) => Of(refused.Sentence);

    string Of(Sentence sentence) => this[sentence.Pattern, [.. sentence.Values.Select(value => value is Sentence part ? Of(part) : value)]];

    /// <summary>What the modules say, as a JSON object from English to the visitor's language; <c>null</c> in English.</summary>
    public string? ForScripts => Languages.Current.TwoLetterISOLanguageName == "en" ? null : JsonSerializer.Serialize(ScriptTexts.ToDictionary(text => text, text => localizer[text].Value));

    /// <summary>Every text that a module in <c>wwwroot/js</c> says; a test compares.</summary>
    public static IReadOnlyList<string> ScriptTexts { get; } =
    [
        "Your browser does not let us. You can change that in its settings for this site.", "It is on.", "It is off.", "This browser can't do that. On a phone it may, once PhotoShare is on the home screen.",
        "1 new post", "1 suggestion", "A moment…", "A photo is paused. Let it go on, or remove it.", "A post has at most {0} photos.", "All photos are ready.",
        "Answering {0}.", "Being developed…", "Choose a photo first.", "Choose the same files again: {0} is missing.", "commented:", "Copied", "Copy", "Cropping…", "Declined. {0} is not told.",
        "Delete for good?", "Following", "Hashtag", "It could not be shared. Your photos are still here; try again in a moment.", "It has too many pixels.",
        "It is no kind of image that can be read.", "It took too long to develop.", "Loading…", "Paused", "Place", "Rather not", "Ready",
        "Remove the photos that failed, or try them again.", "Requested", "Save", "Sending…", "Sharing…", "Something went wrong on our side.",
        "That did not work. Try again in a moment.", "That is all.", "The comment is deleted.", "The connection broke.",
        "The file can't be read any more. Choose it again.", "The file is damaged.", "The link is copied.", "The next ones could not be loaded.",
        "This browser has no room to crop a photo of this size. It can be shared whole.",
        "This post has been deleted. What you still see is gone when you leave.", "Try again", "Waiting for the connection", "Waiting its turn",
        "You are offline. Nothing was sent, and nothing that you wrote is lost.", "You are offline. Try again when you are back.", "Your comment is changed.",
        "Your comment is there.", "Your words are still here.", "{0} follows you now.", "{0} is photo {1} of {2} now.", "{0} new posts", "{0} suggestions",
        "{0} × {1} pixels", "{0}: a photo has at most {1} MB.", "{0}: send a JPEG, PNG, WebP, GIF, AVIF or HEIC photo.", "{0}: the file is empty.",
    ];
}
