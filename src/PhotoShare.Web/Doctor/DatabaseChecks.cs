namespace PhotoShare.Web;

/// <summary>The database, its layout, its replica and its clock.</summary>
public static class DatabaseChecks
{
    /// <summary>Behind this the replica is broken rather than slow.</summary>
    static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(30);

    /// <summary>Signed addresses and sessions bear no more between two machines.</summary>
    static readonly TimeSpan LargestDifference = TimeSpan.FromSeconds(5);

    public static async Task<string> Database(IServiceProvider services, CancellationToken ct)
    {
        var condition = await DatabaseCondition.Of(Db(services), ct);
        var whose = condition.Role is { } role ? $"{condition.Product} as {role}" : condition.Product;
        if (!condition.IsNewEnough) throw new OperatorException($"{whose} is older than 15. Update it.");
        if (condition.ClosedTables > 0) throw new OperatorException($"{whose} may not read and write {condition.ClosedTables} of the tables. Run: photoshare migrate, with PhotoShare__MigrationDatabase of the role that owns them.");
        return $"{whose}, which {(condition.MayChangeLayout ? "may" : "may not")} change the layout";
    }

    public static async Task<string> Migrations(IServiceProvider services, CancellationToken ct)
    {
        var db = Db(services);
        try
        {
            var (missing, newer) = await DatabaseLayout.Of(db, ct);
            if (newer is not null) return $"the layout is of a newer version (it has {newer}), which lets this one work";
            if (missing.Count == 0) return "the layout is that of this version";
            return (await DatabaseCondition.Of(db, ct)).MayChangeLayout
                ? $"{missing.Count} changes of the layout are made when the server starts"
                : throw new OperatorException($"{missing.Count} changes of this version are missing, and this role may not make them. Run: photoshare migrate, with PhotoShare__MigrationDatabase of the role that owns the tables.");
        }
        catch (DatabaseIsNewer newer)
        {
            throw new OperatorException(newer.Message, newer);
        }
    }

    public static async Task<string> Replica(IServiceProvider services, CancellationToken ct)
    {
        var settings = services.GetRequiredService<Settings>();
        if (string.IsNullOrEmpty(settings.DatabaseReplica)) return "none is set: the primary is read";
        var condition = await PostgresCondition.OfReplica(settings, ct);
        if (!condition.IsReplica) throw new OperatorException("What PhotoShare:DatabaseReplica names replays nobody's changes: it is no replica. Name one, or leave it out.");
        if (condition.Bytes == 0) return "has all that the primary has";
        return condition.Age < LongestLag
            ? $"{condition.Bytes:N0} bytes and {condition.Age.TotalSeconds:0.0} s behind the primary"
            : throw new OperatorException($"The replica is {condition.Bytes:N0} bytes and {condition.Age.TotalSeconds:0} s behind the primary. See why it does not replay, or leave PhotoShare:DatabaseReplica out.");
    }

    public static async Task<string> Clock(IServiceProvider services, CancellationToken ct)
    {
        var theirs = (await DatabaseCondition.Of(Db(services), ct)).Now;
        return Difference(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, theirs);
    }

    /// <summary>How a clock is beside that of the database.</summary>
    public static string Difference(DateTime ours, DateTime theirs) => (ours - theirs).Duration() is var apart && apart <= LargestDifference
        ? $"{ours:u}, {apart.TotalSeconds:0.0} s from the database's"
        : throw new OperatorException($"The clock of this machine is {apart.TotalSeconds:0} s from the database's ({ours:u} and {theirs:u}). Let both be set by NTP.");

    static PhotoShareDb Db(IServiceProvider services) => services.GetRequiredKeyedService<PhotoShareDb>(DatabaseSetup.Impatient);
}
