using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace PhotoShare;

/// <summary>A program of PostgreSQL's on this machine.</summary>
sealed partial record PostgresTools(string Path, int Version)
{
    /// <summary>Where Debian, Red Hat and Homebrew keep each version's.</summary>
    static readonly string[] Homes = ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin"];

    /// <summary>The one that is closest above the server's version: an older one refuses the server, a much newer one says things that the server does not understand.</summary>
    public static async Task<PostgresTools> Find(string name, int server, CancellationToken ct)
    {
        PostgresTools? best = null;
        foreach (var path in Candidates(name))
            if (await VersionOf(path, ct) is { } version && version >= server && (best is null || version < best.Version)) best = new PostgresTools(path, version);
        return best ?? throw new RecoveryException(
            $"{name} of PostgreSQL {server} or newer is not on this machine. Install it (Debian: apt-get install postgresql-client-{server}), or put it in the PATH.");
    }

    /// <summary>Runs it on a database and throws <see cref="RecoveryException"/> with what it said when it fails. No password is among its arguments.</summary>
    public async Task Run(string connectionString, IEnumerable<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Path, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var (name, value) in EnvironmentOf(new NpgsqlConnectionStringBuilder(connectionString)))
            if (value is not null) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new RecoveryException($"{Path} does not start.");
        process.StandardInput.Close();
        try
        {
            var (said, output) = (process.StandardError.ReadToEndAsync(ct), process.StandardOutput.ReadToEndAsync(ct));
            await Task.WhenAll(said, output, process.WaitForExitAsync(ct));
            if (process.ExitCode != 0) throw new RecoveryException($"{Path} failed: {(await said).ReplaceLineEndings(" ").Trim()}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>https://www.postgresql.org/docs/current/libpq-envars.html</summary>
    static IEnumerable<(string, string?)> EnvironmentOf(NpgsqlConnectionStringBuilder said) =>
    [
        ("PGHOST", said.Host), ("PGPORT", said.Port.ToString(CultureInfo.InvariantCulture)), ("PGUSER", said.Username), ("PGPASSWORD", said.Password), ("PGDATABASE", said.Database),
        ("PGPASSFILE", said.Passfile), ("PGSSLROOTCERT", said.RootCertificate), ("PGSSLCERT", said.SslCertificate), ("PGSSLKEY", said.SslKey), ("PGCONNECT_TIMEOUT", "10"),
        ("PGSSLMODE", said.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() }),
    ];

    static IEnumerable<string> Candidates(string name)
    {
        var folders = Homes.SelectMany(Matching).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        return folders.Select(folder => System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)).Where(File.Exists);
    }

    static IEnumerable<string> Matching(string pattern)
    {
        // The one segment with a star.
        var parts = pattern.Split('/');
        var star = Array.FindIndex(parts, part => part.Contains('*', StringComparison.Ordinal));
        var above = string.Join('/', parts[..star]);
        return Directory.Exists(above) ? Directory.EnumerateDirectories(above, parts[star]).Select(found => string.Join('/', [found, .. parts[(star + 1)..]])) : [];
    }

    static async Task<int?> VersionOf(string path, CancellationToken ct)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return Number().Match(said) is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) : null;
        }
        catch (Win32Exception)
        {
            // Not a program that this machine can run, and so none to choose.
            return null;
        }
    }

    [GeneratedRegex(@"(?<=\) )\d+")]
    private static partial Regex Number();
}
