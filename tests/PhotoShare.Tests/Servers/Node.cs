using System.Diagnostics;
using System.Net;

namespace PhotoShare.Tests;

/// <summary>One server of several: a process, started with an environment as an operator starts it.</summary>
/// <param name="program">The one that was published; without it the one that was built with the tests.</param>
public sealed class Node(IReadOnlyDictionary<string, string?> environment, string? program = null) : IAsyncDisposable
{
    readonly string program = program ?? Path.Combine(AppContext.BaseDirectory, "PhotoShare.Web.dll");

    /// <summary>On a machine that is busy with other tests a start takes its time.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly List<string> log = [];
    Process? process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    /// <summary>What it wrote since the last start.</summary>
    public string Log
    {
        get
        {
            lock (log) return string.Join('\n', log);
        }
    }

    /// <summary>Time that it has spent working since it was started.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of memory that it holds, as the kernel counts them.</summary>
    public long Memory
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Until it says that it is ready.</summary>
    public async Task Start()
    {
        process = Commands.Start("dotnet", [program, "--urls", Address.ToString()], environment);
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.Becomes(
            async () => process.HasExited ? throw new InvalidOperationException($"The server ended: {Log}") : await Health(),
            status => status == HttpStatusCode.OK, "the server is ready", Patience);
    }

    /// <summary>What it answers to a load balancer; <c>null</c> when nobody answers.</summary>
    public Task<HttpStatusCode?> Health() => Health(Address);

    public static async Task<HttpStatusCode?> Health(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        try
        {
            using var answer = await http.GetAsync("/health/ready");
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>As an operator or a container's engine ends it; with what it returns then.</summary>
    public async Task<int> Stop()
    {
        await Commands.Run("kill", ["-TERM", $"{process!.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <summary>As a machine ends that loses its power.</summary>
    public async Task Kill()
    {
        if (process is not { HasExited: false }) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process?.Dispose();
    }

    void Note(object sender, DataReceivedEventArgs said)
    {
        lock (log)
            if (said.Data is { } line) log.Add(line);
    }
}
