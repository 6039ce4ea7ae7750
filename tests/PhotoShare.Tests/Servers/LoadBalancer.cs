using System.Diagnostics;
using System.Net;
using System.Text;

namespace PhotoShare.Tests;

/// <summary>Debian's HAProxy with the configuration that operators are given, before two servers. Its answers say which of them they are from.</summary>
public sealed class LoadBalancer : IAsyncDisposable
{
    public const string ServedBy = "X-Served-By";

    readonly TemporaryFolder folder = new();
    readonly StringBuilder log = new();
    Process? process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    public string Log
    {
        get
        {
            lock (log) return log.ToString();
        }
    }

    public static async Task<LoadBalancer> Start(params Node[] nodes)
    {
        var balancer = new LoadBalancer();
        var sample = await File.ReadAllTextAsync(Repository.PathOf("haproxy.cfg"));
        var file = Path.Combine(balancer.folder.Path, "haproxy.cfg");
        await File.WriteAllTextAsync(file, sample
            .Replace("app1:5080", nodes[0].Address.Authority, StringComparison.Ordinal)
            .Replace("app2:5080", nodes[1].Address.Authority, StringComparison.Ordinal)
            .Replace("bind :8080", $"bind {balancer.Address.Authority}\n    http-response set-header {ServedBy} %si:%sp", StringComparison.Ordinal));
        balancer.process = Commands.Start("/usr/sbin/haproxy", ["-db", "-f", file]);
        balancer.process.OutputDataReceived += balancer.Note;
        balancer.process.ErrorDataReceived += balancer.Note;
        balancer.process.BeginOutputReadLine();
        balancer.process.BeginErrorReadLine();
        try
        {
            await Eventually.Becomes(() => Node.Health(balancer.Address), status => status == HttpStatusCode.OK, $"HAProxy serves; it said: {balancer.Log}");
            return balancer;
        }
        catch
        {
            await balancer.DisposeAsync();
            throw;
        }
    }

    void Note(object sender, DataReceivedEventArgs said)
    {
        lock (log) log.AppendLine(said.Data);
    }

    public async ValueTask DisposeAsync()
    {
        await Commands.Run("kill", ["-TERM", $"{process!.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Eventually.Patience);
        process.Dispose();
        folder.Dispose();
    }
}
