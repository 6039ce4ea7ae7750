using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

[Collection(CloudTests.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed class CloudKeyTests(SynthesizedCloud cloud)
{
    [Fact]
    public void Each_kind_of_thing_has_a_key_that_rotates_and_is_never_deleted_with_its_stack()
    {
        var keys = cloud.Full.Of("AWS::KMS::Key");
        Assert.Equal(["KeysData", "KeysFields", "KeysLogs", "KeysMedia", "KeysSecrets"], keys.Select(key => key.Id[..^8]).Order());
        Assert.All(keys, key =>
        {
            Assert.Equal("true", key.Text("EnableKeyRotation"));
            Assert.Equal("30", key.Text("PendingWindowInDays"));
            Assert.Equal("Retain", key.Json["DeletionPolicy"]!.ToString());
        });
    }

    [Fact]
    public void A_keys_policy_ties_every_use_to_a_service_or_a_role()
    {
        var statements = from key in cloud.Full.Of("AWS::KMS::Key")
                         from statement in key.At("KeyPolicy.Statement")!.AsArray()
                         select (key.Id, Statement: statement!.AsObject());

        Assert.All(statements, s =>
        {
            var actions = CloudText.Of(s.Statement["Action"]);
            Assert.DoesNotContain("kms:*", actions, StringComparison.Ordinal);
            var uses = actions.Split(' ').Any(action => action is "kms:Decrypt" or "kms:CreateGrant" || action.StartsWith("kms:GenerateDataKey", StringComparison.Ordinal));
            Assert.True(!uses || s.Statement["Condition"] is not null, $"{s.Id} may be used by anybody: {s.Statement.ToJsonString()}");
        });
    }

    [Fact]
    public void The_master_key_is_for_servers_and_migrations_alone()
    {
        var key = cloud.Full.One("AWS::KMS::Key", "KeysFields");
        var use = Assert.Single(key.At("KeyPolicy.Statement")!.AsArray(), s => CloudText.Of(s!["Action"]).Contains("kms:Decrypt", StringComparison.Ordinal));
        Assert.Equal("arn:<AWS::Partition>:iam::<AWS::AccountId>:role/photoshare-server arn:<AWS::Partition>:iam::<AWS::AccountId>:role/photoshare-migration", CloudText.Of(use!["Condition"]!["StringEquals"]!["aws:PrincipalArn"]));
    }

    [Fact]
    public void Secrets_are_made_there_and_lie_under_their_key()
    {
        var secrets = cloud.Full.Of("AWS::SecretsManager::Secret");
        Assert.Equal(["photoshare/cache", "photoshare/database", "photoshare/mail", "photoshare/media-signing"], secrets.Select(secret => secret.Text("Name")).Order());
        Assert.All(secrets, secret =>
        {
            Assert.Equal("<KeysSecrets.Arn>", secret.Text("KmsKeyId"));
            Assert.NotNull(secret.At("GenerateSecretString"));
            Assert.Null(secret.At("SecretString"));
        });
        Assert.Equal(["photoshare/database", "photoshare/mail"], cloud.Usual.Of("AWS::SecretsManager::Secret").Select(secret => secret.Text("Name")).Order());
    }

    /// <summary>The cache's password is a reference that CloudFormation resolves.</summary>
    [Fact]
    public void No_secret_is_in_a_template()
    {
        Assert.Equal("{{resolve:secretsmanager:<SecretsCache>:SecretString:::}}", cloud.Full.One("AWS::ElastiCache::ReplicationGroup").Text("AuthToken"));
        Assert.All(cloud.Full.Resources, resource => Assert.DoesNotContain("\"MasterUserPassword\"", resource.Json.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_encrypted_by_RDS_for_the_owner_is_read_by_who_starts_the_migration_alone()
    {
        const string Owner = "<DatabaseInstance.MasterUserSecret.SecretArn>";
        var readers = from policy in cloud.Full.Of("AWS::IAM::Policy")
                      where policy.At("PolicyDocument.Statement") is JsonArray statements && statements.Any(s => CloudText.Of(s!["Resource"]).Contains(Owner, StringComparison.Ordinal))
                      select policy.Id;
        Assert.StartsWith("MigrationRolesStartPermissions", Assert.Single(readers), StringComparison.Ordinal);
    }
}
