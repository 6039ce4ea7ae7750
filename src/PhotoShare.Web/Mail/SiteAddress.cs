using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace PhotoShare.Web;

/// <summary>
/// The address that links in mails begin with. Never what a request called this server: whoever asks for a link to be sent to another
/// could have it lead to themselves.
/// </summary>
sealed class SiteAddress(Settings settings, IServer server)
{
    public Uri Url => settings.PublicUrl ?? new Uri(StartBlock.Spoken(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost"));
}
