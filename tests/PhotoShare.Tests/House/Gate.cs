using System.Net;
using System.Net.Sockets;

namespace PhotoShare.Tests;

/// <summary>Stands before another server and passes everything on, until it is shut: then nobody gets through, and who was inside is out.</summary>
sealed class Gate : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly Uri behind;
    readonly Task passing;
    CancellationTokenSource open = new();

    public Gate(Uri behind)
    {
        this.behind = behind;
        listener.Start();
        passing = PassAll();
    }

    public Uri Address => new($"http://{listener.LocalEndpoint}/");

    public void Shut() => open.Cancel();

    public void Open() => open = new CancellationTokenSource();

    async Task PassAll()
    {
        var passages = new List<Task>();
        try
        {
            while (true) passages.Add(Pass(await listener.AcceptTcpClientAsync(), open.Token));
        }
        catch (SocketException)
        {
            await Task.WhenAll(passages);
        }
    }

    async Task Pass(TcpClient client, CancellationToken shut)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(behind.Host, behind.Port, shut);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), shut), server.GetStream().CopyToAsync(client.GetStream(), shut));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
                // The gate was shut, or one of the two went away: so does the other.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Shut();
        listener.Stop();
        await passing;
        listener.Dispose();
        open.Dispose();
    }
}
