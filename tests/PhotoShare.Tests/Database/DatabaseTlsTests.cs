using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A database that is spoken to by TLS and must be certified by who is named for it, as RDS is.</summary>
[Trait("Kind", "Real")]
public sealed class DatabaseTlsTests : IAsyncLifetime, IDisposable
{
    readonly TemporaryFolder data = new();
    readonly int port = FreePort.Take();
    Postgres server = null!;

    public async Task InitializeAsync()
    {
        server = await Postgres.OfOnesOwn($"-c listen_addresses=127.0.0.1 -c port={port}");
        using var authority = Authority("right");
        using var other = Authority("wrong");
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        await server.UseTls(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        // AWS's bundle has those of all regions.
        await File.WriteAllTextAsync(InFolder("bundle.pem"), $"{other.ExportCertificatePem()}\n{authority.ExportCertificatePem()}\n");
        await File.WriteAllTextAsync(InFolder("other.pem"), other.ExportCertificatePem());
    }

    [Fact]
    public async Task A_server_that_the_bundle_certifies_is_spoken_to_by_TLS_and_no_other()
    {
        Assert.NotEmpty((await Migrating.MigrateAsOwner(new Settings { Database = Database("bundle.pem") }, default)).Missing);
        await using var source = NpgsqlDataSource.Create(Database("bundle.pem"));
        await using var command = source.CreateCommand("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
        Assert.Equal(true, await command.ExecuteScalarAsync());

        ShouldFailWithOneLine(await new OperatorProgram(data.Path, Database("other.pem")).Run("migrate"), "certificate");
        await Assert.ThrowsAsync<NpgsqlException>(() => Migrating.MigrateAsOwner(new Settings { Database = Database("bundle.pem", "127.0.0.1") }, default));
    }

    [Fact]
    public async Task A_root_certificate_that_is_missing_is_said_at_the_start() =>
        ShouldFailWithOneLine(await new OperatorProgram(data.Path, Database("nothing.pem")).Run("--urls", "http://127.0.0.1:0"), InFolder("nothing.pem"), "Root Certificate", "PhotoShare:Database");

    string InFolder(string name) => Path.Combine(data.Path, name);

    string Database(string roots, string host = "localhost") => $"Host={host};Port={port};Username=postgres;Database=postgres;SSL Mode=VerifyFull;Root Certificate={InFolder(roots)}";

    static void ShouldFailWithOneLine(CommandResult result, params string[] words)
    {
        Assert.True(result.ExitCode == 1, $"{result}");
        var line = Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.OrdinalIgnoreCase));
    }

    static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    public Task DisposeAsync() => server.Stop();

    public void Dispose() => data.Dispose();
}
