using Amazon.S3.Model;
using Npgsql;

namespace PhotoShare.Tests;

/// <summary>Where an instance may come to stand: an empty data folder, and as the suite has it an empty database and an empty bucket.</summary>
sealed class Site : IAsyncDisposable
{
    /// <summary>Beside a server that is kept busy, and other tests.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    readonly TemporaryFolder data = new();

    public string DataDirectory => data.Path;
    public string? Database { get; private init; }

    /// <summary>As the servers use the bucket.</summary>
    public IReadOnlyDictionary<string, string?> Store { get; private init; } = new Dictionary<string, string?>();

    /// <summary>The suite's database, and everything else embedded.</summary>
    public static async Task<Site> Embedded() => new() { Database = await TestDatabase.Create() };

    /// <summary>With the master key of a house, as an operator brings it along; a KMS key is where it was.</summary>
    public static async Task<Site> For(House house, byte[]? masterKey)
    {
        var server = TestDatabase.IsPostgres ? await RadosGateway.Running : null;
        var site = new Site
        {
            Database = house.ConnectionString is null ? null : await (await Postgres.Enter()).CreateDatabase(),
            Store = server is null ? new Dictionary<string, string?>() : server.SettingsOf(await server.CreateBuckets()),
        };
        if (masterKey is not null) site.Bring(masterKey);
        return site;
    }

    public void Bring(byte[] masterKey)
    {
        var file = Path.Combine(DataDirectory, "master.key");
        File.WriteAllBytes(file, masterKey);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>The program with the credentials of the bucket's owner, who may write all of it.</summary>
    public OperatorProgram Operator(string? kmsKey) => new(DataDirectory, Database, kmsKey, AsOwner(Store), Patience);

    /// <summary>The program of a house, with where buckets of backups lie.</summary>
    public static OperatorProgram OperatorOf(House house) => new(house.DataDirectory, house.ConnectionString, house.KmsKey, WithBackups(house.Store), Patience);

    static Dictionary<string, string?> AsOwner(IReadOnlyDictionary<string, string?> store) => store.Count == 0 ? [] : new(WithBackups(store))
    {
        ["PhotoShare:Store:AccessKey"] = "owner",
        ["PhotoShare:Store:SecretKey"] = "owner-secret",
    };

    static Dictionary<string, string?> WithBackups(IReadOnlyDictionary<string, string?> store) => store.Count == 0 ? [] : new(store)
    {
        ["PhotoShare:Backup:Endpoint"] = store["PhotoShare:Store:Endpoint"],
        ["PhotoShare:Backup:AccessKey"] = "owner",
        ["PhotoShare:Backup:SecretKey"] = "owner-secret",
    };

    public static async Task Drop(string connectionString)
    {
        var (server, name) = (new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false }, new NpgsqlConnectionStringBuilder(connectionString).Database);
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE {name} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }

    /// <summary>Each of the buckets that the name stands for.</summary>
    public static async Task Empty(string bucket)
    {
        var server = await RadosGateway.Running;
        using var owner = server.ClientOf("owner");
        foreach (var name in server.OptionsOf("owner", bucket).All)
            while (await owner.ListObjectsV2Async(new ListObjectsV2Request { BucketName = name }) is { S3Objects: { Count: > 0 } found })
                await owner.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = name, Objects = found.ConvertAll(o => new KeyVersion { Key = o.Key }) });
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is not null) await Postgres.Leave();
        data.Dispose();
    }
}
