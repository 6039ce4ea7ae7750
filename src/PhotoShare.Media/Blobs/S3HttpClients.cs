using Amazon.Runtime;

namespace PhotoShare.Media;

/// <summary>
/// HTTP without <c>Expect: 100-continue</c>, by which the SDK waits for the server's leave to send a body. When Ceph 16 refuses it, it goes on
/// to wait for that body and takes the next request on the connection for it.
/// </summary>
sealed class S3HttpClients(TimeSpan patience) : HttpClientFactory
{
    static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Sender()) { Timeout = patience };

    sealed class Sender() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = ConnectionLifetime })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.ExpectContinue = false;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
