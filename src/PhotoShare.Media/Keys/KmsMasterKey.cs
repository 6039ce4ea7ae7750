using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;

namespace PhotoShare.Media;

/// <summary>
/// A symmetric key in AWS KMS as the master key. A wrapped key is <c>2 | length | key ARN | KMS ciphertext</c>: it names its key, so that it
/// opens under it after the setting names another (the server's role must still be allowed <c>kms:Decrypt</c> on the former one).
/// </summary>
/// <remarks>The context is KMS's encryption context <c>photoshare={context}</c>: authenticated, and in the clear in CloudTrail.</remarks>
public sealed class KmsMasterKey : IMasterKey
{
    const byte Version = 2;
    const string Prefix = "kms:";

    readonly IAmazonKeyManagementService kms;
    readonly string keyId;
    readonly LocalMasterKey? former;

    KmsMasterKey(IAmazonKeyManagementService kms, string keyId, LocalMasterKey? former) => (this.kms, this.keyId, this.former) = (kms, keyId, former);

    /// <summary>A client that tells within some 15 s that KMS can't be reached. Region, credentials and <c>AWS_ENDPOINT_URL_KMS</c> are those of the AWS environment.</summary>
    public static AmazonKeyManagementServiceClient NewClient() =>
        new(new AmazonKeyManagementServiceConfig { Timeout = TimeSpan.FromSeconds(4), MaxErrorRetry = 2 });

    /// <summary>Opens a key and proves by one key there and back that it can be used; throws <see cref="MasterKeyException"/> when it can't.</summary>
    /// <param name="keyId">Its id, ARN or alias (<c>alias/…</c>).</param>
    /// <param name="former">The local key of an instance that has moved to KMS; it opens what it wrapped.</param>
    public static async Task<KmsMasterKey> Open(IAmazonKeyManagementService kms, string keyId, LocalMasterKey? former, CancellationToken ct)
    {
        var key = new KmsMasterKey(kms, keyId, former);
        try
        {
            var trial = await key.GenerateDataKey("start", ct);
            await key.Unwrap(await key.Wrap(trial.Plaintext, "start", ct), "start", ct);
            key.Id = WrappedKeys.MasterOf(trial.Wrapped);
            return key;
        }
        catch (MasterKeyUnavailableException unusable)
        {
            throw new MasterKeyException(unusable.Message, unusable);
        }
    }

    /// <summary>The ARN of the KMS key that a wrapped key names; <c>null</c> when another kind of master key wrapped it.</summary>
    internal static string? IdIn(ReadOnlySpan<byte> wrapped) =>
        wrapped.Length > 2 && wrapped[0] == Version && wrapped.Length > 2 + wrapped[1] ? Prefix + Encoding.UTF8.GetString(wrapped.Slice(2, wrapped[1])) : null;

    public string Id { get; private set; } = "";

    public Task<DataKey> GenerateDataKey(string context, CancellationToken ct) => Ask(async () =>
    {
        var made = await kms.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = keyId, KeySpec = DataKeySpec.AES_256, EncryptionContext = Context(context) }, ct);
        return new DataKey(made.Plaintext.ToArray(), Named(made.KeyId, made.CiphertextBlob));
    });

    public Task<byte[]> Unwrap(byte[] wrapped, string context, CancellationToken ct)
    {
        if (former is not null && LocalMasterKey.IdIn(wrapped) is not null) return former.Unwrap(wrapped, context, ct);
        var arn = IdIn(wrapped)?[Prefix.Length..] ?? throw new CryptographicException($"This key was wrapped by the master key {WrappedKeys.MasterOf(wrapped)}, which is not at hand.");
        return Ask(async () =>
        {
            // With the key named, KMS refuses what another key wrapped.
            var opened = await kms.DecryptAsync(new DecryptRequest { KeyId = arn, CiphertextBlob = new MemoryStream(wrapped[(2 + wrapped[1])..]), EncryptionContext = Context(context) }, ct);
            return opened.Plaintext.ToArray();
        });
    }

    public Task<byte[]> Wrap(byte[] secret, string context, CancellationToken ct) => Ask(async () =>
    {
        var sealedSecret = await kms.EncryptAsync(new EncryptRequest { KeyId = keyId, Plaintext = new MemoryStream(secret), EncryptionContext = Context(context) }, ct);
        return Named(sealedSecret.KeyId, sealedSecret.CiphertextBlob);
    });

    static Dictionary<string, string> Context(string context) => new() { ["photoshare"] = context };

    static byte[] Named(string arn, MemoryStream ciphertext)
    {
        var name = Encoding.UTF8.GetBytes(arn);
        return [Version, checked((byte)name.Length), .. name, .. ciphertext.ToArray()];
    }

    async Task<T> Ask<T>(Func<Task<T>> call, [CallerMemberName] string operation = "")
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is InvalidCiphertextException or IncorrectKeyException)
        {
            throw new CryptographicException("KMS does not open this key: another key wrapped it, it is for another context, or it was changed.", e);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException)
        {
            FaultMetrics.CountKms(operation);
            throw new MasterKeyUnavailableException(WhatToDo(e), e);
        }
    }

    string WhatToDo(Exception e) => e switch
    {
        NotFoundException or InvalidArnException => $"There is no KMS key {keyId}. Check PhotoShare:KmsKey and the region (AWS_REGION).",
        DisabledException or KMSInvalidStateException => $"The KMS key {keyId} is disabled or about to be deleted. Enable it: aws kms enable-key --key-id {keyId}",
        AmazonServiceException { ErrorCode: "AccessDeniedException" } => $"This server may not use the KMS key {keyId}. Allow its role kms:GenerateDataKey, kms:Encrypt and kms:Decrypt on it.",
        AmazonServiceException { ErrorCode: "UnrecognizedClientException" or "ExpiredTokenException" or "InvalidClientTokenId" or "InvalidSignatureException" or "IncompleteSignatureException" } =>
            $"AWS does not accept the credentials for the KMS key {keyId}. Renew them (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the role of this machine), and check its clock.",
        _ => $"The KMS key {keyId} can't be asked: {e.Message.TrimEnd('.')}. Check the way to KMS, AWS_REGION and the credentials.",
    };
}
