using Npgsql;

namespace PhotoShare;

/// <summary>Changes of the layout by a role of their own, so that the one of the servers can't make any.</summary>
public static class Migrating
{
    /// <summary>
    /// Brings the database up to date as the role of <see cref="Settings.MigrationDatabase"/>, and lets the role of
    /// <see cref="Settings.Database"/>, which it makes if need be, read and write rows. Gives the layout as it was before. Only with PostgreSQL.
    /// </summary>
    public static async Task<DatabaseLayout> MigrateAsOwner(Settings settings, CancellationToken ct)
    {
        var owner = string.IsNullOrEmpty(settings.MigrationDatabase) ? settings.Database! : settings.MigrationDatabase;
        await using var source = PostgresSource.Of(owner, prepares: false);
        await ServerRole.Prepare(source, owner, settings.Database!, ct);
        await using var db = PostgresDb.On(source);
        var before = await DatabaseLayout.Of(db, ct);
        await db.Migrate(ct);
        await Grant(source, UserOf(settings.Database!), ct);
        return before;
    }

    /// <summary>On what is there and on what will be. The list of changes and what the layout needs it may only read, and the audit log only add to.</summary>
    static async Task Grant(NpgsqlDataSource source, string? app, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        if (app is null || app == await ServerRole.Me(connection, ct)) return;
        var role = ServerRole.Quoted(app);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var sql in (string[])
        [
            $"GRANT USAGE ON SCHEMA public TO {role}",
            $"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            $"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            $"REVOKE INSERT, UPDATE, DELETE ON \"__EFMigrationsHistory\", layout FROM {role}",
            // What was written down for security's sake it may add to and chain, and neither change nor delete.
            $"REVOKE UPDATE, DELETE ON audit_events FROM {role}",
            $"GRANT UPDATE (position, hash) ON audit_events TO {role}",
            $"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
            $"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
        ])
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }

    static string? UserOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Username;
}

/// <summary>The layout is old, and the role may not change it.</summary>
public sealed class MayNotMigrate(Exception why) : Exception(
    $"The database lacks changes of this version, and this role may not make them ({DatabaseUnavailableException.WhatItSaid(why)}). Run: photoshare migrate, with PhotoShare__MigrationDatabase of the role that owns the tables.", why);
