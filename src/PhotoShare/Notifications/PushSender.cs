using System.Net;
using System.Net.Http.Headers;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;

namespace PhotoShare;

/// <summary>How a push service answered.</summary>
public enum PushOutcome { Sent, Gone, Later }

/// <summary>Sends encrypted messages to browsers' push services (RFC 8030, 8188, 8291), in this instance's name (RFC 8292).</summary>
public sealed class PushSender : IDisposable
{
    /// <summary>A day later it is no news any more.</summary>
    static readonly TimeSpan TimeToLive = TimeSpan.FromDays(1);

    /// <summary>Of what waits for a browser that is off, the last takes the place of those before.</summary>
    const string Topic = "news";

    readonly Settings settings;
    readonly VapidAuthentication authentication;
    readonly HttpClient http;
    readonly PushServiceClient client;

    public PushSender(VapidKey key, Settings settings)
    {
        this.settings = settings;
        // Whom the operators of a push service may write to.
        var contact = settings.PublicUrl is { Scheme: "https" } url ? url.OriginalString : $"mailto:{settings.Mail.From}";
        authentication = new VapidAuthentication(key.Public, key.Private) { Subject = contact };
        // Nowhere else than where it is sent.
        var there = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        http = new HttpClient(new ByOrigin(authentication, there)) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 64 * 1024 };
        client = new PushServiceClient(http) { AutoRetryAfter = false, DefaultAuthentication = authentication, DefaultAuthenticationScheme = VapidAuthenticationScheme.Vapid };
    }

    /// <returns>And how long to wait, where the service says so.</returns>
    public async Task<(PushOutcome Outcome, TimeSpan? After)> Send(PushSubscription to, string text, CancellationToken ct)
    {
        // The operator may have changed their mind since it was asked for.
        if (!settings.Push.Allows(new Uri(to.Endpoint))) return (PushOutcome.Gone, null);
        var subscription = new Lib.Net.Http.WebPush.PushSubscription { Endpoint = to.Endpoint };
        subscription.SetKey(PushEncryptionKeyName.P256DH, to.P256dh);
        subscription.SetKey(PushEncryptionKeyName.Auth, to.Auth);
        try
        {
            await client.RequestPushMessageDeliveryAsync(subscription, new PushMessage(text) { Topic = Topic, TimeToLive = (int)TimeToLive.TotalSeconds, Urgency = PushMessageUrgency.Normal }, ct);
            return (PushOutcome.Sent, null);
        }
        catch (PushServiceClientException refused) when (refused.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return (PushOutcome.Gone, null);
        }
        catch (PushServiceClientException refused)
        {
            return (PushOutcome.Later, refused.Headers?.RetryAfter switch { { Delta: { } wait } => wait, { Date: { } date } => date - DateTimeOffset.UtcNow, _ => null });
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return (PushOutcome.Later, null);
        }
    }

    public void Dispose()
    {
        authentication.Dispose();
        http.Dispose();
    }

    /// <summary>The port belongs to the origin that a signature is for (RFC 8292), and the library leaves it out.</summary>
    sealed class ByOrigin(VapidAuthentication authentication, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri is { IsDefaultPort: false } to)
                request.Headers.Authorization = new AuthenticationHeaderValue("vapid", authentication.GetVapidSchemeAuthenticationHeaderValueParameter(to.GetLeftPart(UriPartial.Authority)));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
