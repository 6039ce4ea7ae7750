namespace PhotoShare.Tests;

/// <summary>
/// A real PostgreSQL of our own, from Debian's binaries, on a socket in a temporary folder: no port, nothing shared, nothing left.
/// The houses that are open share it; the last one to close ends it.
/// </summary>
sealed class Postgres
{
    static readonly SemaphoreSlim Door = new(1, 1);
    static Postgres? running;
    static int users;

    readonly string folder = Path.Combine("/tmp", $"photoshare-pg-{Guid.NewGuid():n}");
    readonly string binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin")).Last()
        : throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql, or let tests/run do it.");

    string Data => Path.Combine(folder, "data");

    public static async Task<Postgres> Enter()
    {
        await Door.WaitAsync();
        try
        {
            running ??= await Start();
            users++;
            return running;
        }
        finally
        {
            Door.Release();
        }
    }

    public static async Task Leave()
    {
        await Door.WaitAsync();
        try
        {
            if (--users > 0) return;
            await running!.Stop();
            running = null;
        }
        finally
        {
            Door.Release();
        }
    }

    /// <summary>A new, empty database, as a connection string.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = $"house_{Guid.NewGuid():n}";
        await Run("createdb", "-h", folder, "-U", "postgres", name);
        return $"Host={folder};Username=postgres;Database={name};Maximum Pool Size=20";
    }

    static async Task<Postgres> Start()
    {
        var postgres = new Postgres();
        Directory.CreateDirectory(postgres.folder);
        if (Environment.IsPrivilegedProcess) await Succeed("chown", "postgres", postgres.folder);
        await postgres.Run("initdb", "-D", postgres.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await postgres.Run("pg_ctl", "-D", postgres.Data, "-w", "-l", Path.Combine(postgres.folder, "log"), "start",
            "-o", $"-c listen_addresses='' -c unix_socket_directories={postgres.folder} -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200");
        return postgres;
    }

    async Task Stop()
    {
        await Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>As the user <c>postgres</c> when we are root: initdb refuses root.</summary>
    Task Run(string program, params string[] arguments)
    {
        var path = Path.Combine(binaries, program);
        return Environment.IsPrivilegedProcess ? Succeed("runuser", ["-u", "postgres", "--", path, .. arguments]) : Succeed(path, arguments);
    }

    static async Task Succeed(string program, params string[] arguments)
    {
        var result = await Commands.Run(program, arguments);
        if (result.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {result.Error}{result.Output}");
    }
}
