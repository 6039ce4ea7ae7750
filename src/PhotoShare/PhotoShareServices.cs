using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace PhotoShare;

public static class PhotoShareServices
{
    /// <summary>The use cases and what they stand on. The caller adds the <see cref="Media.IBlobStore"/>, the <see cref="Media.WrappedKeys"/> and the <see cref="Media.InstanceSecret"/>.</summary>
    /// <param name="reread">Reads the settings anew, for a password of the database that was changed; <c>null</c> where they stay as they are.</param>
    public static IServiceCollection AddPhotoShare(this IServiceCollection services, Settings settings, Func<CancellationToken, Task<Settings>>? reread = null)
    {
        services.AddOpenIddict().AddCore(core => core.ReplaceTokenManager<AppToken, AppTokenManager>().UseEntityFrameworkCore().UseDbContext<PhotoShareDb>().ReplaceDefaultEntities<ClientApp, AppGrant, AppScope, AppToken, Guid>());
        services.AddSingleton(settings)
            .AddDatabase(settings, reread)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<Metrics>()
            .AddSingleton<DatabaseGauges>()
            .AddEvents(settings)
            .AddSingleton<Media.Envelope>()
            .AddSingleton<EmailIndex>()
            .AddScoped<PlainFields>()
            .AddScoped<KeyRotation>()
            .AddSingleton<AuditKeys>()
            .AddScoped(_ => Origin.None)
            .AddSingleton<Countries>()
            .AddScoped<Whereabouts>()
            .AddScoped<Audit>()
            .AddScoped<AuditChain>()
            .AddScoped<AuditVerification>()
            .AddScoped<Accounts>()
            .AddScoped<Passwords>()
            .AddScoped<EmailLinks>()
            .AddScoped<EmailAddresses>()
            .AddSingleton<FirstPerson.Known>()
            .AddScoped<FirstPerson>()
            .AddScoped<Mailing>()
            .AddSingleton(settings.Mail)
            .AddSingleton<OutboxTransport>()
            .AddSingleton<IMailTransport>(services => settings.Mail.Host is { Length: > 0 } host ? new SmtpTransport(host, settings.Mail) : services.GetRequiredService<OutboxTransport>())
            .AddScoped<AccessTokens>()
            .AddScoped<Apps>()
            .AddScoped<AppGrants>()
            .AddScoped<Receipts>()
            .AddScoped<Sessions>()
            .AddScoped<Confirmations>()
            .AddScoped<SecondFactor>()
            .AddScoped<Passkeys>()
            .AddScoped<TwoFactor>()
            .AddScoped<ActiveDays>()
            .AddSingleton(settings.Leaving)
            .AddSingleton<ReceiptKey>()
            .AddScoped<AccountRows>()
            .AddScoped<Departing>()
            .AddScoped<AccountDeletion>()
            .AddScoped<Credentials>()
            .AddScoped<Uploads>()
            .AddScoped<Storage>()
            .AddScoped<UploadTickets>()
            .AddScoped<Photos>()
            .AddScoped<Processing>()
            .AddScoped<BlobSweeper>()
            .AddScoped<Posts>()
            .AddScoped<Places>()
            .AddScoped<Comments>()
            .AddScoped<NewComments>()
            .AddScoped<Likes>()
            .AddScoped<Exports>()
            .AddScoped<ExportWriter>()
            .AddScoped<Exporting>()
            .AddScoped<Imports>()
            .AddScoped<ImportTickets>()
            .AddScoped<ImportedPhotos>()
            .AddScoped<ImportedPosts>()
            .AddScoped<ImportedRest>()
            .AddScoped<Importing>()
            .AddScoped<SavedPosts>()
            .AddScoped<Collections>()
            .AddScoped<Notifications>()
            .AddScoped<NotificationFolding>()
            .AddScoped<PushSubscriptions>()
            .AddScoped<Pushing>()
            .AddSingleton<VapidKey>()
            .AddSingleton<PushSender>()
            .AddScoped<Follows>()
            .AddScoped<Blocks>()
            .AddScoped<HashtagFollows>()
            .AddScoped<Reports>()
            .AddScoped<Moderating>()
            .AddScoped<ModeratingPeople>()
            .AddScoped<Appeals>()
            .AddScoped<FilteredWords>()
            .AddSingleton<WordFilter>()
            .AddScoped<Backing>()
            .AddScoped<RestoredInstance>()
            .AddScoped<Figures>();
        services.AddIdentityCore<User>(Rules).AddUserStore<SealedUserStore>().AddPasswordValidator<CommonPasswords>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = settings.PasswordRounds);
        return services;
    }

    static void Rules(IdentityOptions identity)
    {
        // The unique index sees to it: Identity would say that an address is taken.
        identity.User.RequireUniqueEmail = false;
        identity.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789_.";
        identity.Password.RequiredLength = Accounts.MinPasswordLength;
        identity.Password.RequiredUniqueChars = 5;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
        identity.Lockout.MaxFailedAccessAttempts = 10;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }
}
