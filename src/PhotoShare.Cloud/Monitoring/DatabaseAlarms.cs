namespace PhotoShare.Cloud;

/// <summary>Rows, and what servers share.</summary>
static class DatabaseAlarms
{
    const double Gigabyte = 1024.0 * 1024 * 1024;

    /// <summary>RDS gives PostgreSQL some 112 connections for each gigabyte of memory; this is four fifths of a db.t4g.medium's, and little for a larger one.</summary>
    const double Connections = 340;

    public static void Raise(AlarmBoard alarms, Metrics metrics, CloudParameters parameters)
    {
        alarms.Below("DatabaseStorage", metrics.Database("FreeStorageSpace", "Minimum"), parameters.DatabaseStorage * 0.1 * Gigabyte, 5, "Less than a tenth of the database's first storage is free, and it has not grown by itself: it may have reached its bound.");
        alarms.Above("DatabaseConnections", metrics.Database("DatabaseConnections", "Maximum"), Connections, 5, "Nearly all connections are taken. There are too many servers for this class of database.");
        alarms.Above("DatabaseProcessor", metrics.Database("CPUUtilization", "Average"), 85, 10, "The database has been busy for ten minutes. Performance Insights says with what.");
        alarms.Below("DatabaseMemory", metrics.Database("FreeableMemory", "Minimum"), 0.2 * Gigabyte, 10, "The database's memory is nearly full.");
        if (metrics.HasReplica)
            alarms.Above("ReplicaLag", metrics.Replica("ReplicaLag", "Maximum"), 30, 5, "The replica is more than half a minute behind: explore and search show old rows.");
        if (metrics.HasCache)
            foreach (var node in (int[])[1, 2])
                alarms.Above($"CacheMemory{node}", metrics.Cache("DatabaseMemoryUsagePercentage", "Maximum", node), 80, 10, "The cache is nearly full.");
    }
}
