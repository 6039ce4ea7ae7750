using System.Net;
using System.Net.Sockets;

namespace PhotoShare.Tests;

/// <summary>
/// A port of the loopback that nobody listens on. Below those that the system gives away by itself, so that no connection takes it before
/// its server does, and to nobody else of this process.
/// </summary>
static class FreePort
{
    const int First = 20_000, Ports = 12_000;

    static int next = Random.Shared.Next(Ports);

    public static int Take()
    {
        for (var attempt = 0; attempt < Ports; attempt++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref next) % Ports);
            if (IsFree(port)) return port;
        }
        throw new InvalidOperationException($"No port between {First} and {First + Ports - 1} is free.");
    }

    static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
