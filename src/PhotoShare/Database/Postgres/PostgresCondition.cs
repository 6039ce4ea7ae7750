using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PhotoShare;

/// <summary>Looks at a PostgreSQL.</summary>
public static class PostgresCondition
{
    /// <summary>The oldest version that we are tested with.</summary>
    const int Oldest = 15;

    internal static async Task<DatabaseCondition> Of(PostgresDb db, CancellationToken ct)
    {
        var row = await db.Database.SqlQuery<Row>($"""
            SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version, current_user::text AS role, now() AS now,
              (SELECT count(*)::int FROM pg_class AS t JOIN pg_namespace AS s ON s.oid = t.relnamespace
               WHERE s.nspname = 'public' AND t.relkind = 'r' AND t.relname NOT IN ('__EFMigrationsHistory', 'layout')
                 AND NOT (has_table_privilege(t.oid, 'SELECT') AND has_table_privilege(t.oid, 'INSERT')
                   AND (t.relname = 'audit_events' OR has_table_privilege(t.oid, 'UPDATE') AND has_table_privilege(t.oid, 'DELETE')))) AS closed,
              has_schema_privilege('public', 'CREATE') AND coalesce(
                (SELECT bool_and(pg_has_role(t.relowner, 'USAGE')) FROM pg_class AS t JOIN pg_namespace AS s ON s.oid = t.relnamespace WHERE s.nspname = 'public' AND t.relkind = 'r'), TRUE) AS owns
            """).SingleAsync(ct);
        return new DatabaseCondition($"PostgreSQL {row.Version}", row.Number >= Oldest * 10_000, row.Role, row.Closed, row.Owns, row.Now);
    }

    /// <summary>How far the replica of the settings is behind their primary. Throws <see cref="System.Data.Common.DbException"/> when either is away.</summary>
    public static async Task<ReplicaCondition> OfReplica(Settings settings, CancellationToken ct)
    {
        await using var primary = PostgresSource.Of(settings.Database!);
        await using var replica = PostgresSource.Of(settings.DatabaseReplica!);
        await using var read = replica.CreateCommand("SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn()::text, coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp()), 0)::float8");
        await using var row = await read.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        if (!row.GetBoolean(0)) return new ReplicaCondition(false, 0, default);
        await using var compare = primary.CreateCommand("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), $1::pg_lsn)::bigint");
        compare.Parameters.Add(new NpgsqlParameter { Value = row.GetString(1) });
        return new ReplicaCondition(true, (long)(await compare.ExecuteScalarAsync(ct))!, TimeSpan.FromSeconds(row.GetDouble(2)));
    }

    sealed record Row(int Number, string Version, string Role, DateTime Now, int Closed, bool Owns);
}
