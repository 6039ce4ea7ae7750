using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace PhotoShare.Web;

/// <summary>
/// Who is asked whether a request is theirs to answer: OpenIddict, and only at the doors of apps. It would find out by itself that a request is
/// not, by all its handlers and in more time than a small operation of the graph takes.
/// </summary>
sealed class SchemesOfDoor(IOptions<AuthenticationOptions> options, IHttpContextAccessor http) : AuthenticationSchemeProvider(options)
{
    static readonly Task<IEnumerable<AuthenticationScheme>> Nobody = Task.FromResult<IEnumerable<AuthenticationScheme>>([]);

    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() =>
        http.HttpContext is { } current && !AppDoors.IsOurs(current.Request.Path) ? Nobody : base.GetRequestHandlerSchemesAsync();
}
