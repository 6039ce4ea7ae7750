namespace PhotoShare.Web;

/// <summary>A place in explore as a cursor: the window with its moment and both its ends, and the rank in it.</summary>
readonly record struct ExplorePlace(ExploreWindow Window, double Score, Guid Id)
{
    /// <summary>Tells its cursors from those of other lists.</summary>
    const uint Order = 0x4558_504C;

    /// <summary>Whether a post comes after the place, in the same window.</summary>
    public bool IsBefore(LivelyPost post) => IsBefore(post.Score, post.Moment.Id);

    public bool IsBefore(ExplorePlace other) => IsBefore(other.Score, other.Id);

    bool IsBefore(double score, Guid id) => score < Score || (score == Score && id.CompareTo(Id) < 0);

    public override string ToString()
    {
        var cursor = new CursorWriter(Order);
        cursor.Write(Window.At, nullable: false);
        cursor.Write(Window.Below?.PublishedAt, nullable: true);
        cursor.Write(Window.Below?.Id, nullable: true);
        cursor.Write(Window.From!.Value.PublishedAt, nullable: false);
        cursor.Write(Window.From.Value.Id, nullable: false);
        cursor.Write(Score, nullable: false);
        cursor.Write(Id, nullable: false);
        return cursor.ToString();
    }

    /// <summary>Refuses what is no cursor of explore.</summary>
    public static ExplorePlace Parse(string cursor)
    {
        try
        {
            var reader = new CursorReader(cursor, Order);
            var at = (DateTime)reader.Read(typeof(DateTime), nullable: false)!;
            var below = (DateTime?)reader.Read(typeof(DateTime), nullable: true);
            var belowId = (Guid?)reader.Read(typeof(Guid), nullable: true);
            var from = new PostMoment((DateTime)reader.Read(typeof(DateTime), nullable: false)!, (Guid)reader.Read(typeof(Guid), nullable: false)!);
            var (score, id) = ((double)reader.Read(typeof(double), nullable: false)!, (Guid)reader.Read(typeof(Guid), nullable: false)!);
            reader.End();
            return new ExplorePlace(new ExploreWindow(at, below is { } time && belowId is { } key ? new PostMoment(time, key) : null, from), score, id);
        }
        catch (FormatException)
        {
            throw new Refused("INVALID_CURSOR", "That is not a cursor of this list. Use one that the API gave for it.", "after");
        }
    }
}
