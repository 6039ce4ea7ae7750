namespace PhotoShare.Web;

/// <summary>What is read of a list in its order.</summary>
/// <param name="From">The values of the order at the place where it begins; <c>null</c> at the list's own beginning.</param>
/// <param name="IsAhead">From there to the list's end; else from there, with what is there, to its beginning.</param>
/// <param name="Count">How many rows at most.</param>
/// <param name="Kind">What the list is made of for this viewer, by <see cref="ConnectionLoader{TParent, TRow}.KindOf"/>; <c>null</c> if nobody asked.</param>
public readonly record struct RowRange(IReadOnlyList<object?>? From, bool IsAhead, int Count, object? Kind = null);
