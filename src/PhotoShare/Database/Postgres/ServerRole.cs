using Npgsql;

namespace PhotoShare;

/// <summary>The role that the servers work as, made by the owner of the layout.</summary>
static class ServerRole
{
    /// <summary>
    /// Makes the role that is not there, with LOGIN and its password; of one that is there it sets the password where the database refuses it,
    /// as after a change of the secret. Throws <see cref="MayNotMakeRole"/> where the owner may not.
    /// </summary>
    /// <param name="owner">The owner's connection string, which <paramref name="source"/> is of.</param>
    /// <param name="app">That of the servers.</param>
    public static async Task Prepare(NpgsqlDataSource source, string owner, string app, CancellationToken ct)
    {
        var said = new NpgsqlConnectionStringBuilder(app);
        await using var connection = await source.OpenConnectionAsync(ct);
        var me = await Me(connection, ct);
        if (said.Username is not { } name || name == me) return;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Another that migrates at the same time waits here, and then finds the role.
        await Execute($"SELECT pg_advisory_xact_lock({PostgresDb.MigrationLock})");
        if (!await IsThere(connection, name, ct))
            await Execute($"CREATE ROLE {Quoted(name)} LOGIN {PasswordIn(said)}");
        else if (said.Password is { Length: > 0 } && !await IsTaken(owner, said, ct))
            await Execute($"ALTER ROLE {Quoted(name)} {PasswordIn(said)}");
        await transaction.CommitAsync(ct);

        async Task Execute(string sql)
        {
            try
            {
                await using var command = new NpgsqlCommand(sql, connection);
                await command.ExecuteNonQueryAsync(ct);
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new MayNotMakeRole(name, me, isThere: sql.StartsWith("ALTER", StringComparison.Ordinal), refused);
            }
        }
    }

    /// <summary>Whose connection it is, which may be said by the environment and not by its string.</summary>
    internal static async Task<string> Me(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT current_user", connection);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    internal static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static async Task<bool> IsThere(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", connection) { Parameters = { new() { Value = name } } };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>None stays none: where who opens the socket or has the certificate is the role.</summary>
    static string PasswordIn(NpgsqlConnectionStringBuilder said) => said.Password is { Length: > 0 } password ? $"PASSWORD '{ScramVerifier.Of(password)}'" : "";

    /// <summary>Whether the database takes the password. Tried at the owner's address, since there it would be changed.</summary>
    static async Task<bool> IsTaken(string owner, NpgsqlConnectionStringBuilder said, CancellationToken ct)
    {
        await using var source = PostgresSource.Of(new NpgsqlConnectionStringBuilder(owner) { Username = said.Username, Password = said.Password, Pooling = false }.ConnectionString);
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            return true;
        }
        catch (PostgresException refused)
        {
            // Whatever else it refuses, such as this machine, has nothing to do with the password.
            return refused.SqlState != PostgresErrorCodes.InvalidPassword;
        }
    }
}

/// <summary>The servers' role is missing or has another password, and the owner of the layout has no right to change that.</summary>
public sealed class MayNotMakeRole(string role, string owner, bool isThere, Exception why) : Exception(
    (isThere ? $"The database refuses the password of the role {role}, and {owner} may not set it" : $"There is no role {role} in the database, and {owner} may not make it")
    + $" ({DatabaseUnavailableException.WhatItSaid(why)}). Give {owner} CREATEROLE, or run as a role that has it: {(isThere ? "ALTER" : "CREATE")} ROLE {ServerRole.Quoted(role)} {(isThere ? "" : "LOGIN ")}PASSWORD '…'", why);
