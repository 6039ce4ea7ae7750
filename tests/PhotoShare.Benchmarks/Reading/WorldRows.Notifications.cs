using Npgsql;

namespace PhotoShare.Benchmarks;

/// <summary>What the readers are told.</summary>
partial class WorldRows
{
    /// <summary>Of each reader.</summary>
    const int Notifications = 2_000;

    IEnumerable<(int Recipient, int N, Guid Id, int Post)> Told()
    {
        for (var reader = 0; reader < Readers.Count; reader++)
            for (var n = 0; n < Notifications; n++)
                yield return (size.People + reader, n + 1, Id(7, reader * Notifications + n, Now.AddMinutes(n - Notifications)), (int)((long)n * size.Posts / Notifications));
    }

    void NotificationRows(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryImport("COPY notifications (id, recipient_id, kind, post_id, position, updated_at, read_at) FROM STDIN (FORMAT BINARY)");
        foreach (var (recipient, n, id, post) in Told())
        {
            var at = Now.AddMinutes(n - Notifications);
            rows.StartRow();
            rows.Write(id);
            rows.Write(Person(recipient));
            rows.Write("Like");
            rows.Write(Post(post));
            rows.Write((long)n);
            rows.Write(at);
            if (n < Notifications - 30) rows.Write(at);
            else rows.WriteNull();
        }
        rows.Complete();
    }

    void NotificationCauses(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryImport("COPY notification_causes (id, recipient_id, actor_id, kind, post_id, created_at, notification_id) FROM STDIN (FORMAT BINARY)");
        var cause = 0;
        foreach (var (recipient, n, id, post) in Told())
            for (var i = 0; i < 1 + n % 5; i++)
            {
                rows.StartRow();
                rows.Write(Id(8, cause++, Now.AddMinutes(n - Notifications)));
                rows.Write(Person(recipient));
                rows.Write(Person((n * 5 + i) % size.People));
                rows.Write("Like");
                rows.Write(Post(post));
                rows.Write(Now.AddMinutes(n - Notifications));
                rows.Write(id);
            }
        rows.Complete();
    }
}
