using Microsoft.AspNetCore.Components;

namespace PhotoShare.Web;

/// <summary>What moderation calls things, in the visitor's language.</summary>
static class ModerationWords
{
    internal static string Reason(this Texts L, ReportReason reason) => reason switch
    {
        ReportReason.Spam => L["Advertising, or the same over and over"],
        ReportReason.Nudity => L["Nakedness or sexual content"],
        ReportReason.Hate => L["Contempt for people for what they are"],
        ReportReason.Violence => L["Violence, or a threat of it"],
        ReportReason.Harassment => L["Somebody is bullied or pursued"],
        ReportReason.IntellectualProperty => L["It belongs to somebody else"],
        ReportReason.SelfHarm => L["Somebody may harm themselves"],
        _ => L["Something else"],
    };

    internal static string Subject(this Texts L, ReportSubject subject) => subject switch
    {
        ReportSubject.Post => L["Post"],
        ReportSubject.Comment => L["Comment"],
        ReportSubject.Photo => L["Single photo"],
        ReportSubject.Word => L["Word"],
        _ => L["A person"],
    };

    internal static string Subjects(this Texts L, ReportSubject subject) => subject switch
    {
        ReportSubject.Post => L["Posts"],
        ReportSubject.Comment => L["Comments"],
        ReportSubject.Photo => L["Photos"],
        _ => L["People"],
    };

    /// <summary>What was done, for the log.</summary>
    internal static string Done(this Texts L, ModerationAction action) => action.Kind switch
    {
        ModerationKind.Dismiss => L["Dismissed the reports"],
        ModerationKind.Warn => L["Gave the content warning “{0}”", action.Warning],
        ModerationKind.Hide => L["Hid it"],
        ModerationKind.Show => L["Shown again"],
        ModerationKind.Remove => L["Removed it"],
        ModerationKind.Suspend => L["Suspended them until {0}", L.Moment(action.Until!.Value)],
        ModerationKind.Unsuspend => L["Ended the suspension"],
        ModerationKind.Ban => L["Banned them"],
        ModerationKind.Unban => L["Ended the ban"],
        ModerationKind.List => L["Put it on the list"],
        ModerationKind.Unlist => L["Took it off the list"],
        _ => L["Gave the role: {0}", L.Role(action.Role!.Value)],
    };

    /// <summary>What was done, for whose it is.</summary>
    internal static string Told(this Texts L, ModerationAction action) => (action.Kind, action.Subject) switch
    {
        (ModerationKind.Warn, _) => L["The moderators gave your post a content warning"],
        (ModerationKind.Hide, ReportSubject.Comment) => L["The moderators hid a comment of yours"],
        (ModerationKind.Hide, _) => L["The moderators hid a post of yours"],
        (ModerationKind.Show, ReportSubject.Comment) => L["The moderators show a comment of yours again"],
        (ModerationKind.Show, _) => L["The moderators show a post of yours again, as it was"],
        (ModerationKind.Remove, ReportSubject.Comment) => L["The moderators removed a comment of yours"],
        (ModerationKind.Remove, ReportSubject.Photo) => L["The moderators removed a photo of yours"],
        (ModerationKind.Remove, _) => L["The moderators removed a post of yours"],
        (ModerationKind.Suspend, _) => L["Your account is suspended until {0}", L.Moment(action.Until!.Value)],
        (ModerationKind.Unsuspend, _) => L["Your suspension has ended"],
        (ModerationKind.Ban, _) => L["The moderators closed your account"],
        (ModerationKind.Unban, _) => L["The moderators opened your account again"],
        (ModerationKind.Role, _) => L["You have another role now: {0}", L.Role(action.Role!.Value)],
        _ => L["The moderators decided about something of yours"],
    };

    internal static string Measure(this Texts L, WordMeasure measure) => measure switch
    {
        WordMeasure.Refuse => L["Refuse"],
        WordMeasure.Hold => L["Hold"],
        _ => L["Warn"],
    };

    internal static string Role(this Texts L, UserRole role) => role switch
    {
        UserRole.Admin => L["Admin"],
        UserRole.Moderator => L["Moderator"],
        _ => L["Member"],
    };

    /// <summary>A moment in UTC, as people write it.</summary>
    internal static string Moment(this Texts L, DateTime time) => L["{0} UTC", time.ToString(L["d MMM yyyy, HH:mm"], Languages.Current)];

    internal static string Day(this Texts L, DateTime time) => time.ToString(L["d MMM yyyy"], Languages.Current);

    /// <summary>The name of somebody, or what stands for one who has left.</summary>
    internal static MarkupString Who(this Texts L, string? username) => new(username is null ? L["somebody who has left"] : $"<a href=\"/@{username}\">@{username}</a>");
}
