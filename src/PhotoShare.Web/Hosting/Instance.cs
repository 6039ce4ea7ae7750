using System.Security.Cryptography;
using Amazon.Runtime;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>One installation: its settings, its keys, where its bytes and rows lie, and the use cases over them.</summary>
static class Instance
{
    public static async Task AddInstance(this WebApplicationBuilder builder)
    {
        var secrets = await Secrets.AddTo(builder.Configuration, CancellationToken.None);
        var settings = SettingsOf(builder.Configuration);
        DataFolder.Prepare(settings.DataDirectory);
        RestoreMark.Refuse(settings, builder.Configuration);
        var master = await MasterKey(settings);
        // The store's own signatures come from a secret in it.
        var keys = new WrappedKeys(master, Store.Open(settings));
        var secret = await Secret(keys);

        builder.Services.AddPhotoShare(settings, secrets is null ? null : Reread);
        builder.Services.AddSingleton(master).AddSingleton(keys).AddSingleton(secret);
        builder.Services.AddSingleton(new AddressHash(secret.Derive("addresses")));
        builder.AddStore(settings, secret);
        builder.AddDrain(settings);
        builder.AddDataProtection(secret.Derive("data-protection"));

        async Task<Settings> Reread(CancellationToken ct)
        {
            await secrets.Read(ct);
            return SettingsOf(builder.Configuration);
        }
    }

    internal static Settings SettingsOf(ConfigurationManager configuration)
    {
        try
        {
            var settings = configuration.GetSection("PhotoShare").Get<Settings>() ?? new Settings();
            if (settings.DataDirectory.Length == 0 || !Path.IsPathRooted(Settings.DefaultDataDirectory) && settings.DataDirectory == Settings.DefaultDataDirectory)
                throw new OperatorException("There is no home folder to keep the data in. Name a folder with --data or PhotoShare__DataDirectory.");
            settings.DataDirectory = Path.GetFullPath(settings.DataDirectory);
            CheckRedis(settings.Redis);
            return settings;
        }
        catch (InvalidOperationException unreadable)
        {
            throw new OperatorException($"A setting can't be read: {(unreadable.InnerException ?? unreadable).Message} {unreadable.Message}", unreadable);
        }
    }

    static void CheckRedis(string? configuration)
    {
        try
        {
            if (configuration is { Length: > 0 }) RedisServer.Check(configuration);
        }
        catch (ArgumentException unreadable)
        {
            throw new OperatorException($"PhotoShare:Redis can't be read: {unreadable.Message} It looks like redis.example.org:6379,password=…", unreadable);
        }
    }

    /// <param name="mayCreate">Whether one is made in the data folder where there is none.</param>
    internal static async Task<IMasterKey> MasterKey(Settings settings, bool mayCreate = true)
    {
        try
        {
            return string.IsNullOrEmpty(settings.KmsKey)
                ? mayCreate ? await LocalMasterKey.OpenOrCreate(settings.DataDirectory) : await LocalMasterKey.Find(settings.DataDirectory)
                    ?? throw new OperatorException($"There is no master.key in {settings.DataDirectory}. Put it there from where you keep it, for its owner alone (chmod 600), or name the KMS key in PhotoShare:KmsKey.")
                : await KmsMasterKey.Open(KmsMasterKey.NewClient(), settings.KmsKey, await LocalMasterKey.Find(settings.DataDirectory), CancellationToken.None);
        }
        catch (Exception unusable) when (unusable is MasterKeyException or AmazonClientException)
        {
            throw new OperatorException(unusable.Message, unusable);
        }
    }

    static async Task<InstanceSecret> Secret(WrappedKeys keys)
    {
        try
        {
            return await InstanceSecret.OpenOrCreate(keys, CancellationToken.None);
        }
        catch (UnavailableException unavailable)
        {
            throw new OperatorException(unavailable.Message, unavailable);
        }
        catch (CryptographicException foreign)
        {
            throw new OperatorException($"The keys of this instance can't be opened: {foreign.Message} Name the master key that they were made with (PhotoShare:KmsKey, or master.key in the data folder), and change it by keys rotate.", foreign);
        }
    }

    /// <summary>Sessions and form tokens survive a restart and hold on every server of the database; their keys lie there sealed.</summary>
    static void AddDataProtection(this WebApplicationBuilder builder, byte[] key)
    {
        builder.Services.AddDataProtection().SetApplicationName("PhotoShare").PersistKeysToDbContext<PhotoShareDb>();
        builder.Services.AddSingleton(new SessionKeySeal(key));
        builder.Services.AddOptions<KeyManagementOptions>().Configure<SessionKeySeal>((keys, seal) => keys.XmlEncryptor = new SessionKeyEncryptor(seal));
    }
}
