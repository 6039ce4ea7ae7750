using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace PhotoShare;

public static class PhotoShareServices
{
    /// <summary>The use cases and what they stand on. The caller adds the <see cref="Media.IBlobStore"/> and the <see cref="Media.IMasterKey"/>.</summary>
    public static IServiceCollection AddPhotoShare(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings)
            .AddDatabase(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IEventBus, InProcessEventBus>()
            .AddSingleton<Media.Envelope>()
            .AddScoped<Accounts>()
            .AddScoped<AccessTokens>()
            .AddScoped<Sessions>()
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
            .AddScoped<Likes>()
            .AddScoped<Exports>()
            .AddScoped<ExportWriter>()
            .AddScoped<Exporting>()
            .AddScoped<SavedPosts>()
            .AddScoped<Collections>()
            .AddScoped<Notifications>()
            .AddScoped<NotificationFolding>()
            .AddScoped<Follows>()
            .AddScoped<Blocks>()
            .AddScoped<HashtagFollows>()
            .AddScoped<Reports>();
        services.AddIdentityCore<User>(Rules).AddEntityFrameworkStores<PhotoShareDb>();
        return services;
    }

    static void Rules(IdentityOptions identity)
    {
        identity.User.RequireUniqueEmail = true;
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
