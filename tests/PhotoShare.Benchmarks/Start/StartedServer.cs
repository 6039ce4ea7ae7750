using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PhotoShare.Tests;

namespace PhotoShare.Benchmarks;

/// <param name="Ready">From the start of the process until it answers that it is ready.</param>
/// <param name="Cpu">Processor time that it took for that.</param>
/// <param name="IdleMegabytes">Resident memory of it and its children some seconds later.</param>
sealed record ServerFigures(TimeSpan Ready, TimeSpan Cpu, double IdleMegabytes);

static class StartedServer
{
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5), Settling = TimeSpan.FromSeconds(8), Patience = TimeSpan.FromMinutes(1);

    /// <param name="arguments">For a given address to listen at.</param>
    /// <param name="path">What answers 200 once the server is ready.</param>
    public static async Task<ServerFigures> Measure(string program, Func<string, IEnumerable<string>> arguments, string path)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        using var http = new HttpClient { BaseAddress = address };
        var clock = Stopwatch.StartNew();
        using var process = Commands.Start("dotnet", [program, .. arguments(address.ToString())]);
        try
        {
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            while (!Listens(address) || !await IsReady(http, path))
            {
                if (process.HasExited || clock.Elapsed > Patience) throw new InvalidOperationException($"{program} is not ready.");
                await Task.Delay(Step);
            }
            var ready = clock.Elapsed;
            process.Refresh();
            var cpu = process.TotalProcessorTime;
            await Task.Delay(Settling);
            return new ServerFigures(ready, cpu, Memory.OfTree(process.Id));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    // A refused connection is cheaper by a socket than by an HttpClient, and is most of what comes.
    static bool Listens(Uri address)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static async Task<bool> IsReady(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return answer.IsSuccessStatusCode;
    }
}
