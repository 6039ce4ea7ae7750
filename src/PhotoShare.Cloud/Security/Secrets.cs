using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>What is secret. The owner of the database is not here: RDS makes, keeps and rotates that one itself.</summary>
public sealed class Secrets : Construct
{
    const string ByMigrate = "photoshare migrate gives the role its password anew: a new value and a run of the migration task are the rotation, without a function that knows the owner's.";

    internal Secrets(Construct scope, CloudParameters parameters, Names names, IKey key) : base(scope, "Secrets")
    {
        Database = Make("Database", names.DatabaseSecret, key, "The role that the servers open the database as", new SecretStringGenerator
        {
            SecretStringTemplate = $$"""{"username":"{{DatabaseRole}}"}""",
            GenerateStringKey = "password",
            PasswordLength = 40,
            ExcludePunctuation = true,
        }, ByMigrate);
        Mail = Make("Mail", names.MailSecret, key, "User name and password at the mail server; put yours in: {\"username\": …, \"password\": …}", new SecretStringGenerator
        {
            SecretStringTemplate = """{"username":"unset"}""",
            GenerateStringKey = "password",
        }, "The mail server's operator gives these; Secrets Manager can't change them there.");
        if (parameters.Valkey)
            Cache = Make("Cache", names.CacheSecret, key, "The password of the cache", new SecretStringGenerator { PasswordLength = 64, ExcludePunctuation = true }, "The cache takes it from here at a deployment; nothing in it is the only record of anything.");
        if (parameters.CloudFront)
            Signing = Make("Signing", names.SigningSecret, key, "The private key (PEM) that addresses of photos are signed with; put in the one that mediaPublicKey belongs to",
                new SecretStringGenerator { PasswordLength = 64 }, "A new key pair needs its public half in CloudFront first: it is changed by a deployment.");
    }

    /// <summary>By the name that <c>migrate</c> makes it by.</summary>
    internal const string DatabaseRole = "photoshare_app";

    public Secret Database { get; }
    public Secret Mail { get; }
    public Secret? Cache { get; }
    public Secret? Signing { get; }

    Secret Make(string id, string name, IKey key, string description, ISecretStringGenerator generator, string notRotated)
    {
        var secret = new Secret(this, id, new SecretProps
        {
            SecretName = name,
            Description = description,
            EncryptionKey = key,
            GenerateSecretString = generator,
            RemovalPolicy = RemovalPolicy.RETAIN,
        });
        secret.AcceptOf("AwsSolutions-SMG4", notRotated);
        return secret;
    }
}
