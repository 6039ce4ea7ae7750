using System.Diagnostics;
using StackExchange.Redis;

namespace PhotoShare.Tests;

/// <summary>A real Redis of one's own, on a socket in a temporary folder: no port, nothing left.</summary>
public sealed class Redis : IAsyncDisposable
{
    readonly TemporaryFolder folder = new();
    Process? server;

    public string Configuration => $"!{Path.Combine(folder.Path, "redis.sock")}";

    public static async Task<Redis> Start()
    {
        var redis = new Redis();
        await redis.Begin();
        return redis;
    }

    /// <summary>Once more after <see cref="Kill"/>, with nothing in it.</summary>
    public async Task Begin()
    {
        server = Commands.Start("redis-server", ["--port", "0", "--unixsocket", Configuration[1..], "--save", "", "--dir", folder.Path]);
        // It writes a log that nobody reads; left alone it would stand still once the pipe is full.
        server.OutputDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{Configuration},abortConnect=false");
        await Eventually.Becomes(() => Task.FromResult(connection.IsConnected), connected => connected, "Redis answers");
    }

    public async Task Kill()
    {
        server!.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        folder.Dispose();
    }
}
