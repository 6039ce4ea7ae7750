using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PhotoShare;

/// <summary>
/// The bus of several servers on one PostgreSQL (https://www.postgresql.org/docs/current/sql-notify.html): one connection is kept for
/// listening. It has to reach the server itself, or a pooler that keeps sessions.
/// </summary>
public sealed class PostgresEventBus(IDbContextFactory<PhotoShareDb> databases, ILogger<PostgresEventBus> log) : SharedEventBus(log)
{
    /// <summary>A connection whose other end vanished without a word would be listened on for ever.</summary>
    static readonly TimeSpan ProofOfLife = TimeSpan.FromSeconds(15);

    public override string Carrier => "PostgreSQL (LISTEN/NOTIFY)";

    /// <summary>PostgreSQL takes less than 8,000.</summary>
    protected override int MaxMessageBytes => 7_900;

    protected override async Task Listen(Action listening, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        connection.Notification += Notified;
        try
        {
            await db.Database.ExecuteSqlRawAsync($"LISTEN {Channel}", ct);
            listening();
            // Past the context: that one would connect anew, and listen to nothing.
            await using var proof = new NpgsqlCommand("SELECT 1", connection);
            while (true)
                if (!await connection.WaitAsync(ProofOfLife, ct)) await proof.ExecuteNonQueryAsync(ct);
        }
        finally
        {
            connection.Notification -= Notified;
        }

        void Notified(object sender, NpgsqlNotificationEventArgs notification) => Hear(notification.Payload);
    }

    protected override async Task Send(IReadOnlyList<string> messages, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, message) FROM unnest({messages.ToArray()}) AS message", ct);
    }
}
