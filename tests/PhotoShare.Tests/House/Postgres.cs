namespace PhotoShare.Tests;

/// <summary>
/// A real PostgreSQL of our own, from Debian's binaries, on a socket in a temporary folder: no port, nothing shared, nothing left.
/// The houses that are open share it; the last one to close ends it.
/// </summary>
sealed class Postgres
{
    const string Template = "migrated";

    static readonly SemaphoreSlim Door = new(1, 1);
    static Postgres? running;
    static int users;

    readonly string options;
    readonly Lazy<Task> template;
    readonly string folder;
    readonly string binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin")).Last()
        : throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql, or let tests/run do it.");

    Postgres(string options, string? folder = null) =>
        (this.options, this.folder, template) = (options, folder ?? Path.Combine("/tmp", $"photoshare-pg-{Guid.NewGuid():n}"), new Lazy<Task>(MakeTemplate));

    string Data => Path.Combine(folder, "data");

    public static async Task<Postgres> Enter()
    {
        await Door.WaitAsync();
        try
        {
            running ??= await Start("-c synchronous_commit=off");
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
        return ConnectionString(name);
    }

    /// <summary>A new database with this version's layout, as a connection string: a copy of one that was migrated.</summary>
    public async Task<string> CreateMigratedDatabase()
    {
        await template.Value;
        var name = $"house_{Guid.NewGuid():n}";
        await Run("createdb", "-h", folder, "-U", "postgres", "-T", Template, name);
        return ConnectionString(name);
    }

    async Task MakeTemplate()
    {
        await Run("createdb", "-h", folder, "-U", "postgres", Template);
        await Migrating.MigrateAsOwner(new Settings { Database = ConnectionString(Template) }, default);
    }

    /// <summary>As the owner of everything, unless <paramref name="user"/> says whom. Patient, since many tests share the machine.</summary>
    public string ConnectionString(string database, string user = "postgres") => $"Host={folder};Username={user};Database={database};Timeout=15;Maximum Pool Size=20";

    /// <summary>One that nobody shares, for a test that stops it.</summary>
    /// <param name="options">More of the server's command line.</param>
    public static Task<Postgres> OfOnesOwn(string options = "") => Start(options);

    /// <summary>One whose folder stays, with what was in it: it is ended by <see cref="End"/>.</summary>
    public static async Task<Postgres> Kept(string folder, string options)
    {
        if (!Directory.Exists(folder)) return await Start(options, folder);
        var postgres = new Postgres(options, folder);
        await postgres.Begin();
        return postgres;
    }

    static async Task<Postgres> Start(string options, string? folder = null)
    {
        var postgres = await Empty(options, folder);
        await postgres.Run("initdb", "-D", postgres.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await postgres.Begin();
        return postgres;
    }

    /// <summary>A streaming replica of this one, caught up with it a moment later.</summary>
    public async Task<Postgres> Replica()
    {
        var replica = await Empty("");
        await replica.Run("pg_basebackup", "-h", folder, "-U", "postgres", "-D", replica.Data, "-R", "-X", "stream", "-c", "fast", "--no-sync");
        await replica.Begin();
        return replica;
    }

    /// <summary>From now on a role needs its password.</summary>
    public async Task AskForPassword(string role)
    {
        var rules = Path.Combine(Data, "pg_hba.conf");
        await File.WriteAllTextAsync(rules, $"local all {role} scram-sha-256\n{await File.ReadAllTextAsync(rules)}");
        await Run("pg_ctl", "-D", Data, "reload");
    }

    /// <summary>From now on it speaks TLS as well, on its port. Both PEM.</summary>
    public async Task UseTls(string certificate, string key)
    {
        foreach (var (name, pem) in (IEnumerable<(string, string)>)[("server.crt", certificate), ("server.key", key)])
        {
            var path = Path.Combine(Data, name);
            await File.WriteAllTextAsync(path, pem);
            await Succeed("chmod", "600", path);
            if (Environment.IsPrivilegedProcess) await Succeed("chown", "postgres", path);
        }
        await End("fast");
        await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.conf"), "ssl = on\n");
        await Begin();
    }

    /// <summary>All that it has logged.</summary>
    public Task<string> Log() => File.ReadAllTextAsync(Path.Combine(folder, "log"));

    static async Task<Postgres> Empty(string options, string? folder = null)
    {
        var postgres = new Postgres(options, folder);
        Directory.CreateDirectory(postgres.folder);
        if (Environment.IsPrivilegedProcess) await Succeed("chown", "postgres", postgres.folder);
        return postgres;
    }

    public Task Begin() => Run("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(folder, "log"), "start",
        "-o", $"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off -c max_connections=200 {options}");

    /// <summary>Ends it as <c>pg_ctl</c> does: <c>fast</c> breaks every connection off in good order, <c>immediate</c> is a crash.</summary>
    public Task End(string mode) => Run("pg_ctl", "-D", Data, "-m", mode, "-w", "stop");

    public async Task Stop()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) await End("immediate");
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
