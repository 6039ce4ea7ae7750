namespace PhotoShare;

/// <summary>How a database is, for whoever looks after it.</summary>
/// <param name="Product">Its name and version.</param>
/// <param name="IsNewEnough">Whether this version of it is one that we know.</param>
/// <param name="Role">As whom we are there; <c>null</c> where there are no roles.</param>
/// <param name="ClosedTables">Tables whose rows that role may not read and write.</param>
/// <param name="MayChangeLayout">Whether it may bring the database up to date.</param>
/// <param name="Now">The database's clock.</param>
public sealed record DatabaseCondition(string Product, bool IsNewEnough, string? Role, int ClosedTables, bool MayChangeLayout, DateTime Now)
{
    public static Task<DatabaseCondition> Of(PhotoShareDb db, CancellationToken ct) => db.Condition(ct);
}

/// <summary>How far a replica is behind.</summary>
/// <param name="IsReplica">Whether it replays another's changes at all.</param>
/// <param name="Bytes">Of the primary's log that it has not replayed.</param>
/// <param name="Age">How old the last change is that it has.</param>
public sealed record ReplicaCondition(bool IsReplica, long Bytes, TimeSpan Age);
