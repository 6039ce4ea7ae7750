namespace PhotoShare.Web;

/// <summary>Conditions on one kind of row, which a <c>where</c> combines.</summary>
public abstract class FilterInput<TSelf, TRow> where TSelf : FilterInput<TSelf, TRow>
{
    /// <summary>All of these must hold too.</summary>
    public IReadOnlyList<TSelf>? And { get; set; }

    /// <summary>At least one of these must hold too.</summary>
    public IReadOnlyList<TSelf>? Or { get; set; }

    /// <summary>Adds what this object itself asks for, all of which must hold.</summary>
    internal abstract void Describe(FilterBuilder<TRow> filter);
}

/// <summary>A condition on one value, which knows whether null was asked for: an operation with a null is asked for, one that is left out is not.</summary>
public abstract class ValueFilterInput<TValue>
{
    internal bool HasEq { get; private set; }
    internal bool HasNeq { get; private set; }

    /// <summary>It is exactly this; null finds what has none.</summary>
    public TValue? Eq
    {
        get;
        set => (field, HasEq) = (value, true);
    }

    /// <summary>It is not exactly this, or there is none; null finds what has one.</summary>
    public TValue? Neq
    {
        get;
        set => (field, HasNeq) = (value, true);
    }
}

/// <summary>Conditions on a text, all of which must hold.</summary>
/// <example>{contains: "lake"}</example>
public sealed class StringFilterInput : ValueFilterInput<string>
{
    /// <summary>This is somewhere in it, in upper or lower case. % and _ mean themselves.</summary>
    public string? Contains { get; set; }

    /// <summary>It begins with this, in upper or lower case. % and _ mean themselves.</summary>
    public string? StartsWith { get; set; }

    /// <summary>It is one of these, up to 100, letter by letter.</summary>
    public IReadOnlyList<string>? In { get; set; }

    /// <summary>It is none of these, up to 100, or there is none.</summary>
    public IReadOnlyList<string>? Nin { get; set; }
}

/// <summary>Conditions on a moment, all of which must hold: {gte: "2026-01-01T00:00:00Z", lt: "2027-01-01T00:00:00Z"} is the year 2026.</summary>
public sealed class DateTimeFilterInput : ValueFilterInput<DateTime?>
{
    /// <summary>It is after this.</summary>
    public DateTime? Gt { get; set; }

    /// <summary>It is this or after it.</summary>
    public DateTime? Gte { get; set; }

    /// <summary>It is before this.</summary>
    public DateTime? Lt { get; set; }

    /// <summary>It is this or before it.</summary>
    public DateTime? Lte { get; set; }
}

/// <summary>Conditions on how far a photo is, all of which must hold.</summary>
public sealed class PhotoStatusFilterInput : ValueFilterInput<PhotoStage?>
{
    /// <summary>It is one of these.</summary>
    public IReadOnlyList<PhotoStage>? In { get; set; }
}
