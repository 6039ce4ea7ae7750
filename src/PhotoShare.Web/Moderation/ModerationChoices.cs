namespace PhotoShare.Web;

/// <summary>What a moderator may choose from.</summary>
static class ModerationChoices
{
    /// <summary>What makes sense of a case as it is. The use cases decide; this only asks no needless question.</summary>
    internal static IReadOnlyList<ModerationKind> For(Case judged)
    {
        var choices = new List<ModerationKind>();
        if (judged.Reports.Count > 0) choices.Add(ModerationKind.Dismiss);
        if (judged.IsGone) return choices;
        var isHidden = (judged.Subject == ReportSubject.Comment ? judged.Comment?.Comment.HiddenAt : judged.Post?.Post.HiddenAt) is not null;
        var isWarned = judged.Subject != ReportSubject.Comment && judged.Post?.Post.WarnedAt is not null;
        if (judged.Subject == ReportSubject.User)
        {
            choices.Add(judged.Owner!.IsSuspended ? ModerationKind.Unsuspend : ModerationKind.Suspend);
            choices.Add(judged.Owner.BannedAt is null ? ModerationKind.Ban : ModerationKind.Unban);
            return choices;
        }
        if (judged.Subject != ReportSubject.Comment) choices.Add(ModerationKind.Warn);
        if (!isHidden) choices.Add(ModerationKind.Hide);
        if (isHidden || isWarned) choices.Add(ModerationKind.Show);
        choices.Add(ModerationKind.Remove);
        return choices;
    }
}
