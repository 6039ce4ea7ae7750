using System.Data.Common;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace PhotoShare.Web;

/// <summary>
/// Settings that are secret and lie elsewhere: in files, where a setting's name ends in <c>_FILE</c> and names one (secrets of Docker and
/// Kubernetes), or in AWS Secrets Manager, read by way of the Systems Manager. They stand before all other configuration.
/// </summary>
sealed class Secrets(IConfiguration configuration) : ConfigurationProvider, IConfigurationSource
{
    const string Section = "PhotoShare";
    const string File = "_FILE";

    /// <summary>By this path the Systems Manager gives what Secrets Manager keeps: https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html</summary>
    const string SecretsManager = "/aws/reference/secretsmanager/";

    /// <summary>Tells within some 15 s that it can't be reached. Region, credentials and <c>AWS_ENDPOINT_URL_SSM</c> are those of the AWS environment.</summary>
    static readonly AmazonSimpleSystemsManagementConfig Patience = new() { Timeout = TimeSpan.FromSeconds(4), MaxErrorRetry = 2 };

    /// <summary>Reads all that a configuration names and lays it over the rest; <c>null</c> when it names nothing.</summary>
    public static async Task<Secrets?> AddTo(ConfigurationManager configuration, CancellationToken ct)
    {
        var secrets = new Secrets(configuration);
        await secrets.Read(ct);
        if (secrets.Data.Count == 0) return null;
        ((IConfigurationBuilder)configuration).Add(secrets);
        return secrets;
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Reads everything anew. Throws <see cref="OperatorException"/> when something can't be read.</summary>
    public async Task Read(CancellationToken ct)
    {
        var read = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, path) in configuration.GetSection(Section).AsEnumerable().Where(setting => setting.Key.EndsWith(File, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(setting.Value)).ToList())
            read[name[..^File.Length]] = await InFile(name, path!, ct);
        await AddLogin(read, nameof(Settings.DatabaseSecret), [nameof(Settings.Database), nameof(Settings.DatabaseReplica)], ct);
        await AddLogin(read, nameof(Settings.MigrationDatabaseSecret), [nameof(Settings.MigrationDatabase)], ct);
        if (Said(read, nameof(Settings.DatabasePassword)) is { } password)
            Merge(read, [nameof(Settings.Database), nameof(Settings.DatabaseReplica)], [KeyValuePair.Create("Password", password)]);
        if (Said(read, nameof(Settings.MigrationDatabasePassword)) is { } owners)
            Merge(read, [nameof(Settings.MigrationDatabase)], [KeyValuePair.Create("Password", owners)]);
        Data = read;
        OnReload();
    }

    static async Task<string> InFile(string setting, string path, CancellationToken ct)
    {
        try
        {
            return (await System.IO.File.ReadAllTextAsync(path, ct)).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException($"{setting} names the file {path}, which can't be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Who opens a database, by a secret: a JSON object as RDS keeps it, or a whole connection string.</summary>
    async Task AddLogin(Dictionary<string, string?> read, string setting, string[] databases, CancellationToken ct)
    {
        if (Said(read, setting) is not { } name) return;
        var secret = await OfSecretsManager(setting, name, ct);
        if (!secret.TrimStart().StartsWith('{'))
        {
            read[$"{Section}:{databases[0]}"] = secret.Trim();
            return;
        }
        Merge(read, databases, PartsOf(setting, name, secret));
    }

    static async Task<string> OfSecretsManager(string setting, string name, CancellationToken ct)
    {
        try
        {
            using var systems = new AmazonSimpleSystemsManagementClient(Patience);
            var answer = await systems.GetParameterAsync(new GetParameterRequest { Name = SecretsManager + name, WithDecryption = true }, ct);
            return answer.Parameter.Value;
        }
        catch (Exception refused) when (refused is AmazonServiceException or AmazonClientException or HttpRequestException || (refused is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw new OperatorException(
                $"The secret {name} can't be read: {refused.Message} Check PhotoShare:{setting}, the region, and that this role may ssm:GetParameter and secretsmanager:GetSecretValue.", refused);
        }
    }

    /// <summary>What the fields of RDS's secrets are called in a connection string.</summary>
    static List<KeyValuePair<string, string>> PartsOf(string setting, string name, string secret)
    {
        try
        {
            using var json = JsonDocument.Parse(secret);
            return
            [
                .. from part in ((string Field, string Keyword)[])[("host", "Host"), ("port", "Port"), ("dbname", "Database"), ("username", "Username"), ("password", "Password")]
                   where json.RootElement.TryGetProperty(part.Field, out _)
                   select KeyValuePair.Create(part.Keyword, json.RootElement.GetProperty(part.Field).ToString()),
            ];
        }
        catch (JsonException unreadable)
        {
            throw new OperatorException($"The secret {name} of PhotoShare:{setting} is neither a connection string nor JSON.", unreadable);
        }
    }

    void Merge(Dictionary<string, string?> read, string[] databases, IReadOnlyList<KeyValuePair<string, string>> parts)
    {
        foreach (var database in databases.Where((name, i) => i == 0 || Said(read, name) is not null))
        {
            // The owner's is the same database by another role.
            var merged = new DbConnectionStringBuilder { ConnectionString = Said(read, database) ?? Said(read, nameof(Settings.Database)) };
            // A replica is another host.
            foreach (var (keyword, value) in parts.Where(part => database == databases[0] || part.Key is "Username" or "Password")) merged[keyword] = value;
            read[$"{Section}:{database}"] = merged.ConnectionString;
        }
    }

    string? Said(Dictionary<string, string?> read, string setting)
    {
        var name = $"{Section}:{setting}";
        var value = read.GetValueOrDefault(name) ?? configuration[name];
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
