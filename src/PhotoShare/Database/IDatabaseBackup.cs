namespace PhotoShare;

/// <summary>Takes the whole database out as it is at one moment, beside whoever writes, and puts it back.</summary>
public interface IDatabaseBackup
{
    /// <summary>Its name in a backup; what was taken out of one kind does not go into another.</summary>
    string Kind { get; }

    /// <summary>Held by whoever backs this instance up, and given back by the end of the process at the latest. Throws <see cref="RecoveryException"/> while another does.</summary>
    Task<IAsyncDisposable> Hold(CancellationToken ct);

    /// <summary>Writes the database as it is now into a new file, and gives a look at exactly that.</summary>
    Task<IDatabaseSnapshot> Take(string file, CancellationToken ct);

    /// <summary>All changes of the layout that this version knows.</summary>
    IReadOnlyCollection<string> KnownMigrations { get; }

    /// <summary>What is there already and would be written over, and what to do about it; <c>null</c> when there is nothing. Throws <see cref="RecoveryException"/> where nothing can be put back at all.</summary>
    Task<string?> InTheWay(CancellationToken ct);

    /// <summary>Puts the file of <see cref="Take"/> back, whole or not at all.</summary>
    Task Restore(string file, CancellationToken ct);
}

/// <summary>The database as it was at one moment.</summary>
public interface IDatabaseSnapshot : IAsyncDisposable
{
    PhotoShareDb Db { get; }
}

public static class DatabaseBackup
{
    /// <summary>That of the configured database.</summary>
    public static IDatabaseBackup Of(Settings settings) => string.IsNullOrEmpty(settings.Database) ? new SqliteBackup(settings) : new PostgresBackup(settings);
}
