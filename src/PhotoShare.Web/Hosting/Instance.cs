using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>One installation: its settings, its keys, where its bytes and rows lie, and the use cases over them.</summary>
static class Instance
{
    public static async Task AddInstance(this WebApplicationBuilder builder)
    {
        var settings = SettingsOf(builder.Configuration);
        DataFolder.Prepare(settings.DataDirectory);
        var master = await MasterKey(settings);

        builder.Services.AddPhotoShare(settings);
        builder.Services.AddSingleton<IMasterKey>(master);
        var signature = new BlobSignature(await master.Derive("blob-urls", CancellationToken.None));
        builder.Services.AddSingleton(services => new DiskBlobStore(BlobFolder(settings), signature, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IBlobStore>(services => services.GetRequiredService<DiskBlobStore>());
        builder.AddDataProtection(await master.Derive("data-protection", CancellationToken.None));
    }

    public static string BlobFolder(Settings settings) => Path.Combine(settings.DataDirectory, "blobs");

    static Settings SettingsOf(ConfigurationManager configuration)
    {
        try
        {
            var settings = configuration.GetSection("PhotoShare").Get<Settings>() ?? new Settings();
            if (settings.DataDirectory.Length == 0 || !Path.IsPathRooted(Settings.DefaultDataDirectory) && settings.DataDirectory == Settings.DefaultDataDirectory)
                throw new OperatorException("There is no home folder to keep the data in. Name a folder with --data or PhotoShare__DataDirectory.");
            settings.DataDirectory = Path.GetFullPath(settings.DataDirectory);
            return settings;
        }
        catch (InvalidOperationException unreadable)
        {
            throw new OperatorException($"A setting can't be read: {(unreadable.InnerException ?? unreadable).Message} {unreadable.Message}", unreadable);
        }
    }

    static async Task<LocalMasterKey> MasterKey(Settings settings)
    {
        try
        {
            return await LocalMasterKey.OpenOrCreate(settings.DataDirectory);
        }
        catch (MasterKeyException unusable)
        {
            throw new OperatorException(unusable.Message, unusable);
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
