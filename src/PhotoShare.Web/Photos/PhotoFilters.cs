namespace PhotoShare.Web;

/// <summary>Which photos: those for which all that is given holds, e.g. {status: {eq: READY}, altText: {eq: null}}.</summary>
public sealed class PhotoFilterInput : FilterInput<PhotoFilterInput, Photo>
{
    /// <summary>How far it is.</summary>
    public PhotoStatusFilterInput? Status { get; set; }

    /// <summary>When its upload began.</summary>
    public DateTimeFilterInput? CreatedAt { get; set; }

    /// <summary>When the camera took it; many photos do not say.</summary>
    public DateTimeFilterInput? TakenAt { get; set; }

    /// <summary>What is read out instead of the picture.</summary>
    public StringFilterInput? AltText { get; set; }

    internal override void Describe(FilterBuilder<Photo> filter)
    {
        if (Status is { HasEq: true }) filter.Where("status.eq", RowStatus(Status.Eq), photo => photo.Status == RowStatus(Status.Eq));
        if (Status is { HasNeq: true }) filter.Where("status.neq", RowStatus(Status.Neq), photo => photo.Status != RowStatus(Status.Neq));
        if (Status?.In?.Select(stage => RowStatus(stage)!.Value).ToList() is { } some) filter.Where("status.in", some, photo => some.Contains(photo.Status));
        filter.Time("createdAt", CreatedAt, photo => photo.CreatedAt);
        filter.Time("takenAt", TakenAt, photo => photo.TakenAt);
        filter.Text("altText", AltText, photo => photo.AltText);
    }

    static PhotoStatus? RowStatus(PhotoStage? stage) => stage switch
    {
        null => null,
        PhotoStage.Pending => PhotoStatus.Pending,
        PhotoStage.Processing => PhotoStatus.Uploaded,
        PhotoStage.Ready => PhotoStatus.Ready,
        _ => PhotoStatus.Failed,
    };
}

/// <summary>What photos are sorted by: one value for each term, as in [{takenAt: DESC}, {createdAt: DESC}].</summary>
public sealed class PhotoSortInput : SortInput<Photo>
{
    /// <summary>When its upload began.</summary>
    public SortDirection? CreatedAt { get; set; }

    /// <summary>When the camera took it; photos that do not say come last, either way.</summary>
    public SortDirection? TakenAt { get; set; }

    internal override IEnumerable<(string, SortDirection?, Func<RowOrder<Photo>, bool, RowOrder<Photo>>)> Values =>
    [
        ("createdAt", CreatedAt, (order, descending) => order.Then(photo => photo.Id, descending)),
        ("takenAt", TakenAt, (order, descending) => order.Then(photo => photo.TakenAt, descending)),
    ];
}
