using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;
using PhotoShare.Tests;

namespace PhotoShare.Benchmarks;

/// <summary>
/// A PostgreSQL with very many rows, made once by COPY and kept in the temporary folder: the next run finds it. What is in it depends on its
/// size and on this program alone.
/// </summary>
sealed class World : IAsyncDisposable
{
    /// <summary>As for a machine of this size; two processors, and more memory than rows.</summary>
    const string Options = "-c shared_buffers=2GB -c effective_cache_size=8GB -c maintenance_work_mem=1GB -c max_wal_size=8GB -c synchronous_commit=off";

    readonly Postgres postgres;
    readonly string folder;

    World(WorldSize size, Postgres postgres, string folder, string connectionString) =>
        (Size, this.postgres, this.folder, ConnectionString) = (size, postgres, folder, connectionString);

    public WorldSize Size { get; }

    /// <summary>As the owner of everything.</summary>
    public string ConnectionString { get; }

    /// <summary>What the server of this world keeps beside its database.</summary>
    public string DataDirectory => Path.Combine(folder, "server");

    string Done => Path.Combine(folder, "done");

    public static async Task<World> Open(WorldSize size)
    {
        var folder = Path.Combine(Path.GetTempPath(), "photoshare-worlds", Name(size));
        if (Directory.Exists(folder) && !File.Exists(Path.Combine(folder, "done"))) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        // One of a layout that was takes sixteen gigabytes for nothing.
        foreach (var old in Directory.GetDirectories(Path.GetDirectoryName(folder)!, $"{size.Posts}-*").Where(other => other != folder)) Directory.Delete(old, recursive: true);
        var postgres = await Postgres.Kept(Path.Combine(folder, "postgres"), Options);
        try
        {
            var done = Path.Combine(folder, "done");
            var connectionString = File.Exists(done) ? await File.ReadAllTextAsync(done) : await postgres.CreateMigratedDatabase();
            var world = new World(size, postgres, folder, connectionString);
            if (!File.Exists(done)) await world.Fill();
            return world;
        }
        catch
        {
            await postgres.End("immediate");
            throw;
        }
    }

    /// <summary>Another layout or another program makes another world.</summary>
    static string Name(WorldSize size)
    {
        var made = string.Concat(Directory.GetFiles(Repository.PathOf("tests", "PhotoShare.Benchmarks", "Reading"), "World*.cs")
            .Concat(Directory.GetFiles(Repository.PathOf("tests", "PhotoShare.Benchmarks", "Reading"), "peers.sql"))
            .Concat(Directory.GetFiles(Repository.PathOf("src", "PhotoShare", "Database", "Postgres", "Migrations"), "*Snapshot.cs"))
            .Order(StringComparer.Ordinal).Select(File.ReadAllText));
        return $"{size.Posts}-{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{size}{made}")))[..12]}";
    }

    async Task Fill()
    {
        var (clock, rows) = (Stopwatch.StartNew(), new WorldRows(Size));
        await Run("""
            CREATE TABLE indexes_to_make AS SELECT indexdef FROM pg_indexes
            WHERE schemaname = 'public' AND tablename IN ('users', 'posts', 'photos', 'post_hashtags', 'follows', 'comments', 'likes', 'notifications', 'notification_causes') AND indexname NOT LIKE 'pk_%';
            DO $$ DECLARE name text; BEGIN FOR name IN SELECT indexname FROM pg_indexes JOIN indexes_to_make USING (indexdef) LOOP EXECUTE format('DROP INDEX %I', name); END LOOP; END $$;
            """);
        // Rows refer to what is made beside them; checking each again would take longer than making them.
        await Parallel.ForEachAsync(rows.Tables, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (table, ct) =>
        {
            await using var connection = await Connect();
            await Execute(connection, "SET session_replication_role = replica");
            table.Write(connection);
            Console.WriteLine($"{clock.Elapsed:mm\\:ss} {table.Table}");
        });
        var definitions = new List<string>();
        await using (var connection = await Connect())
        await using (var command = new NpgsqlCommand("SELECT indexdef FROM indexes_to_make", connection))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) definitions.Add(reader.GetString(0));
        await Parallel.ForEachAsync(definitions, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (definition, ct) => await Run(definition));
        Console.WriteLine($"{clock.Elapsed:mm\\:ss} indexes");
        await Run("DROP TABLE indexes_to_make");
        await Run(PhotoShare.Database.Postgres.Migrations.FollowCounts.CountAll);
        await Run(PhotoShare.Database.Postgres.Migrations.PostCounts.CountAll);
        await Run(await File.ReadAllTextAsync(Repository.PathOf("tests", "PhotoShare.Benchmarks", "Reading", "peers.sql")));
        await Run("VACUUM (ANALYZE)");
        await Run("CHECKPOINT");
        await File.WriteAllTextAsync(Done, ConnectionString);
        Console.WriteLine($"{clock.Elapsed:mm\\:ss} {Size}");
    }

    public async Task<T> Ask<T>(string sql, params object[] values)
    {
        await using var connection = await Connect();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"{sql} found nothing."));
    }

    async Task Run(string sql)
    {
        await using var connection = await Connect();
        await Execute(connection, sql);
    }

    static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    async Task<NpgsqlConnection> Connect()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await postgres.End("fast");
    }
}
