namespace PhotoShare.Tests;

/// <summary>Which database the whole suite runs on: PHOTOSHARE_TEST_DATABASE is <c>sqlite</c> (the default) or <c>postgres</c>.</summary>
static class TestDatabase
{
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("PHOTOSHARE_TEST_DATABASE") switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"PHOTOSHARE_TEST_DATABASE is sqlite or postgres, not {other}."),
    };

    /// <summary>A new database for one house as a connection string; <c>null</c> for SQLite, whose file lies in the data folder.</summary>
    public static async Task<string?> Create() => IsPostgres ? await (await Postgres.Enter()).CreateDatabase() : null;

    /// <summary>The same with this version's layout, where that saves making it.</summary>
    public static async Task<string?> CreateMigrated() => IsPostgres ? await (await Postgres.Enter()).CreateMigratedDatabase() : null;

    public static Task Leave() => IsPostgres ? Postgres.Leave() : Task.CompletedTask;
}
