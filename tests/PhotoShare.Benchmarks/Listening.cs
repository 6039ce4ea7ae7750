using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PhotoShare.Tests;

namespace PhotoShare.Benchmarks;

/// <summary>A program that listens on a port which it is told.</summary>
sealed class Listening : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly Process process;

    Listening(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Time that it has worked since it was started; not what its children did.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The port comes between what is told before and after it.</summary>
    public static async Task<Listening> Start(string program, IEnumerable<string> before, IEnumerable<string> after)
    {
        var port = FreePort.Take();
        var process = Commands.Start(program, [.. before, $"{port}", .. after], new Dictionary<string, string?> { ["NODE_ENV"] = "production", ["GRAPHILE_ENV"] = "production" });
        var said = new List<string>();
        foreach (var stream in (StreamReader[])[process.StandardOutput, process.StandardError])
            _ = Task.Run(async () => { while (await stream.ReadLineAsync() is { } line) lock (said) said.Add(line); });
        var listening = new Listening(process, new Uri($"http://127.0.0.1:{port}"));
        var clock = Stopwatch.StartNew();
        while (!await Answers(port))
        {
            if (process.HasExited || clock.Elapsed > Patience) throw new InvalidOperationException($"{program} does not listen: {string.Join('\n', said)}");
            await Task.Delay(100);
        }
        return listening;
    }

    static async Task<bool> Answers(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
