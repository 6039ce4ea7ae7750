using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace PhotoShare.Web;

/// <summary>Slows down who guesses passwords: so many forms a minute from one address, on pages marked <c>[EnableRateLimiting(SignInLimit.Policy)]</c>.</summary>
public static class SignInLimit
{
    public const string Policy = "sign-in";
    const int DefaultPerMinute = 20;

    internal static void AddSignInLimit(this WebApplicationBuilder builder)
    {
        var perMinute = builder.Configuration.GetValue("PhotoShare:SignInsPerMinute", DefaultPerMinute);
        builder.Services.AddSingleton<Limiters>();
        builder.Services.AddSingleton(services => new SignInAttempts(services.GetRequiredService<Limiters>(), perMinute));
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Policy, http => HttpMethods.IsPost(http.Request.Method)
                ? RateLimitPartition.Get(Origin(http.Connection.RemoteIpAddress), origin => http.RequestServices.GetRequiredService<Limiters>().Window($"sign-in-form:{origin}", perMinute, TimeSpan.FromMinutes(1)))
                : RateLimitPartition.GetNoLimiter("reading"));
            limiter.OnRejected = Refuse;
        });
    }

    /// <summary>One household or one machine: an IPv4 address, or the /64 that an IPv6 subscriber has to themselves.</summary>
    internal static string Origin(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    static async ValueTask Refuse(OnRejectedContext rejected, CancellationToken ct)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(10);
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        rejected.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        if (ErrorPages.AsksForPage(rejected.HttpContext))
            await ErrorPages.Render(rejected.HttpContext, null);
        else
            await Problems.Of(StatusCodes.Status429TooManyRequests, "Too many attempts from this address. Wait a minute, then try again.").ExecuteAsync(rejected.HttpContext);
    }
}
