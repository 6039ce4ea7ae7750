using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using OpenIddict.Validation;
using PhotoShare.Media;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PhotoShare.Web;

/// <summary>The OAuth 2.1 and OpenID Connect server (OpenIddict): what it speaks, and where.</summary>
static class AppServer
{
    /// <summary>By which our doors answer through OpenIddict.</summary>
    public const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public const string Authorize = "/oauth/authorize";
    public const string Token = "/oauth/token";
    public const string Continue = "/oauth/continue";
    public const string EndSession = "/oauth/endsession";
    public const string Device = "/device";

    /// <summary>Letters that are told apart and make no words (RFC 8628 §6.1).</summary>
    const string UserCodeLetters = "BCDFGHJKLMNPQRSTVWXZ";

    public static void AddApps(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("PhotoShare:Apps").Get<AppSettings>() ?? new AppSettings();
        builder.Services.AddSingleton(settings)
            .AddSingleton(services => new AppKeySeal(new SessionKeySeal(services.GetRequiredService<InstanceSecret>().Derive("apps"))))
            .AddSingleton<AppKeyRing>()
            .AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(services => services.GetRequiredService<AppKeyRing>())
            .AddSingleton<IOptionsChangeTokenSource<OpenIddictValidationOptions>>(services => services.GetRequiredService<AppKeyRing>())
            .AddSingleton<IConfigureOptions<OpenIddictServerOptions>, AppServerOptions>()
            .AddSingleton<IConfigureOptions<OpenIddictServerAspNetCoreOptions>, AppServerOptions>()
            .AddScoped<AppClaims>()
            .AddScoped<BearerTokens>();
        // An app in a browser asks from its own site, with what it was given and no cookie.
        builder.Services.AddCors(cors => cors.AddPolicy(AppDoors.OtherSites, policy => policy
            .AllowAnyOrigin().WithMethods("GET", "POST", "PUT", "DELETE").AllowAnyHeader().WithExposedHeaders("WWW-Authenticate", "Retry-After").SetPreflightMaxAge(TimeSpan.FromHours(1))));
        builder.Services.AddOpenIddict().AddServer(server => Speak(server, settings)).AddValidation(validation =>
        {
            validation.UseLocalServer();
            validation.EnableTokenEntryValidation();
            validation.EnableAuthorizationEntryValidation();
        });
    }

    static void Speak(OpenIddictServerBuilder server, AppSettings settings)
    {
        server.SetAuthorizationEndpointUris(Authorize)
            .SetTokenEndpointUris(Token)
            .SetDeviceAuthorizationEndpointUris("/oauth/device")
            .SetEndUserVerificationEndpointUris(Device)
            .SetIntrospectionEndpointUris("/oauth/introspect")
            .SetRevocationEndpointUris("/oauth/revoke")
            .SetUserInfoEndpointUris("/oauth/userinfo")
            .SetEndSessionEndpointUris(EndSession)
            .SetConfigurationEndpointUris("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")
            .SetJsonWebKeySetEndpointUris("/.well-known/jwks");
        server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowDeviceAuthorizationFlow().AllowClientCredentialsFlow().RequireProofKeyForCodeExchange();
        server.Configure(options =>
        {
            options.CodeChallengeMethods.Clear();
            options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
        });
        server.RegisterScopes([OpenIddictConstants.Scopes.OpenId, OpenIddictConstants.Scopes.Profile, OpenIddictConstants.Scopes.OfflineAccess, .. Enum.GetValues<Scope>().Select(scope => scope.Name())]);
        server.RegisterClaims(Claims.Subject, Claims.Name, Claims.PreferredUsername, Claims.Picture, Claims.Profile, Claims.Email, Claims.EmailVerified, Claims.AuthenticationTime);
        // Opaque, so that a token says nothing to who finds it, and is asked after each time: what was taken back ends at once.
        server.UseReferenceAccessTokens().UseReferenceRefreshTokens();
        server.SetAccessTokenLifetime(settings.AccessTokenLifetime).SetRefreshTokenLifetime(settings.RefreshTokenLifetime).SetRefreshTokenReuseLeeway(TimeSpan.Zero);
        server.SetUserCodeCharset([.. UserCodeLetters.Select(letter => letter.ToString())]).SetUserCodeLength(8).SetUserCodeDisplayFormat("{0}{1}{2}{3}-{4}{5}{6}{7}");
        server.AddEventHandler(UserInfo.Handler).AddEventHandler(ChainRevocation.Handler);
        server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndUserVerificationEndpointPassthrough().EnableEndSessionEndpointPassthrough().EnableErrorPassthrough();
    }
}

/// <summary>What is known when the server listens: its address, and its keys.</summary>
sealed class AppServerOptions(AppKeyRing ring, SiteAddress site) : IConfigureOptions<OpenIddictServerOptions>, IConfigureOptions<OpenIddictServerAspNetCoreOptions>
{
    public void Configure(OpenIddictServerOptions options)
    {
        // Never what a request called this server.
        options.Issuer = site.Url;
        options.SigningCredentials.AddRange(ring.Pairs.Select(pair => pair.Signing));
        options.EncryptionCredentials.AddRange(ring.Pairs.Select(pair => pair.Encryption));
    }

    /// <summary>Plain text only where that is the site's own address, as on one box.</summary>
    public void Configure(OpenIddictServerAspNetCoreOptions options) => options.DisableTransportSecurityRequirement = site.Url.Scheme == Uri.UriSchemeHttp;
}
